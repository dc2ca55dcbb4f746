package admins

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// heads are the full administrators who can act, or may be able to: disabled
// and invited ones belong to admins.dormant.
type heads struct {
	certain, unsure []*administrator
	// disputed are those whom one list shows in the role and the other does not.
	// A group gives it in one list only.
	disputed     []*administrator
	people, scim int // how many each list shows
}

func headCount(admins []*administrator) heads {
	var c heads
	for _, a := range admins {
		usable := a.usable()
		if !a.has(check.FullAdmin) || usable == snapshot.No {
			continue
		}
		if usable == snapshot.Yes {
			c.certain = append(c.certain, a)
		} else {
			c.unsure = append(c.unsure, a)
		}
		inPeople, inScim := a.holds(check.FullAdmin, fromPeople), a.holds(check.FullAdmin, fromScim)
		if inPeople {
			c.people++
		}
		if inScim {
			c.scim++
		}
		if inPeople != inScim && !a.holds(check.FullAdmin, fromGroup) {
			c.disputed = append(c.disputed, a)
		}
	}
	return c
}

// judge answers when every list was read to its end and is in no doubt.
func (c heads) judge(in *check.Input, least, most int, ev []finding.Evidence) finding.Finding {
	org, n := check.OrganizationResource(), len(c.certain)
	held := check.Count(n, "full administrator")
	switch {
	case !recognised(in.Roles.Items, check.FullAdmin):
		return check.Unknown(org, snapshot.Schema, "none of the roles that Webex lists is called Full Administrator, so they cannot be told apart", ev...)
	case len(c.unsure) > 0:
		return check.Unknown(org, snapshot.FieldAbsent, fmt.Sprintf("Webex did not say whether %s can sign in: %s", check.Count(len(c.unsure), "full administrator"), few(c.unsure)), ev...)
	case len(c.disputed) > 0:
		return check.Unknown(org, snapshot.Error, fmt.Sprintf("the people list shows %s and the identity service %d; they disagree about %s",
			check.Count(c.people, "full administrator"), c.scim, few(c.disputed)), ev...)
	case n == 0:
		return check.Unknown(org, snapshot.Error, "Webex showed no full administrator who can sign in, so this token cannot see them", ev...)
	case n < least:
		return check.Warn(org, fmt.Sprintf("only %d can act as full administrator, fewer than %d: %s", n, least, few(c.certain)), ev...)
	case n > most:
		return check.Warn(org, fmt.Sprintf("%s, more than %d: %s", held, most, few(c.certain)), ev...)
	default:
		return check.Pass(org, held+": "+few(c.certain), ev...)
	}
}
