package collect

import (
	"context"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// secondPage refuses the second page of a list by offset.
type secondPage struct{ *service }

func (s *secondPage) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	if r.Path == "/v1/adminAudit/events" && r.Query.Get("offset") != "0" {
		return &webex.Response{Status: http.StatusBadGateway, ReadAt: testNow}, nil
	}
	return s.service.Exchange(ctx, r)
}

// seen answers like a capture from so many days ago.
type seen struct {
	*service
	days int
}

func (s seen) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	resp, err := s.service.Exchange(ctx, r)
	if err == nil {
		resp.ReadAt = testNow.AddDate(0, 0, -s.days)
	}
	return resp, err
}

// seenAt answers like a capture whose answers are of different days, by path.
type seenAt struct {
	*service
	daysAgo map[string]int
}

func (s seenAt) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	resp, err := s.service.Exchange(ctx, r)
	if err == nil {
		resp.ReadAt = testNow.AddDate(0, 0, -s.daysAgo[r.Path])
	}
	return resp, err
}

// TestCapturedSettingsHaveTheirOwnDates: a setting that the browser saw long ago
// is not made younger by one that it saw since.
func TestCapturedSettingsHaveTheirOwnDates(t *testing.T) {
	t.Parallel()
	const external, retention = settingsPath + "/blockExternalCommunications", settingsPath + "/sparkDataRetentionDays"
	together := answer{body: `{"orgSettings":["{\"blockExternalCommunications\":true,\"sparkDataRetentionDays\":\"2190\"}"]}`}
	for name, tt := range map[string]struct {
		captured map[string]answer
		daysAgo  map[string]int
		event    string
		want     snapshot.Tri
		rank     snapshot.Rank
		read     int // days ago
	}{
		"each by itself": {
			map[string]answer{external: {body: `{"blockExternalCommunications":true}`}, retention: {body: `{"sparkDataRetentionDays":"2190"}`}},
			map[string]int{external: 50, retention: 1}, changed(60, `"settingName":"JITCreation","settingValue":true`), snapshot.Yes, snapshot.RankCapture, 50,
		},
		"changed in between": {
			map[string]answer{external: {body: `{"blockExternalCommunications":true}`}, retention: {body: `{"sparkDataRetentionDays":"2190"}`}},
			map[string]int{external: 50, retention: 1}, changed(30, `"settingName":"blockExternalCommunications","settingValue":false`), snapshot.No, snapshot.RankAuditLog, 30,
		},
		"seen again, changed": {
			map[string]answer{settingsPath: together, external: {body: `{"blockExternalCommunications":false}`}},
			map[string]int{settingsPath: 10, external: 5}, changed(60, `"settingName":"JITCreation","settingValue":true`), snapshot.No, snapshot.RankCapture, 5,
		},
		"seen before": {
			map[string]answer{settingsPath: together, external: {body: `{"blockExternalCommunications":false}`}},
			map[string]int{settingsPath: 10, external: 15}, changed(60, `"settingName":"JITCreation","settingValue":true`), snapshot.Yes, snapshot.RankCapture, 10,
		},
		"seen again, without a value": {
			map[string]answer{settingsPath: together, external: {body: `{}`}},
			map[string]int{settingsPath: 10, external: 5}, changed(60, `"settingName":"JITCreation","settingValue":true`), snapshot.Unknown, snapshot.RankControlHub, 0,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			live := newService(map[string]answer{settingsPath: {status: http.StatusForbidden}, "/v1/adminAudit/events": {body: items(tt.event)}})
			o := live.options(snapshot.OrgSettingsName)
			o.Capture = &Capture{
				Client: webex.New(webex.Options{Exchanger: seenAt{newService(tt.captured), tt.daysAgo}}), At: testNow.AddDate(0, 0, -50), Organization: testOrgUUID,
			}
			snap, err := Run(t.Context(), o)
			require.NoError(t, err)
			require.Equal(t, tt.want, snap.OrgSettings.Value.BlockExternal)
			src := snap.OrgSettings.SourceOf("block_external")
			require.Equal(t, tt.rank, src.Rank)
			if tt.want != snapshot.Unknown {
				require.Equal(t, testNow.AddDate(0, 0, -tt.read), src.ReadAt.UTC())
			}
		})
	}
}

