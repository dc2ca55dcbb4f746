package collect

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// ward is a Webex in memory: a handler for each path. A path without one
// answers 404. It keeps the requests that were made.
type ward struct {
	handlers map[string]func(q url.Values) reply

	mu    sync.Mutex
	asked []webex.Request
}

// reply is an answer of a ward; More adds a next link to page 2.
type reply struct {
	status int
	body   string
	more   bool
}

func (w *ward) Exchange(_ context.Context, r webex.Request) (*webex.Response, error) {
	w.mu.Lock()
	w.asked = append(w.asked, r)
	w.mu.Unlock()
	resp := &webex.Response{Status: http.StatusNotFound, Header: http.Header{}, ReadAt: wardNow.Add(time.Minute)}
	handle := w.handlers[r.Path]
	if handle == nil {
		return resp, nil
	}
	a := handle(r.Query)
	resp.Status, resp.Body = a.status, []byte(a.body)
	if a.more {
		next := url.Values{}
		for k, v := range r.Query {
			next[k] = v
		}
		next.Set("page", "2")
		resp.Header.Set("Link", "<https://webexapis.com"+r.Path+"?"+next.Encode()+`>; rel="next"`)
	}
	return resp, nil
}

// queries returns what was asked of a path, sorted.
func (w *ward) queries(path string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	asked := []string{}
	for _, r := range w.asked {
		if r.Path == path {
			q, err := url.QueryUnescape(r.Query.Encode())
			if err != nil {
				panic(err)
			}
			asked = append(asked, q)
		}
	}
	slices.Sort(asked)
	return asked
}

// Answers.

func tell(body string) reply { return reply{status: http.StatusOK, body: body} }
func refuse(status int) reply {
	return reply{status: status, body: `{"message":"canary refused","trackingId":"T_1"}`}
}
func rows(entries ...string) reply { return tell(`{"items":[` + strings.Join(entries, ",") + `]}`) }
func always(a reply) func(url.Values) reply {
	return func(url.Values) reply { return a }
}

// thenRefused is a list whose second page is refused.
func thenRefused(entries ...string) func(url.Values) reply {
	return func(q url.Values) reply {
		if q.Get("page") == "2" {
			return refuse(http.StatusForbidden)
		}
		a := rows(entries...)
		a.more = true
		return a
	}
}

// inWindow is a list with its rows in the windows that contain a moment.
func inWindow(at time.Time, entries ...string) func(url.Values) reply {
	return func(q url.Values) reply {
		from, err1 := time.Parse(time.RFC3339, q.Get("from"))
		to, err2 := time.Parse(time.RFC3339, q.Get("to"))
		if err1 != nil || err2 != nil {
			return refuse(http.StatusBadRequest)
		}
		if at.Before(from) || !at.Before(to) {
			return rows()
		}
		return rows(entries...)
	}
}

// The organisation that most tests are about: a doctor on two sites, a nurse on
// one, and the auditor, who holds no meeting licence.
var wardNow = time.Date(2026, 3, 2, 10, 20, 30, 5e8, time.UTC)

const (
	siteA = "a.webex.com"
	siteB = "b.webex.com"
)

func wardPeople() []snapshot.Person {
	return []snapshot.Person{
		{ID: "P-aud", UUID: "U-aud", Email: "audit@clinic.example", Emails: []string{"audit@clinic.example"}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No, Licenses: []string{}},
		{ID: "P-doc", UUID: "U-doc", Email: "dr.lopez@clinic.example", Emails: []string{"dr.lopez@clinic.example", "lopez@clinic.example"}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No, Licenses: []string{"L-b", "L-call", "L-a"}},
		{ID: "P-nur", UUID: "U-nur", Email: "nurse@clinic.example", Emails: []string{"nurse@clinic.example"}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No, Licenses: []string{"L-a"}},
	}
}

// onWard makes a run over w in which the sections about the organisation are
// given.
func onWard(w *ward) *run {
	r := &run{
		o: Options{
			Client:          webex.New(webex.Options{Exchanger: w}),
			Now:             wardNow,
			Key:             []byte("key"),
			InternalDomains: []string{"clinic.example"},
		},
		s:    &snapshot.Snapshot{TakenAt: wardNow, InternalDomains: []string{"clinic.example"}},
		stop: func(error) {},
		once: map[snapshot.Name]*sync.Once{},
	}
	for name := range collectors() {
		r.once[name] = new(sync.Once)
	}
	r.s.Auditor.Value = &snapshot.Auditor{ID: "P-aud", UUID: "U-aud", Roles: []string{"R-full"}}
	r.s.Organization.Value = &snapshot.Organization{ID: "O", UUID: "O-uuid", Created: time.Date(2024, 1, 1, 0, 0, 0, 0, time.UTC)}
	r.s.Roles.Items = []snapshot.Role{{ID: "R-full", Name: "Full Administrator"}, {ID: "R-ro", Name: "Read-only Administrator"}}
	r.s.People.Items = wardPeople()
	r.s.Licenses.Items = []snapshot.License{{ID: "L-a", SiteURL: siteA}, {ID: "L-b", SiteURL: siteB}, {ID: "L-call"}}
	r.s.Sites.Items = []snapshot.Site{{URL: siteA}, {URL: siteB}}
	for _, name := range []snapshot.Name{
		snapshot.AuditorName, snapshot.OrganizationName, snapshot.RolesName,
		snapshot.PeopleName, snapshot.LicensesName, snapshot.SitesName,
	} {
		r.once[name].Do(func() {})
	}
	return r
}

// give replaces a section by what was set already.
func (r *run) give(name snapshot.Name) { r.once[name].Do(func() {}) }

// reason returns the reason of a gap, or "".
func reason(g *snapshot.Gap) snapshot.Reason {
	if g == nil {
		return ""
	}
	return g.Reason
}

// oneHost leaves only the nurse, who hosts on site A.
func oneHost(r *run) {
	r.s.Hosts.Items = []snapshot.Host{{PersonID: "P-nur", Email: "nurse@clinic.example", Sites: []string{siteA}}}
	r.give(snapshot.HostsName)
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	require.NoError(t, err)
	return string(b)
}

// makeComplianceOfficer gives the auditor the role beside their own.
func makeComplianceOfficer(r *run) {
	r.s.Roles.Items = append(r.s.Roles.Items, snapshot.Role{ID: "R-co", Name: "Compliance Officer"})
	r.s.Auditor.Value.Roles = append(r.s.Auditor.Value.Roles, "R-co")
}
