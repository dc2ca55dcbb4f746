package collect

import (
	"context"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// tokenExpiryEndpoint is about the token that asks, and needs no scope. It is not
// in the catalogue: no section and no recording holds what it says.
var tokenExpiryEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/authorizations/tokenExpiry", Rank: snapshot.RankAPI,
	Wire: wireTokenExpiry{},
}

// wireTokenExpiry is in milliseconds since 1970.
type wireTokenExpiry struct {
	Exp looseInt `json:"exp"`
}

// TokenExpiry asks when the client's own token ends, in UTC; zero where Webex
// does not say (GET /authorizations/tokenExpiry). Its errors are of type
// *webex.Error.
func TokenExpiry(ctx context.Context, c *webex.Client) (time.Time, error) {
	w, _, err := webex.Get[wireTokenExpiry](ctx, c, tokenExpiryEndpoint.request(nil))
	if err != nil {
		return time.Time{}, err
	}
	if ms, ok := w.Exp.amount().Get(); ok && ms > 0 {
		return time.UnixMilli(int64(ms)).UTC(), nil
	}
	return time.Time{}, nil
}
