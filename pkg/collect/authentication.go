package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// authenticationEndpoint is known from Cisco TAC document 215012.
var authenticationEndpoint = Endpoint{
	Host: webex.Broker, Path: "/idb/idbconfig/{orgUuid}/v1/authentication", Rank: snapshot.RankControlHub,
	Role: "full administrator",
	Wire: wireAuthentication{},
}

type wireAuthentication struct {
	MFAEnabled                looseBool `json:"mfaEnabled"`
	JITCreation               looseBool `json:"JITCreation"`
	KeepMeSignedIn            looseBool `json:"KeepMeSignedIn"`
	KeepMeSignedInDuration    looseInt  `json:"KeepMeSignedInDuration"`
	RememberMyLoginID         looseBool `json:"RememberMyLoginId"`
	RememberMyLoginIDDuration looseInt  `json:"RememberMyLoginIdDuration"`
	LockoutFailureCount       looseInt  `json:"LockoutFailureCount"`
	LockoutDuration           looseInt  `json:"LockoutDuration"`
	LockoutDurationMultiplier looseInt  `json:"LockoutDurationMultiplier"`
}

// authentication reads how the organisation's people sign in.
func authentication(ctx context.Context, r *run) {
	r.s.Authentication = climb(ctx, r, snapshot.AuthenticationName, authenticationEndpoint, r.readAuthentication, r.readAuthentication)
}

func (r *run) readAuthentication(ctx context.Context, c *webex.Client) snapshot.Record[snapshot.Authentication] {
	w, resp, err := webex.Get[wireAuthentication](ctx, c, authenticationEndpoint.request(nil, r.orgUUID()))
	if err != nil {
		return snapshot.Record[snapshot.Authentication]{Source: authenticationEndpoint.source(), Gap: r.gap(authenticationEndpoint, err)}
	}
	return snapshot.Record[snapshot.Authentication]{Source: authenticationEndpoint.readAt(resp.ReadAt), Value: &snapshot.Authentication{
		MFAEnabled:      w.MFAEnabled.Tri(),
		KeepSignedIn:    w.KeepMeSignedIn.Tri(),
		KeepDays:        w.KeepMeSignedInDuration.Opt(),
		RememberLogin:   w.RememberMyLoginID.Tri(),
		RememberDays:    w.RememberMyLoginIDDuration.Opt(),
		LockoutFailures: w.LockoutFailureCount.Opt(),
		LockoutMinutes:  w.LockoutDuration.Opt(),
		LockoutFactor:   w.LockoutDurationMultiplier.Opt(),
		JITCreation:     w.JITCreation.Tri(),
	}}
}
