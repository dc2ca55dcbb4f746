package webextest

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest/synth"
)

// Role is what a person must be, for Webex to show them something.
type Role string

// The roles. Those of GET /roles are named as there.
const (
	FullAdministrator     Role = "Full Administrator"
	ReadOnlyAdministrator Role = "Read-only Administrator"
	UserAdministrator     Role = "User and Device Administrator" // "user" and "device" administrator are one in GET /roles
	DeviceAdministrator   Role = "Device Administrator"
	ComplianceOfficer     Role = "Compliance Officer"

	// These are held elsewhere: for a group, a location, a site, a tenant.
	GroupAdministrator         Role = "group administrator"
	LocationAdministrator      Role = "location administrator"
	ContentAdministrator       Role = "content administrator"
	SiteAdministrator          Role = "site administrator"
	ContactCenterAdministrator Role = "Contact Center administrator"
	// ServiceApp is no role: the token is that of a machine account.
	ServiceApp Role = "service app"
)

// Grant is what one access token may do, and whose it is.
type Grant struct {
	// Organization answers for the token's person; no other grant may use it.
	Organization *synth.Organization
	Person       synth.Person
	Roles        []Role
	Scopes       []string
	// HidesRoles leaves the roles out of the person's own answer, as Webex may for
	// whoever administers nothing.
	HidesRoles bool
	// Refused, when set, is the status of every answer: 401 for a token that was
	// revoked.
	Refused int
}

// Grants is a server's handler that grants exactly what each token may see by
// the table of Ways, and refuses or narrows everything else as Webex does.
type Grants struct {
	tokens map[string]Grant

	mu    sync.Mutex
	asked map[string][]Request
}

// NewGrants is made of grants by access token.
func NewGrants(tokens map[string]Grant) *Grants {
	for _, g := range tokens {
		g.Organization.CalledBy(g.Person, g.rolesInMe()...)
	}
	return &Grants{tokens: tokens, asked: map[string][]Request{}}
}

// rolesInMe are those that GET /people/me shows.
func (g Grant) rolesInMe() []string {
	names := []string{} // not nil: the person holds these and no others
	for _, r := range g.Roles {
		if slices.Contains([]Role{FullAdministrator, ReadOnlyAdministrator, UserAdministrator, DeviceAdministrator, ComplianceOfficer}, r) {
			names = append(names, string(r))
		}
	}
	return names
}

// Asked returns what was asked with a token so far, in the order in which it
// came.
func (g *Grants) Asked(token string) []Request {
	g.mu.Lock()
	defer g.mu.Unlock()
	return slices.Clone(g.asked[token])
}

// ServeHTTP answers as Webex would to the token of the request.
func (g *Grants) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	template := synth.TemplateOf(r.URL.Path)
	g.mu.Lock()
	g.asked[token] = append(g.asked[token], Request{r.Method, template, r.URL.Path, r.URL.RawQuery})
	g.mu.Unlock()

	grant, known := g.tokens[token]
	switch {
	case !known:
		fail(w, http.StatusUnauthorized)
		return
	case grant.Refused != 0:
		fail(w, grant.Refused)
		return
	case template == "" || r.Method != http.MethodGet:
		grant.Organization.ServeHTTP(w, r) // which answers 404, or notes a violation
		return
	}
	v := grant.judge(template, r.URL.Query())
	switch v.sight {
	case Refusal:
		refuse(w, template, v.lacks)
	case Nothing:
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
		_, _ = w.Write([]byte(`{"items":[]}`)) // the client may be gone
	case Own:
		grant.answerOwn(w, r, template)
	default:
		grant.answer(w, r, template)
	}
}

// answer passes a request on.
func (g Grant) answer(w http.ResponseWriter, r *http.Request, template string) {
	if template == peopleMe && g.HidesRoles {
		withoutRoles(w, r, g.Organization)
		return
	}
	g.Organization.ServeHTTP(w, r)
}

// answerOwn answers about the token's own person, whomever was asked about:
// Webex uses the parameters that name others "only if the user or application
// calling the API has the admin-level scopes" (SPEC, hostEmail and userEmail).
func (g Grant) answerOwn(w http.ResponseWriter, r *http.Request, template string) {
	own := r.Clone(r.Context())
	if name, ok := onBehalf[template]; ok {
		query := own.URL.Query()
		query.Set(name, g.Organization.CallerEmail())
		own.URL.RawQuery = query.Encode()
	}
	g.answer(w, own, template)
}

// onBehalf are the parameters that name somebody else.
var onBehalf = map[string]string{
	"/v1/meetings":                               "hostEmail",
	"/v1/recordingReport/accessSummary":          "hostEmail",
	"/v1/meetingPreferences/sites":               "userEmail",
	"/v1/meetingPreferences/schedulingOptions":   "userEmail",
	"/v1/meetingPreferences/personalMeetingRoom": "userEmail",
}

// Handshakes answers for the handshakes of package tlsprobe what one of the
// organisations does, which takes no token, and passes every other request on.
func (g *Grants) Handshakes(next webex.Exchanger) webex.Exchanger {
	for _, grant := range g.tokens {
		return handshakes{grant.Organization, next} // they are alike
	}
	return next
}

// withoutRoles is the answer about the token's own person, less their roles.
func withoutRoles(w http.ResponseWriter, r *http.Request, next http.Handler) {
	answer := httptest.NewRecorder()
	next.ServeHTTP(answer, r)
	body := rolesField.ReplaceAll(answer.Body.Bytes(), nil)
	answer.Body.Reset()
	_, _ = answer.Body.Write(body) // it never fails
	copyAnswer(w, answer)
}
