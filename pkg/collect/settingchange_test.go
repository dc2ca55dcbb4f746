package collect

import (
	"encoding/json"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

// changed is an event of the admin audit log, so many days before now.
func changed(days int, data string) string {
	at := testNow.AddDate(0, 0, -days).Format(time.RFC3339)
	return fmt.Sprintf(`{"id":"e%d","created":%q,"data":{"eventCategory":"ORG_SETTINGS","eventDescription":"An admin changed a setting",
		"targetType":"TargetResourceType.ORG","actionText":"Jane Secret",%s}}`, days, at, data)
}

func auditLog(events ...string) map[string]answer {
	return map[string]answer{"/v1/adminAudit/events": {body: items(events...)}}
}

func TestSettingChanges(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ data, setting, before, after string }{
		"a switch":               {`"settingName":"blockExternalCommunications","previousValue":"false","settingValue":"true"`, "blockExternalCommunications", "false", "true"},
		"booleans":               {`"settingKey":"mfaEnabled","previousValue":true,"settingValue":false`, "mfaEnabled", "true", "false"},
		"other spelling":         {`"settingName":"BLOCK_EXTERNAL_COMMUNICATIONS","settingValue":"Enabled"`, "blockExternalCommunications", "", "true"},
		"behind a path":          {`"configKey":"orgSettings.clientSecurityPolicy","configValue":"OFF"`, "clientSecurityPolicy", "", "false"},
		"numbers":                {`"settingName":"sparkDataRetentionDays","previousValue":"-1","settingValue":2190`, "sparkDataRetentionDays", "-1", "2190"},
		"words":                  {`"settingName":"desktopFileShareControl","previousValue":"NONE","settingValue":"block_both"`, "desktopFileShareControl", "NONE", "BLOCK_BOTH"},
		"a word of another":      {`"settingName":"desktopFileShareControl","settingValue":"ALLOW"`, "desktopFileShareControl", "", ""},
		"a word for a switch":    {`"settingName":"mfaEnabled","settingValue":"BLOCK"`, "mfaEnabled", "", ""},
		"a name for a number":    {`"settingName":"LockoutFailureCount","settingValue":"Jane Secret"`, "LockoutFailureCount", "", ""},
		"a telephone number":     {`"settingName":"LockoutFailureCount","settingValue":4085267209`, "LockoutFailureCount", "", ""},
		"a list":                 {`"settingName":"mfaEnabled","settingValue":["true"]`, "mfaEnabled", "", ""},
		"null":                   {`"settingName":"mfaEnabled","settingValue":null`, "mfaEnabled", "", ""},
		"a setting of others":    {`"settingName":"recordingRetention","settingValue":"30"`, "recordingRetention", "", ""},
		"behind a long path":     {`"configKey":"org/settings:authentication.mfaEnabled","configValue":true`, "mfaEnabled", "", "true"},
		"behind another's path":  {`"configKey":"template.group.mfaEnabled","previousValue":false,"configValue":true`, "mfaEnabled", "", ""},
		"a name with a number":   {`"settingName":"phone14085267209","settingValue":"true"`, "", "", ""},
		"a setting named Jane":   {`"settingName":"janeSecret","settingValue":"true"`, "", "", ""},
		"a sentence for a name":  {`"settingName":"jane changed mfaEnabled","settingValue":"true"`, "", "", ""},
		"no name":                {`"settingValue":"true"`, "", "", ""},
		"no name, Jane's value":  {`"settingName":"","previousValue":"Jane Secret"`, "", "", ""},
		"no name but a table":    {`"settingName":{"mfaEnabled":true},"settingValue":"true"`, "", "", ""},
		"neither name nor value": {`"settingName":null,"settingValue":null,"previousValue":" "`, "", "", ""},
		"one name of two":        {`"settingKey":"janeSecret","settingName":"recordingRetention","settingValue":"1"`, "recordingRetention", "", ""},
		"one value of two":       {`"settingName":"mfaEnabled","settingValue":"Jane Secret","configValue":true`, "mfaEnabled", "", "true"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			snap := newService(auditLog(changed(5, tt.data))).collect(t, snapshot.AdminAuditName)
			require.Nil(t, snap.AdminAudit.Missing())
			e := snap.AdminAudit.Items[0]
			require.Equal(t, tt.setting, e.Setting)
			require.Equal(t, tt.before, e.Before)
			require.Equal(t, tt.after, e.After)
			require.Equal(t, strings.HasPrefix(name, "no name"), e.Nameless)
			text, err := json.Marshal(snap)
			require.NoError(t, err)
			require.NotContains(t, string(text), "Secret")
			require.NotContains(t, string(text), "4085267209")
		})
	}
}

