package report

import (
	"fmt"
	"math"
	"time"
)

// SignIn is one of the identities that a live audit read as. It names no person
// and holds no token.
type SignIn struct {
	// Profile is the name that the operator gave it.
	Profile string `json:"profile"`
	// Kind is how its tokens were come by: integration, device, service-app or
	// given.
	Kind string `json:"kind"`
	// AccessExpiresAt is when the access token ends, in UTC; nil when that is not
	// known.
	AccessExpiresAt *time.Time `json:"access_expires_at,omitempty"`
	// RefreshExpiresAt is when the refresh token ends unless it is used before, in
	// UTC; nil when there is none, or when that is not known.
	RefreshExpiresAt *time.Time `json:"refresh_expires_at,omitempty"`
	// DaysLeft counts the whole days until somebody has to sign in again; nil when
	// that is not known.
	DaysLeft *int `json:"days_left,omitempty"`
	// Warning says that the days are few; empty otherwise.
	Warning string `json:"warning,omitempty"`
}

// SignInWarnDays is how many days before somebody has to sign in again the
// report begins to warn.
const SignInWarnDays = 14

// NewSignIn works out what is left at the end of an audit. Zero times are not
// known; renewable says that the access token can be renewed until the refresh
// token ends.
func NewSignIn(profile, kind string, access, refresh time.Time, renewable bool, at time.Time) SignIn {
	s := SignIn{Profile: profile, Kind: kind, AccessExpiresAt: known(access), RefreshExpiresAt: known(refresh)}
	end := access
	if renewable {
		end = refresh
	}
	if end.IsZero() {
		return s
	}
	days := max(int(math.Floor(end.Sub(at).Hours()/24)), 0)
	s.DaysLeft = &days
	// A token that nobody can renew ends within hours or days: that is its nature.
	if renewable && end.Sub(at) < SignInWarnDays*24*time.Hour {
		s.Warning = fmt.Sprintf("the sign-in of profile %s ends on %s: %s", profile, end.UTC().Format("2006-01-02 15:04 UTC"), next(profile, kind))
	}
	return s
}

// next says how a sign-in of a kind is made anew.
func next(profile, kind string) string {
	switch kind {
	case "given":
		return "put new tokens before that where these come from (the environment, or the token file)"
	case "service-app":
		return "make a new pair before, for: wxaudit login --service-app --profile " + profile
	default:
		return "sign in again before, as the same user and in the same way, with: wxaudit login --profile " + profile
	}
}

func known(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC().Truncate(time.Second)
	return &t
}
