package webextest

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"

	"wxaudit/pkg/webex/webextest/synth"
)

// Sight is how much Webex shows of what was asked for.
type Sight int

// From less to more. Nothing and Own come with status 200, which is what makes
// them dangerous: a list that is short or empty, and no word about it.
const (
	Refusal    Sight = iota // 403
	Nothing                 // an empty list
	Own                     // what is the token's own person's
	Everything              // all that there is, as far as Webex shows it to anybody
)

// Way is one way to be shown what an endpoint has. An endpoint may have several.
type Way struct {
	// Template is the endpoint; Query, when set, narrows it to requests with that
	// one parameter, such as "status=purged", for which its other ways do not count.
	Template, Query string
	// Scope is what the token must hold; empty where none is documented.
	Scope string
	// Roles are those of which the token's person must hold one; none is anybody.
	Roles []Role
	// Site says that the person must be a site administrator as well.
	Site bool
	// Shows is what whoever fits is shown, Others what somebody without the role
	// is. The zeros are Everything and Refusal.
	Shows, Others Sight
	// Source says where this is from, with the tag of its rank: SPEC is Cisco's
	// OpenAPI document, DOC Cisco's guides, SDK the documentation in public client
	// libraries that repeats the developer portal, UNDOC what only clients show, SEEN
	// an answer that somebody reported, INFER a conclusion.
	Source string
}

// Ways is the table of what opens which endpoint. It is written down from the
// sources and not derived from what the program believes.
func Ways() []Way {
	all := slices.Concat(accountWays(), meetingWays(), recordingWays(), messagingWays(), appWays(), callingWays(), lineWays(), centerWays(), deviceWays(), undocumentedWays())
	for i := range all {
		if all[i].Shows == Refusal {
			all[i].Shows = Everything
		}
	}
	return all
}

// WaysOf are those that count for a request.
func WaysOf(template string, query url.Values) []Way {
	var plain, special []Way
	for _, w := range waysByTemplate()[template] {
		name, value, _ := strings.Cut(w.Query, "=")
		switch {
		case w.Query == "":
			plain = append(plain, w)
		case query.Get(name) == value:
			special = append(special, w)
		}
	}
	if special != nil {
		return special
	}
	return plain
}

// waysByTemplate is the table in a form that every request can afford.
var waysByTemplate = sync.OnceValue(func() map[string][]Way {
	all := map[string][]Way{}
	for _, w := range Ways() {
		all[w.Template] = append(all[w.Template], w)
	}
	return all
})

// verdict is how much a token is shown, and what it lacks to be shown more.
type verdict struct {
	sight Sight
	lacks string // scope or role
}

// judge finds the way that shows the most.
func (g Grant) judge(template string, query url.Values) verdict {
	best := verdict{lacks: "scope"}
	for _, w := range WaysOf(template, query) {
		v := verdict{w.Shows, ""}
		switch {
		case w.Scope != "" && !slices.Contains(g.Scopes, w.Scope):
			continue
		case !w.fits(g.Roles):
			v = verdict{w.Others, "role"}
		}
		if v.sight > best.sight || v.lacks == "role" && best.sight == Refusal {
			best = v
		}
	}
	return best
}

// fits says whether a person with these roles may go this way.
func (w Way) fits(held []Role) bool {
	one := len(w.Roles) == 0 || slices.ContainsFunc(held, func(r Role) bool { return slices.Contains(w.Roles, r) })
	return one && (!w.Site || slices.Contains(held, SiteAdministrator))
}

// peopleMe is the endpoint of the token's own person.
const peopleMe = "/v1/people/me"

// rolesField is the list of roles in that answer.
var rolesField = regexp.MustCompile(`"roles":\[[^\]]*\],`)

// What Webex says. Its usual text names scopes, roles and licences in one
// breath; the second is the example of a role that is missing in Cisco's
// documents. The families of services each write it in a shape of their own.
const (
	usualText = "The server understood the request, but refused to fulfill it because the access token is missing required scopes or the user is missing required roles or licenses."
	roleText  = "Not permitted to view or change other user's preferences."
)

// refuse answers 403 as the family of the endpoint does.
func refuse(w http.ResponseWriter, template, lacks string) {
	text := map[string]string{"scope": usualText, "role": roleText}[lacks]
	var body string
	switch {
	case strings.HasPrefix(template, "/idb/"), strings.HasPrefix(template, "/admin/api/"):
		// The services that are not documented need not say anything.
	case strings.HasPrefix(template, "/identity/scim/"):
		body = fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"403","detail":%q}`, text+synth.ErrorCanary)
	case strings.HasPrefix(template, "/organization/"), template == "/v2/subscriptions":
		body = fmt.Sprintf(`{"trackingId":"WEBEXTEST_0","error":{"key":"403","reason":"Forbidden","message":[{"description":%q,"code":"1"}]}}`, text+synth.ErrorCanary)
	case strings.HasPrefix(template, "/v1/telephony/"):
		body = fmt.Sprintf(`{"error":[{"key":"403","message":[{"description":%q,"code":"4003"}]}],"trackingId":"WEBEXTEST_0"}`, text+synth.ErrorCanary)
	default:
		body = fmt.Sprintf(`{"message":%q,"errors":[{"description":%q}],"trackingId":"WEBEXTEST_0"}`, usualText, text+synth.ErrorCanary)
	}
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.Header().Set("TrackingID", "WEBEXTEST_0")
	w.WriteHeader(http.StatusForbidden)
	_, _ = w.Write([]byte(body)) // the client may be gone
}
