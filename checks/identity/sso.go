package identity

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// singleSignOn says whether the organisation signs in through an identity
// provider of its own. One that does is enough for yes; no takes the whole list
// and a plain no from each.
func singleSignOn(in *check.Input) snapshot.Tri {
	answer := snapshot.No
	if in.IdentityProviders.Missing() != nil {
		answer = snapshot.Unknown
	}
	for _, idp := range in.IdentityProviders.Items {
		switch idp.SSOEnabled {
		case snapshot.Yes:
			return snapshot.Yes
		case snapshot.Unknown:
			answer = snapshot.Unknown
		}
	}
	return answer
}

// domains names the e-mail domains that sign in, for the person who attests.
func domains(people []snapshot.Person) string {
	accounts := map[string]int{}
	for _, p := range people {
		if _, domain, ok := strings.Cut(p.Email, "@"); ok && p.LoginEnabled != snapshot.No {
			accounts[domain]++
		}
	}
	if len(accounts) == 0 {
		return "their e-mail domains could not be read"
	}
	names := slices.Sorted(maps.Keys(accounts))
	for i, domain := range names {
		names[i] = fmt.Sprintf("%s: %d", domain, accounts[domain])
	}
	const few = 5
	if more := len(names) - few; more > 0 {
		names = append(names[:few], fmt.Sprintf("%d more domains", more))
	}
	return "accounts by e-mail domain: " + strings.Join(names, ", ")
}