// TestLastChange: where the service refuses, the newest change is the value.
func TestLastChange(t *testing.T) {
	t.Parallel()
	const on, off = `"settingName":"mfaEnabled","previousValue":false,"settingValue":true`, `"settingName":"mfaEnabled","previousValue":true,"settingValue":false`
	undated := `{"id":"u","data":{"targetType":"ORG",` + off + `}}`
	for name, tt := range map[string]struct {
		events []string
		want   snapshot.Tri
	}{
		"one":                             {[]string{changed(30, on)}, snapshot.Yes},
		"the newest":                      {[]string{changed(30, off), changed(2, on), changed(90, off)}, snapshot.Yes},
		"never changed":                   {[]string{changed(30, `"settingName":"LockoutDuration","settingValue":15`)}, snapshot.Unknown},
		"a failed attempt":                {[]string{changed(30, on), changed(2, off+`,"errorCode":"403"`), changed(1, off+`,"errorMessage":"Jane Secret may not"`)}, snapshot.Yes},
		"an attempt that may have failed": {[]string{changed(30, on), strings.Replace(changed(2, off), "An admin changed a setting", "A setting of locked accounts was denied", 1)}, snapshot.Unknown},
		"a success with a code":           {[]string{changed(30, on), changed(2, off+`,"errorCode":0,"errorMessage":""`)}, snapshot.No},
		"the newest is not understood":    {[]string{changed(30, on), changed(2, `"settingName":"mfaEnabled","settingValue":"for some"`)}, snapshot.Unknown},
		"the newest is of unknown shape":  {[]string{changed(30, on), changed(2, `"updatedSettings":"{\"mfa_enabled\": \"Jane Secret\"}"`)}, snapshot.Unknown},
		"the newest deletes it":           {[]string{changed(30, on), changed(2, `"deletedSettings":["mfaEnabled"]`)}, snapshot.Unknown},
		"a setting of a person":           {[]string{changed(30, on), strings.Replace(changed(2, off), "TargetResourceType.ORG", "TargetResourceType.USER", 1)}, snapshot.Yes},
		"a setting of another":            {[]string{changed(30, on), changed(2, off+`,"targetOrgId":"`+testUUID(9)+`"`)}, snapshot.Yes},
		"at the same moment, differently": {[]string{changed(30, on), changed(30, off)}, snapshot.Unknown},
		"at the same moment, alike":       {[]string{changed(30, on), changed(30, on)}, snapshot.Yes},
		"at no moment":                    {[]string{changed(30, on), undated}, snapshot.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answers := auditLog(append(tt.events, changed(400, `"settingName":"JITCreation","settingValue":"false"`))...)
			answers[authenticationPath] = answer{status: http.StatusForbidden}
			auth := newService(answers).collect(t, snapshot.AuthenticationName).Authentication
			require.Nil(t, auth.Missing(), "something is known")
			require.Equal(t, tt.want, auth.Value.MFAEnabled)
			src := auth.SourceOf("mfa_enabled")
			requireGap(t, snapshot.Forbidden, src.InPlaceOf)
			if tt.want == snapshot.Unknown {
				require.Equal(t, snapshot.RankControlHub, src.Rank)
				return
			}
			require.Equal(t, snapshot.RankAuditLog, src.Rank)
			require.Equal(t, "GET /v1/adminAudit/events", src.Path)
			require.True(t, src.ReadAt.Before(testNow))
		})
	}
}

// TestLastChangeNeedsTheWholeLog: what is missing of it could hold a newer one.
func TestLastChangeNeedsTheWholeLog(t *testing.T) {
	t.Parallel()
	answers := auditLog()
	answers["/v1/adminAudit/events"] = answer{
		body: items(changed(2, `"settingName":"mfaEnabled","settingValue":true`)), next: "/v1/adminAudit/events?max=200&offset=200",
	}
	answers["/v1/adminAudit/events?max=200&offset=200"] = answer{status: http.StatusBadGateway}
	s := newService(answers)
	answers[authenticationPath] = answer{status: http.StatusForbidden}
	refuse := &secondPage{service: s}
	o := s.options(snapshot.AuthenticationName, snapshot.AdminAuditName)
	o.Client = webex.New(webex.Options{Exchanger: refuse})
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.NotNil(t, snap.AdminAudit.Missing())
	require.NotEmpty(t, snap.AdminAudit.Items)
	require.Nil(t, snap.Authentication.Value)
	require.NotNil(t, snap.Authentication.Missing())
}