// climbed runs the three sections with a capture from ten days ago.
func climbed(t *testing.T, live, captured map[string]answer) *snapshot.Snapshot {
	t.Helper()
	s := newService(live)
	o := s.options(snapshot.AuthenticationName, snapshot.OrgSettingsName, snapshot.IdentityProvidersName, snapshot.AdminAuditName)
	o.Capture = &Capture{
		Client: webex.New(webex.Options{Exchanger: seen{newService(captured), 10}}), At: testNow.AddDate(0, 0, -10), Organization: testOrgUUID,
	}
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	return snap
}

func TestCaptureStandsIn(t *testing.T) {
	t.Parallel()
	snap := climbed(t,
		map[string]answer{
			authenticationPath: {status: http.StatusForbidden},
			providersPath:      {status: http.StatusForbidden},
			settingsPath:       {body: `{"orgSettings":["{\"sparkDataRetentionDays\":\"2190\"}"]}`},
			"/v1/adminAudit/events": {body: items(changed(60, `"settingName":"LockoutFailureCount","settingValue":5`),
				changed(70, `"settingName":"mfaEnabled","settingValue":true`))},
		},
		map[string]answer{
			authenticationPath: {body: `{"mfaEnabled":true,"JITCreation":false}`},
			providersPath:      {body: `[{"id":"idp","ssoEnabled":true}]`},
			settingsPath:       {body: `{"orgSettings":["{\"blockExternalCommunications\":true}"]}`},
		})
	auth := snap.Authentication
	require.Nil(t, auth.Missing())
	require.Equal(t, snapshot.Yes, auth.Value.MFAEnabled)
	require.Equal(t, snapshot.Source{
		Path: "GET " + authenticationEndpoint.Path, Rank: snapshot.RankCapture, ReadAt: testNow.AddDate(0, 0, -10), InPlaceOf: auth.SourceOf("mfa_enabled").InPlaceOf,
	}, auth.SourceOf("mfa_enabled"))
	requireGap(t, snapshot.Forbidden, auth.SourceOf("mfa_enabled").InPlaceOf)
	require.Equal(t, snapshot.RankAuditLog, auth.SourceOf("lockout_failures").Rank)
	require.Equal(t, snapshot.Some(5), auth.Value.LockoutFailures)
	require.False(t, auth.Value.KeepDays.Known())
	requireGap(t, snapshot.Forbidden, auth.SourceOf("keep_days").InPlaceOf)

	require.Nil(t, snap.IdentityProviders.Missing())
	require.Equal(t, snapshot.RankCapture, snap.IdentityProviders.Source.Rank)
	requireGap(t, snapshot.Forbidden, snap.IdentityProviders.Source.InPlaceOf)

	settings := snap.OrgSettings
	require.Equal(t, snapshot.RankControlHub, settings.SourceOf("message_retention").Rank)
	require.Nil(t, settings.SourceOf("message_retention").InPlaceOf)
	require.Equal(t, snapshot.RankCapture, settings.SourceOf("block_external").Rank)
	requireGap(t, snapshot.FieldAbsent, settings.SourceOf("block_external").InPlaceOf)
	require.Empty(t, snap.Contradictions)
}

// TestStaleCapture: what was changed since the browser saw it is no longer so.
func TestStaleCapture(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		event string
		want  snapshot.Tri
		rank  snapshot.Rank
	}{
		"changed before":                 {changed(11, `"settingName":"mfaEnabled","settingValue":true`), snapshot.Yes, snapshot.RankCapture},
		"changed since":                  {changed(3, `"settingName":"mfaEnabled","settingValue":false`), snapshot.No, snapshot.RankAuditLog},
		"changed, nobody knows when":     {changed(11, `"settingName":"mfaEnabled","settingValue":true`) + `,{"id":"u","data":{"targetType":"ORG","settingName":"mfaEnabled","settingValue":false}}`, snapshot.Unknown, snapshot.RankControlHub},
		"changed since, nobody knows to": {changed(3, `"changes":"mfaEnabled"`), snapshot.Unknown, snapshot.RankControlHub},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := climbed(t,
				map[string]answer{authenticationPath: {status: http.StatusForbidden}, "/v1/adminAudit/events": {body: items(tt.event)}},
				map[string]answer{authenticationPath: {body: `{"mfaEnabled":true,"JITCreation":false}`}})
			require.Equal(t, tt.want, snap.Authentication.Value.MFAEnabled)
			require.Equal(t, tt.rank, snap.Authentication.SourceOf("mfa_enabled").Rank)
			require.Empty(t, snap.Contradictions)
		})
	}
}

