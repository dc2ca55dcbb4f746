// Package auth signs in to Webex and stays signed in: the authorisation code
// with PKCE, the device grant, and tokens of a service app; their renewal; and
// what may be asked of a token. Package store keeps what a sign-in leaves.
//
// It posts to Webex's token and device endpoints and to nothing else, and no
// secret ever gets into an error or a log. Source: the guides of
// developer.webex.com on integrations, the device grant and service apps;
// RFC 6749, 7636 and 8628.
package auth

import (
	"slices"
	"time"
)

// Kind says how a grant was come by.
type Kind string

// The kinds of grants.
const (
	Integration Kind = "integration" // a person, by authorisation code
	Device      Kind = "device"      // a person, by device grant
	ServiceApp  Kind = "service-app" // a machine account; its tokens were pasted
	Given       Kind = "given"       // tokens from the environment or a mounted file
)

// Client is the integration or service app as Webex knows it.
type Client struct {
	ID     string
	Secret Secret
}

// Grant is what a sign-in leaves behind: the pair of tokens, and what it takes to
// renew it. It is a secret as a whole; its plain fields may be shown.
type Grant struct {
	Kind   Kind
	Client Client

	Access Secret
	// AccessExpiry is when the access token ends; zero when that is not known.
	AccessExpiry time.Time
	// Refresh is empty where nothing can be renewed.
	Refresh Secret
	// RefreshExpiry is when the refresh token ends unless it is used before; zero
	// when that is not known.
	RefreshExpiry time.Time
	// Scopes are those that the service said it granted or, as it rarely does,
	// those that were asked for; empty when neither is known.
	Scopes []string
	// RenewedAt is when the pair was given out.
	RenewedAt time.Time
	// SignedInAt is when somebody signed in; renewals leave it. Another one tells
	// another sign-in, which may be another account's. Zero when it is not known.
	SignedInAt time.Time
}

// Renewable says whether the grant holds all that a renewal takes.
func (g Grant) Renewable() bool {
	return g.Refresh != "" && g.Client.ID != "" && g.Client.Secret != ""
}

// Usable says whether the access token can be sent at a time: there is one, and
// it does not end within the margin. One whose end is not known is usable.
func (g Grant) Usable(at time.Time, margin time.Duration) bool {
	return g.Access != "" && (g.AccessExpiry.IsZero() || at.Add(margin).Before(g.AccessExpiry))
}

// Equal says whether two grants are the same in everything.
func (g Grant) Equal(o Grant) bool {
	return g.Kind == o.Kind && g.Client == o.Client && g.Access == o.Access && g.Refresh == o.Refresh &&
		g.AccessExpiry.Equal(o.AccessExpiry) && g.RefreshExpiry.Equal(o.RefreshExpiry) &&
		g.RenewedAt.Equal(o.RenewedAt) && g.SignedInAt.Equal(o.SignedInAt) && slices.Equal(g.Scopes, o.Scopes)
}