// TestLastChangeOfEverySetting: each setting of the table reaches its field.
func TestLastChangeOfEverySetting(t *testing.T) {
	t.Parallel()
	var events []string
	for _, s := range auditSettings {
		value := map[bool]string{true: "7", false: "true"}[strings.HasSuffix(s.name, "Days") || strings.HasSuffix(s.name, "Count") || strings.Contains(s.name, "Duration")]
		if strings.HasSuffix(s.name, "FileShareControl") {
			value = map[bool]string{true: "BLOCK", false: "BLOCK_UPLOAD"}[strings.HasPrefix(s.name, "whiteboard")]
		}
		events = append(events, changed(3, `"settingName":"`+s.name+`","settingValue":"`+value+`"`))
	}
	snap := newService(auditLog(events...)).collect(t, snapshot.AuthenticationName, snapshot.OrgSettingsName)
	require.True(t, whole(snap.Authentication), "%+v", snap.Authentication.Value)
	require.True(t, whole(snap.OrgSettings), "%+v", snap.OrgSettings.Value)
	require.Len(t, snap.Authentication.Fields, 9)
	require.Len(t, snap.OrgSettings.Fields, 8)
	require.Equal(t, snapshot.Some(7), snap.OrgSettings.Value.MessageRetention.Days)
	require.Empty(t, snap.Contradictions)
}

// TestSettingChangesInRecordings: values survive only for settings that are
// known, and a replay reads what the audit read.
func TestSettingChangesInRecordings(t *testing.T) {
	t.Parallel()
	events := []string{
		changed(1, `"settingName":"voicemailPin","previousValue":"1234","settingValue":98765`),
		changed(2, `"settingName":"mfaEnabled","previousValue":"false","settingValue":true,"errorMessage":"","errorCode":null`),
		changed(3, `"settingName":"mfaEnabled","settingValue":"Jane Secret"`),
		changed(4, `"settingKey":"JaneSecret","settingValue":"Secret"`),
		changed(5, `"changes":{"JITCreation":["Jane Secret"]},"changeSet":"Secret","errorMessage":"Secret"`),
		changed(6, `"configKey":"sparkDataRetentionDays","configValue":"2190"`),
		changed(7, `"settingName":"mobileFileShareControl","settingValue":"BLOCK_UPLOAD","targetType":"Secret person"`),
		changed(8, `"previousValue":1234,"settingValue":"Jane Secret"`),
		changed(9, `"settingName":" ","settingValue":" ","previousValue":null`),
	}
	answers := auditLog(events...)
	answers[authenticationPath], answers[settingsPath] = answer{status: http.StatusForbidden}, answer{status: http.StatusForbidden}
	dir := filepath.Join(t.TempDir(), "recording")
	s := newService(answers)
	recorder, err := replay.NewRecorder(s, testRedactor(), dir)
	require.NoError(t, err)
	o := s.options(snapshot.AuthenticationName, snapshot.OrgSettingsName, snapshot.AdminAuditName)
	o.Client = webex.New(webex.Options{Exchanger: recorder})
	live, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.NoError(t, recorder.Finish(replay.Meta{ToolVersion: "test", RecordedAt: testNow}))
	require.Equal(t, snapshot.Yes, live.Authentication.Value.MFAEnabled)
	require.Equal(t, snapshot.Some(2190), live.OrgSettings.Value.MessageRetention.Days)

	recorded := redactJSON(t, testRedactor(), adminAuditEndpoint.Path, nil, items(events...))
	for _, secret := range []string{"Jane", "Secret", "1234", "98765"} {
		require.NotContains(t, recorded, secret)
	}
	again, err := replay.Open(dir, replay.OpenOptions{})
	require.NoError(t, err)
	o.Client = webex.New(webex.Options{Exchanger: again})
	replayed, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.Equal(t, impersonal(t, live), impersonal(t, replayed))
}

func FuzzSettingName(f *testing.F) {
	for _, seed := range []string{"mfaEnabled", "orgSettings.mfaEnabled", "janeDoe", "JITCreation", "a1B-c", "recordingRetention", "./:"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		data, err := json.Marshal(text)
		require.NoError(t, err)
		var name settingName
		require.NoError(t, name.UnmarshalJSON(data))
		kept := settingName("").redact(text, nil)
		data, err = json.Marshal(kept)
		require.NoError(t, err)
		var again settingName
		require.NoError(t, again.UnmarshalJSON(data))
		if strings.TrimSpace(text) == text {
			require.Equal(t, name, again)
		}
		_ = settingNamed(text)
	})
}
