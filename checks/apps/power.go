package apps

import (
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// population is the only one that is read.
const population = "role holders + PHI-scope users"

// power is what an application can do in somebody's name.
type power string

const (
	privileged power = "privileged" // a compliance officer or full administrator
	ordinary   power = "ordinary"
	unclear    power = ""
)

// powerOf looks up the roles of a person, in the people list and in what the
// identity service grants.
func powerOf(in *check.Input, g granted, personID string) power {
	i := slices.IndexFunc(in.People.Items, func(p snapshot.Person) bool { return p.ID == personID && personID != "" })
	if i < 0 {
		return unclear
	}
	result := g.of(in.People.Items[i].UUID)
	switch {
	case result == privileged:
		return privileged
	case in.People.Items[i].Roles == nil:
		return unclear
	}
	for _, id := range in.People.Items[i].Roles {
		r := slices.IndexFunc(in.Roles.Items, func(r snapshot.Role) bool { return r.ID == id && id != "" })
		if r < 0 || in.Roles.Items[r].Name == "" {
			result = unclear
			continue
		}
		switch powerOfRole(in.Roles.Items[r].Name) {
		case privileged:
			return privileged
		case unclear:
			result = unclear
		}
	}
	return result
}

// ciscoNames are the names under which Cisco's own applications stand in the
// lists. They prove nothing: anybody can choose them.
var ciscoNames = []string{
	"webex", "webex app", "webex teams", "cisco webex", "cisco webex teams", "webex meetings", "cisco webex meetings",
	"webex web client", "webex control hub", "webex developer portal", "developer portal", "webex for developers",
}

// unshown stands for a name that reports do not show.
const unshown = "[redacted]"

// called is an application in words, by name and client id.
func called(name, clientID string) string {
	text := "an application (client id " + clientID + ")"
	if name != "" && name != unshown {
		text = name + " (client id " + clientID + ")"
	}
	if slices.Contains(ciscoNames, strings.ToLower(strings.TrimSpace(name))) {
		text += ", a name of Cisco's own applications that anybody can choose"
	}
	return text
}

func isDeveloperPortal(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "developer portal") || strings.Contains(name, "webex for developers")
}
