package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// UnlistedResource stands for the accounts that the people list may lack.
var UnlistedResource = finding.Resource{Type: "people", ID: "unlisted", Name: "accounts that are not listed"}

// Unlisted is why the people list may lack somebody who can sign in, although
// it ended like a whole one; nil when the identity service shows nobody else.
// That list alone shows what a page that was lost had on it, so that it must
// have been read too.
func (in *Input) Unlisted() *snapshot.Gap {
	people := make(map[string]bool, in.People.Len())
	for _, p := range in.People.Items {
		people[p.UUID] = p.UUID != ""
	}
	var missing []string
	for _, u := range in.ScimUsers.Items {
		if !people[u.UUID] && signsIn(u) {
			missing = append(missing, cmp.Or(u.Email, u.UUID, "one without a name"))
		}
	}
	gap := in.ScimUsers.Missing()
	switch {
	case len(missing) > 0:
		return &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf(
			"the people list lacks %s that the identity service shows as active, so that others may be missing as well: %s", Count(len(missing), "account"), firstFew(missing))}
	case gap != nil:
		return &snapshot.Gap{Reason: gap.Reason, Detail: "only the accounts of the identity service show whether the people list is whole: " + gap.Detail}
	default:
		return nil
	}
}

// UnlistedAccounts has an unknown finding where the people list may lack
// somebody; open says what that leaves open. A list that broke off is the
// engine's to tell of.
func UnlistedAccounts(in *Input, open string) []finding.Finding {
	gap := in.Unlisted()
	if gap == nil || in.People.Missing() != nil {
		return nil
	}
	return []finding.Finding{Unknown(UnlistedResource, gap.Reason, open+": "+gap.Detail, Evidence(in.ScimUsers.Source, "items", in.ScimUsers.Len()))}
}

// signsIn says whether the account may be somebody's who signs in. Rooms and
// telephones are not, unless they hold a role.
func signsIn(u snapshot.ScimUser) bool {
	if u.Active == snapshot.No {
		return false
	}
	return snapshot.GivePower(u.Roles) || !slices.Contains([]string{"room", "external_calling", "calling_service"}, u.UserType)
}

// firstFew names the first accounts, in an order that stays, so that somebody can
// look for them in Control Hub.
func firstFew(names []string) string {
	const most = 3
	slices.Sort(names)
	list := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	return list
}
