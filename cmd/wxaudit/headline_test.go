package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// answering audits a shipped organisation of which one endpoint answers
// something else.
func answering(t *testing.T, name, template string, status int, body string) map[string]check.Outcome {
	t.Helper()
	rec := openFixture(t, name)
	_, result, err := audit(exchange(func(ctx context.Context, r webex.Request) (*webex.Response, error) {
		if strings.HasPrefix(r.Template, template) {
			return &webex.Response{Status: status, Header: http.Header{}, Body: []byte(body), ReadAt: rec.Now()}, nil
		}
		return rec.Exchange(ctx, r)
	}), rec.Now())
	require.NoError(t, err)
	outcomes := map[string]check.Outcome{}
	for _, o := range result.Outcomes {
		outcomes[o.Check.ID] = o
	}
	return outcomes
}

// Message retention, from the answer of Control Hub to the verdict.
func TestRetentionHeadline(t *testing.T) {
	for _, tt := range []struct {
		body          string
		status        int
		floor, finite finding.Status
		says          string
	}{
		{`"2160"`, 200, finding.Fail, finding.Warn, "32 days short"},
		{`2160`, 200, finding.Fail, finding.Warn, "32 days short"},
		{`"2191"`, 200, finding.Fail, finding.Warn, "1 day short"},
		{`"2192"`, 200, finding.Pass, finding.Pass, "2192 days"},
		{`" 2220 "`, 200, finding.Pass, finding.Pass, "2220 days"},
		{`"-1"`, 200, finding.Warn, finding.Warn, "messaging.retention-disposal"},
		{`""`, 200, finding.Unknown, finding.Unknown, "absent does not mean for ever"},
		{`"2160.0"`, 200, finding.Unknown, finding.Unknown, ""},
		{`"forever"`, 200, finding.Unknown, finding.Unknown, ""},
		{`null`, 200, finding.Unknown, finding.Unknown, "absent does not mean for ever"},
		{``, 403, finding.Unknown, finding.Unknown, "403"},
		{``, 404, finding.Unknown, finding.Unknown, "404"},
		{``, 204, finding.Unknown, finding.Unknown, "absent does not mean for ever"},
	} {
		t.Run(fmt.Sprintf("%d %s", tt.status, tt.body), func(t *testing.T) {
			t.Parallel()
			body := ""
			if tt.status == 200 {
				// The whole settings hold a document in a string; the single one is plain.
				inner := fmt.Sprintf(`{"sparkDataRetentionDays":%s}`, tt.body)
				body = fmt.Sprintf(`{"orgSettings":[%q],"sparkDataRetentionDays":%s}`, inner, tt.body)
			}
			outcomes := answering(t, "clean", "/admin/api/v1/organizations/", tt.status, body)
			floor := outcomes["messaging.retention-six-years"]
			require.Equal(t, tt.floor, floor.Status, floor.Message)
			require.Contains(t, floor.Message, tt.says)
			require.Equal(t, tt.finite, outcomes["messaging.retention-disposal"].Status, outcomes["messaging.retention-disposal"].Message)
		})
	}
}

// An organisation that signs in through its own identity provider is not to be
// blamed for mfaEnabled=false; without one, it is.
func TestMFAHeadline(t *testing.T) {
	t.Parallel()
	const broker = "/idb/idbconfig/{orgUuid}/v1/authentication"
	off := `{"mfaEnabled":false,"LockoutFailureCount":5,"LockoutDuration":15,"LockoutDurationMultiplier":2}`
	withSSO := answering(t, "clean", broker, 200, off)["identity.mfa-enforced"]
	require.Equal(t, finding.Unknown, withSSO.Status, withSSO.Message)
	require.Equal(t, string(snapshot.NotAttested), withSSO.Reason)
	require.Contains(t, withSSO.Message, "attested")

	absent := answering(t, "clean", broker, 200, `{}`)["identity.mfa-enforced"]
	require.Equal(t, finding.Unknown, absent.Status)

	providers := answering(t, "clinic", "/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp", 200, `[]`)["identity.mfa-enforced"]
	require.Equal(t, finding.Fail, providers.Status, providers.Message)
	refused := answering(t, "clinic", "/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp", 403, ``)["identity.mfa-enforced"]
	require.Equal(t, finding.Unknown, refused.Status, refused.Message)
}
