package collect

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

const (
	authenticationPath = "/idb/idbconfig/" + testOrgUUID + "/v1/authentication"
	providersPath      = "/idb/idbconfig/" + testOrgUUID + "/v1/samlmetadata/remote/idp"
	settingsPath       = "/admin/api/v1/organizations/" + testOrgUUID + "/settings"
	retentionPath      = settingsPath + "/sparkDataRetentionDays"
)

func TestAuthentication(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer answer
		want   *snapshot.Authentication
		gap    snapshot.Reason
	}{
		"whole": {
			answer{body: `{"EmailAsUid":true,"JITCreation":false,"KeepMeSignedIn":true,"KeepMeSignedInDuration":14,"LockoutDuration":1,
				"LockoutDurationMultiplier":1,"LockoutFailureCount":"5","LockoutFailureDuration":300,"RememberMyLoginId":"true",
				"RememberMyLoginIdDuration":30,"mfaEnabled":false,"schemas":["x"]}`},
			&snapshot.Authentication{
				MFAEnabled: snapshot.No, KeepSignedIn: snapshot.Yes, KeepDays: snapshot.Some(14), RememberLogin: snapshot.Yes, RememberDays: snapshot.Some(30),
				LockoutFailures: snapshot.Some(5), LockoutMinutes: snapshot.Some(1), LockoutFactor: snapshot.Some(1), JITCreation: snapshot.No,
			}, "",
		},
		"absent fields are unknown": {answer{body: `{"schemas":[]}`}, &snapshot.Authentication{}, ""},
		"403":                       {answer{status: http.StatusForbidden}, nil, snapshot.Forbidden},
		"404":                       {answer{status: http.StatusNotFound}, nil, snapshot.NotFound},
		"401 is only this service":  {answer{status: http.StatusUnauthorized}, nil, snapshot.Forbidden},
		"a list":                    {answer{body: `[]`}, nil, snapshot.Schema},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := newService(map[string]answer{authenticationPath: tt.answer}).collect(t, snapshot.AuthenticationName)
			require.Equal(t, tt.want, snap.Authentication.Value)
			require.Equal(t, snapshot.RankControlHub, snap.Authentication.Source.Rank)
			requireGap(t, tt.gap, snap.Authentication.Missing())
		})
	}
}

// requireGap expects a gap of that reason, or none.
func requireGap(t *testing.T, want snapshot.Reason, got *snapshot.Gap) {
	t.Helper()
	if want == "" {
		require.Nil(t, got)
		return
	}
	require.NotNil(t, got)
	require.Equal(t, want, got.Reason)
}

func TestIdentityProviders(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer answer
		want   []snapshot.IdentityProvider
		gap    snapshot.Reason
	}{
		"two":      {answer{body: `[{"id":"a","entityId":"https://idp","ssoEnabled":true},{"id":"b"}]`}, []snapshot.IdentityProvider{{ID: "a", SSOEnabled: snapshot.Yes}, {ID: "b"}}, ""},
		"none":     {answer{body: `[]`}, []snapshot.IdentityProvider{}, ""},
		"no list":  {answer{body: `{"idps":[]}`}, nil, snapshot.Schema},
		"null":     {answer{body: `null`}, nil, snapshot.Schema},
		"no body":  {answer{status: http.StatusNoContent}, nil, snapshot.Schema},
		"refused":  {answer{status: http.StatusForbidden}, nil, snapshot.Forbidden},
		"not ours": {answer{status: http.StatusNotFound}, nil, snapshot.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := newService(map[string]answer{providersPath: tt.answer}).collect(t, snapshot.IdentityProvidersName)
			require.Equal(t, tt.want, snap.IdentityProviders.Items)
			requireGap(t, tt.gap, snap.IdentityProviders.Missing())
		})
	}
}

