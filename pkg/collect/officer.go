package collect

import (
	"context"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// officerMeEndpoint is asked with the compliance officer's own token.
var officerMeEndpoint = Endpoint{
	Host: webex.Officer, Path: meEndpoint.Path, Rank: meEndpoint.Rank,
	Scope: "spark:people_read", Role: "compliance officer",
	Wire: wireMe{},
}

// compliance is the endpoint where it is asked for what Webex shows to compliance
// officers only.
func compliance(e Endpoint, scope string) Endpoint {
	e.Scope, e.Role = scope, "compliance officer"
	return e
}

// OfOfficers says whether only a compliance officer may read the endpoint. A run
// that has the token of one asks with that.
func (e Endpoint) OfOfficers() bool { return snapshot.OnlyOfficers(e.Scope) }

// officersOwn are the endpoints that may be asked with a compliance officer's
// token, or all of them.
func officersOwn(all []Endpoint, officer bool) []Endpoint {
	if !officer {
		return all
	}
	return slices.DeleteFunc(slices.Concat(all, purgedEndpoints()), func(e Endpoint) bool {
		return !e.OfOfficers() && e.Path != officerMeEndpoint.Path
	})
}

// purgedEndpoints are those of the catalogue that need another scope for what
// was purged.
func purgedEndpoints() []Endpoint {
	return []Endpoint{purgedRecordingsEndpoint, purgedCallsEndpoint}
}

// asOfficer is the endpoint as it is asked for what only a compliance officer
// may read: with their token, where the run has one.
func (r *run) asOfficer(e Endpoint) Endpoint {
	if r.o.Officer && e.OfOfficers() {
		e.Host = webex.Officer
	}
	return e
}

// OtherTenantError refuses a compliance officer of another organisation than the
// one that is audited.
type OtherTenantError struct{}

// Error names no organisation: one of the two is none of the reader's business.
func (e *OtherTenantError) Error() string {
	return "the compliance officer's token is for another organisation than the administrator's"
}

// meetOfficer learns who the compliance officer is, whose token the run has. Who
// cannot be known may be of another organisation: nothing is asked with that
// token then, and what only an officer may read has that gap.
func (r *run) meetOfficer(ctx context.Context) error {
	if !r.o.Officer {
		return nil
	}
	w, _, err := r.me(ctx, officerMeEndpoint)
	if err == nil && uuidOf(w.OrgID) != r.orgUUID() {
		return &OtherTenantError{}
	}
	if err != nil {
		gap := r.gap(officerMeEndpoint, err)
		gap.Detail = "the compliance officer's token was not used, because it is not known for which organisation it is: " + gap.Detail
		r.noOfficer = gap
		r.o.Client.Refuse(webex.Officer)
		return nil
	}
	r.officer, r.officerEmail = w.auditor(), w.email()
	return nil
}

// unsent says that nothing is asked of an endpoint, because it would be with the
// token of an officer who is not known.
func (r *run) unsent(e Endpoint) bool { return e.Host == webex.Officer && r.noOfficer != nil }

// seesAsOfficer says whether what only compliance officers may read was asked by
// somebody who is known to be one.
func (r *run) seesAsOfficer(ctx context.Context) bool {
	who := r.s.Auditor.Value
	if r.o.Officer {
		who = r.withRoles(ctx, r.officer)
	}
	return r.roleOf(ctx, who, func(name string) bool { return name == "compliance officer" })
}

// withRoles adds the roles that the administrator sees: to people who administer
// nothing, Webex does not show their own.
func (r *run) withRoles(ctx context.Context, who *snapshot.Auditor) *snapshot.Auditor {
	if who == nil || len(who.Roles) > 0 {
		return who
	}
	r.section(ctx, snapshot.PeopleName)
	for _, p := range r.s.People.Items {
		if uuidOf(p.ID) == who.UUID {
			known := *who
			known.Roles = p.Roles
			return &known
		}
	}
	return who
}

// unseenByOthers is the gap of an empty list of what Webex shows to compliance
// officers only; nil when whoever asked is known to be one.
func (r *run) unseenByOthers(ctx context.Context, e Endpoint, what string) *snapshot.Gap {
	if r.seesAsOfficer(ctx) {
		return nil
	}
	return r.asOfficer(e).unseen(what)
}

// unseen is the gap of a list that may be empty because of who asked.
func (e Endpoint) unseen(what string) *snapshot.Gap {
	return e.unshown("the list" + what + " is empty, and the token's own person is not known to be a compliance officer")
}
