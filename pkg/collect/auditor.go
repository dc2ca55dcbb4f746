package collect

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var meEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/people/me", Rank: snapshot.RankAPI,
	Scope: "spark-admin:people_read", Role: "any administrator",
	Wire: wireMe{},
}

type wireMe struct {
	ID    string `json:"id"`
	OrgID string `json:"orgId"`
	Type  string `json:"type"`
	Roles words  `json:"roles"`
}

// errNobody is an answer that does not say whose the token is.
var errNobody = &webex.Error{Kind: webex.Schema, Host: meEndpoint.Host, Template: meEndpoint.Path, Detail: "the answer names no person or no organisation"}

// me asks whose a token is. The person's address is decoded for a preflight only,
// which shows it to the operator.
func (r *run) me(ctx context.Context, e Endpoint) (w wireSelf, readAt time.Time, err error) {
	var resp *webex.Response
	if r.onScreen {
		w, resp, err = webex.Get[wireSelf](ctx, r.o.Client, e.request(nil))
	} else {
		w.wireMe, resp, err = webex.Get[wireMe](ctx, r.o.Client, e.request(nil))
	}
	switch {
	case err != nil:
		return w, readAt, err
	case uuidOf(w.ID) == "" || uuidOf(w.OrgID) == "":
		return w, readAt, errNobody
	}
	return w, resp.ReadAt, nil
}

// auditor is the account that answered.
func (w wireMe) auditor() *snapshot.Auditor {
	return &snapshot.Auditor{ID: w.ID, UUID: uuidOf(w.ID), OrgID: w.OrgID, Type: w.Type, Roles: w.Roles}
}

// auditor asks whose token this is. Without an answer nothing else can be
// asked, so that a failure ends the run.
func auditor(ctx context.Context, r *run) {
	w, at, err := r.me(ctx, meEndpoint)
	r.s.Auditor.Source = meEndpoint.source()
	if err != nil {
		r.stop(fmt.Errorf("cannot learn whose token this is: %w", err))
		r.s.Auditor.Gap = r.gap(meEndpoint, err)
		return
	}
	r.s.Auditor.Source.ReadAt, r.s.Auditor.Value, r.email = at, w.auditor(), w.email()
}

// holdsRole says whether the one whose token this is holds a role of which the
// name, in lower case, fits; false when that is not known.
func (r *run) holdsRole(ctx context.Context, fits func(name string) bool) bool {
	return r.roleOf(ctx, r.s.Auditor.Value, fits)
}

// roleOf is holdsRole of somebody; nil is somebody who is not known.
func (r *run) roleOf(ctx context.Context, who *snapshot.Auditor, fits func(name string) bool) bool {
	r.section(ctx, snapshot.RolesName)
	return who != nil && slices.ContainsFunc(r.s.Roles.Items, func(role snapshot.Role) bool {
		return slices.Contains(who.Roles, role.ID) && fits(strings.ToLower(strings.TrimSpace(role.Name)))
	})
}