func TestOrgSettings(t *testing.T) {
	t.Parallel()
	document := func(text string) answer { return answer{body: `{"orgSettings":[` + text + `]}`} }
	one := func(value string) answer { return answer{body: `{"sparkDataRetentionDays":` + value + `}`} }
	refused := answer{status: http.StatusForbidden}
	days := func(n int) *snapshot.OrgSettings {
		return &snapshot.OrgSettings{MessageRetention: snapshot.Retention{Days: snapshot.Some(n)}}
	}
	unknown := &snapshot.OrgSettings{}
	malformed := &snapshot.OrgSettings{MessageRetention: snapshot.Retention{Malformed: true}}

	for name, tt := range map[string]struct {
		all, one answer
		want     *snapshot.OrgSettings
		gap      snapshot.Reason
		asked    int
	}{
		"text":                          {document(`"{\"sparkDataRetentionDays\":\"2160\",\"sipCloudDomain\":\"x\"}"`), refused, days(2160), "", 1},
		"number":                        {document(`"{\"sparkDataRetentionDays\":2220}"`), refused, days(2220), "", 1},
		"blanks":                        {document(`"{\"sparkDataRetentionDays\":\" 2220 \"}"`), refused, days(2220), "", 1},
		"indefinite":                    {document(`"{\"sparkDataRetentionDays\":\"-1\"}"`), refused, days(-1), "", 1},
		"no whole number":               {document(`"{\"sparkDataRetentionDays\":\"2160.0\"}"`), one(`"2220"`), malformed, "", 1},
		"words":                         {document(`"{\"sparkDataRetentionDays\":\"six years\"}"`), refused, malformed, "", 1},
		"empty, then known":             {document(`"{\"sparkDataRetentionDays\":\"\"}"`), one(`"360"`), days(360), "", 2},
		"absent, then known":            {document(`"{}"`), one(`"360"`), days(360), "", 2},
		"absent, then refused":          {document(`"{}"`), refused, unknown, "", 2},
		"absent, then absent":           {document(`"{}"`), answer{body: `{}`}, unknown, "", 2},
		"204, then known":               {answer{status: http.StatusNoContent}, one(`720`), days(720), "", 2},
		"204, then 204":                 {answer{status: http.StatusNoContent}, answer{status: http.StatusNoContent}, unknown, "", 2},
		"204, then 404":                 {answer{status: http.StatusNoContent}, answer{status: http.StatusNotFound}, unknown, "", 2},
		"no settings":                   {document(``), refused, unknown, "", 2},
		"refused, then known":           {refused, one(`"1800"`), days(1800), "", 9},
		"refused, then absent":          {refused, answer{body: `{}`}, unknown, "", 9},
		"refused twice":                 {refused, answer{status: http.StatusNotFound}, nil, snapshot.Forbidden, 2},
		"unreadable text, then known":   {document(`"no JSON"`), one(`"360"`), days(360), "", 9},
		"unreadable text, then refused": {document(`"no JSON"`), refused, nil, snapshot.Schema, 2},
		"an object instead of text":     {document(`{"sparkDataRetentionDays":"360"}`), refused, nil, snapshot.Schema, 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newService(map[string]answer{settingsPath: tt.all, retentionPath: tt.one})
			snap := s.collect(t, snapshot.OrgSettingsName)
			require.Equal(t, tt.want, snap.OrgSettings.Value)
			requireGap(t, tt.gap, snap.OrgSettings.Missing())
			require.Equal(t, tt.asked, strings.Count(strings.Join(s.paths(), "\n"), settingsPath))
		})
	}
}

func TestOrgSettingsOfMessaging(t *testing.T) {
	t.Parallel()
	want := &snapshot.OrgSettings{
		MessageRetention: snapshot.Retention{Days: snapshot.Some(2220)}, BlockExternal: snapshot.Yes, MobileLock: snapshot.No,
		DesktopFiles: "BLOCK_BOTH", MobileFiles: "NONE", WebFiles: "BLOCK_UPLOAD", BotFiles: "BLOCK_BOTH", WhiteboardFiles: "ALLOW",
	}
	values := map[string]string{
		"sparkDataRetentionDays": `"2220"`, "blockExternalCommunications": `true`, "clientSecurityPolicy": `"false"`, "desktopFileShareControl": `"BLOCK_BOTH"`,
		"mobileFileShareControl": `"NONE"`, "webFileShareControl": `"BLOCK_UPLOAD"`, "botFileShareControl": `"BLOCK_BOTH"`, "whiteboardFileShareControl": `"ALLOW"`,
	}
	var pairs []string
	for name, value := range values {
		pairs = append(pairs, `"`+name+`":`+value)
	}
	text, err := json.Marshal("{" + strings.Join(pairs, ",") + "}")
	require.NoError(t, err)
	snap := newService(map[string]answer{settingsPath: {body: `{"orgSettings":[` + string(text) + `]}`}}).collect(t, snapshot.OrgSettingsName)
	require.Equal(t, want, snap.OrgSettings.Value)
	require.Nil(t, snap.OrgSettings.Source.InPlaceOf)

	// The same, one by one, but for two that are refused.
	answers := map[string]answer{settingsPath: {status: http.StatusForbidden}}
	for name, value := range values {
		answers[settingsPath+"/"+name] = answer{body: `{"` + name + `":` + value + `}`}
	}
	answers[settingsPath+"/clientSecurityPolicy"] = answer{status: http.StatusForbidden}
	delete(answers, settingsPath+"/webFileShareControl")
	snap = newService(answers).collect(t, snapshot.OrgSettingsName)
	want.MobileLock, want.WebFiles = snapshot.Unknown, ""
	require.Equal(t, want, snap.OrgSettings.Value)
	src := snap.OrgSettings.SourceOf("mobile_lock")
	require.Equal(t, "GET "+orgSettingEndpoint.Path, src.Path)
	require.Equal(t, testNow, src.ReadAt)
	requireGap(t, snapshot.Forbidden, src.InPlaceOf)
}
