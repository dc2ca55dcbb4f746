package synth

import (
	"net/http"
	"slices"
	"strings"
	"time"
)

// person is an account as GET /people shows it.
type person struct {
	ID           string          `json:"id"`
	Emails       []string        `json:"emails"`
	PhoneNumbers []phoneNumber   `json:"phoneNumbers,omitempty"`
	SipAddresses []phoneNumber   `json:"sipAddresses,omitempty"`
	DisplayName  string          `json:"displayName"`
	NickName     string          `json:"nickName,omitempty"`
	FirstName    string          `json:"firstName,omitempty"`
	LastName     string          `json:"lastName,omitempty"`
	Avatar       string          `json:"avatar,omitempty"`
	OrgID        string          `json:"orgId"`
	Roles        *[]string       `json:"roles,omitempty"` // nil where Webex leaves the field out
	Licenses     []string        `json:"licenses"`
	Department   string          `json:"department,omitempty"`
	Title        string          `json:"title,omitempty"`
	Addresses    []streetAddress `json:"addresses,omitempty"`
	Created      string          `json:"created"`
	LastModified string          `json:"lastModified"`
	Timezone     string          `json:"timezone,omitempty"`
	LastActivity string          `json:"lastActivity,omitempty"`
	SiteURLs     []string        `json:"siteUrls"`
	Status       string          `json:"status,omitempty"`
	// InvitePending and LoginEnabled are "true" and "false" for some accounts
	// and true and false for others, as in life.
	InvitePending any    `json:"invitePending"`
	LoginEnabled  any    `json:"loginEnabled"`
	Type          string `json:"type"`
}

type phoneNumber struct {
	Type    string `json:"type"`
	Value   string `json:"value"`
	Primary bool   `json:"primary"`
}

type streetAddress struct {
	Type          string `json:"type"`
	Country       string `json:"country"`
	Locality      string `json:"locality"`
	Region        string `json:"region"`
	StreetAddress string `json:"streetAddress"`
	PostalCode    string `json:"postalCode"`
}

type role struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// account is a person together with what the identity service knows.
type account struct {
	person
	uuid string
	// scimRoles are roles such as id_full_admin, held directly.
	scimRoles []string
	// status is the identity service's word: active, pending or disabled.
	status string
	// managedSites are the meeting sites that the person administers.
	managedSites []string
	// sites are the meeting sites for which the person holds a licence.
	sites []*site
}

func (a *account) email() string { return a.Emails[0] }

// scimRole maps the names of roles to those of the identity service.
var scimRole = map[string]string{
	"Full Administrator":            "id_full_admin",
	"Read-only Administrator":       "id_readonly_admin",
	"User and Device Administrator": "id_user_admin",
	"Device Administrator":          "id_device_admin",
}

// roleNames are the roles of every organisation. Their ids differ.
var roleNames = []string{
	"Full Administrator", "Read-only Administrator", "User and Device Administrator",
	"Device Administrator", "Compliance Officer", "Support Administrator", "Site Administrator",
}

func (o *Organization) addRoles() {
	for _, name := range roleNames {
		o.roles = append(o.roles, role{publicID("ROLE", o.uuid("role", name)), name})
	}
}

// addPerson hires the nth person: an active account that was seen within the
// last days.
func (o *Organization) addPerson(n int, local string) *account {
	first, last := personName(n)
	if local == "" {
		local = strings.ToLower(first + "." + last)
	}
	uuid := o.uuid("person", local)
	hired := o.created.Add(time.Duration(n*9+1)*day + time.Duration(n)*time.Hour)
	seen := o.Now.Add(-time.Duration(n%6)*day - time.Duration(n*7+31)*time.Minute)
	a := &account{uuid: uuid, status: "active", person: person{
		ID:            publicID("PEOPLE", uuid),
		Emails:        []string{local + "@" + o.Domain},
		PhoneNumbers:  []phoneNumber{{"work", o.canaries.number(), true}},
		SipAddresses:  []phoneNumber{{"enterprise", o.canaries.plant("sip") + "@calls.webex.com", true}},
		DisplayName:   first + " " + last,
		NickName:      o.canaries.plant("nickname"),
		FirstName:     first,
		LastName:      last,
		Avatar:        "https://avatar.example/" + o.canaries.plant("avatar"),
		OrgID:         o.OrgID(),
		Roles:         &[]string{},
		Licenses:      []string{o.messagingLicense()},
		Department:    o.canaries.plant("department"),
		Title:         o.canaries.plant("jobtitle"),
		Created:       milli(hired),
		LastModified:  milli(hired.Add(30 * day)),
		Timezone:      "America/Chicago",
		LastActivity:  milli(seen),
		SiteURLs:      []string{},
		Status:        "inactive",
		InvitePending: "false",
		LoginEnabled:  "true",
		Type:          "person",
	}}
	if n%3 == 0 {
		a.InvitePending, a.LoginEnabled = false, true
	}
	if n%8 == 5 {
		a.Addresses = []streetAddress{{"work", "US", o.canaries.plant("city"), "IL", o.canaries.plant("street"), "60601"}}
	}
	o.staff = append(o.staff, a)
	return a
}

// grant gives roles to an account, in both of the places that tell of them.
func (o *Organization) grant(a *account, names ...string) {
	for _, name := range names {
		i := slices.IndexFunc(o.roles, func(r role) bool { return r.Name == name })
		*a.Roles = append(*a.Roles, o.roles[i].ID)
		if s, ok := scimRole[name]; ok {
			a.scimRoles = append(a.scimRoles, s)
		}
	}
}

func (o *Organization) byEmail(email string) *account {
	for _, a := range o.staff {
		if strings.EqualFold(a.email(), email) {
			return a
		}
	}
	return nil
}

func (o *Organization) serveMe(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, o.auditor.person)
}

func (o *Organization) serveRoles(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, map[string]any{"items": o.roles})
}

// servePeople gives pages of at most 50, whatever was asked for.
func (o *Organization) servePeople(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	var people []person
	for _, a := range o.staff {
		p := a.person
		if query.Has("email") && !strings.EqualFold(query.Get("email"), a.email()) {
			continue
		}
		if query.Has("roles") && !holdsOne(p, strings.Split(query.Get("roles"), ",")) {
			continue
		}
		if query.Get("excludeStatus") == "true" {
			p.Status = ""
		}
		people = append(people, p)
	}
	page(o, w, r, paging{usual: 100, most: 1000, full: 50}, people)
}

func holdsOne(p person, roles []string) bool {
	return p.Roles != nil && slices.ContainsFunc(*p.Roles, func(id string) bool { return slices.Contains(roles, id) })
}

// Staff says whether an address belongs to the organisation: to its domain, or
// to one of its accounts. The people behind them are as invented as all else,
// so that recordings may show them.
func (o *Organization) Staff(address string) bool {
	return strings.HasSuffix(strings.ToLower(address), "@"+o.Domain) || o.byEmail(address) != nil
}
