package identity

import (
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