func TestContradictionsBetweenSources(t *testing.T) {
	t.Parallel()
	snap := climbed(t,
		map[string]answer{
			authenticationPath: {body: `{"mfaEnabled":false,"LockoutFailureCount":5}`},
			providersPath:      {body: `[]`},
			settingsPath:       {body: `{"orgSettings":["{\"sparkDataRetentionDays\":\"2190\"}"]}`},
			"/v1/adminAudit/events": {body: items(
				changed(60, `"settingName":"LockoutFailureCount","settingValue":25`),
				changed(60, `"settingName":"blockExternalCommunications","settingValue":false`),
				changed(60, `"settingName":"sparkDataRetentionDays","settingValue":"2190"`))},
		},
		map[string]answer{
			authenticationPath: {body: `{"mfaEnabled":true}`},
			providersPath:      {body: `[{"id":"idp","ssoEnabled":true}]`},
			settingsPath:       {body: `{"orgSettings":["{\"blockExternalCommunications\":true}"]}`},
		})
	type pair struct {
		field  string
		better snapshot.Rank
		value  any
		lesser snapshot.Rank
		other  any
	}
	var got []pair
	for _, c := range snap.Contradictions {
		got = append(got, pair{c.Field, c.Better.Rank, c.Value, c.Lesser.Rank, c.Other})
		require.True(t, c.Lesser.ReadAt.Before(c.Better.ReadAt))
	}
	require.Equal(t, []pair{
		{"authentication.mfa_enabled", snapshot.RankControlHub, false, snapshot.RankCapture, true},
		{"authentication.lockout_failures", snapshot.RankControlHub, 5, snapshot.RankAuditLog, 25},
		{"identity_providers.sso_enabled", snapshot.RankControlHub, false, snapshot.RankCapture, true},
		{"organization_settings.block_external", snapshot.RankCapture, true, snapshot.RankAuditLog, false},
	}, got)
	require.Equal(t, snapshot.No, snap.Authentication.Value.MFAEnabled, "the better source counts")
}

// TestCaptureOfNothing: a capture without the answers changes nothing.
func TestCaptureOfNothing(t *testing.T) {
	t.Parallel()
	refused := map[string]answer{
		authenticationPath: {status: http.StatusForbidden}, providersPath: {status: http.StatusForbidden}, settingsPath: {status: http.StatusForbidden},
	}
	snap := climbed(t, refused, nil)
	plain := newService(refused).collect(t, snapshot.AuthenticationName, snapshot.OrgSettingsName, snapshot.IdentityProvidersName, snapshot.AdminAuditName)
	require.Equal(t, impersonal(t, plain), impersonal(t, snap))
}

func TestCaptureBesideDocumentedOnly(t *testing.T) {
	t.Parallel()
	o := newService(nil).options(snapshot.AuthenticationName)
	o.DocumentedOnly = true
	o.Capture = &Capture{Client: webex.New(webex.Options{Exchanger: newService(map[string]answer{authenticationPath: {body: `{"mfaEnabled":true}`}})}),
		At: testNow.Add(-time.Hour), Organization: testOrgUUID}
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, snapshot.Yes, snap.Authentication.Value.MFAEnabled)
	require.Contains(t, snap.Authentication.SourceOf("mfa_enabled").InPlaceOf.Detail, "--documented-only")
}

func TestCaptureOfAnotherOrganization(t *testing.T) {
	t.Parallel()
	for _, organization := range []string{testUUID(7), "", "Jane"} {
		o := newService(nil).options(snapshot.AuthenticationName)
		o.Capture = &Capture{Client: o.Client, At: testNow, Organization: organization}
		_, err := Run(t.Context(), o)
		var other *OtherOrganizationError
		require.ErrorAs(t, err, &other)
		require.Equal(t, testOrgUUID, other.Audited)
	}
	o := newService(nil).options(snapshot.AuthenticationName)
	o.Capture = &Capture{Client: o.Client, At: testNow, Organization: hydra("ORGANIZATION", testOrgUUID)}
	_, err := Run(t.Context(), o)
	require.NoError(t, err)
}
