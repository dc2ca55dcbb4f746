package webex

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/internal/answer"
)

var errorBodies = map[string]Problem{
	`{"message":"The requested interval exceeds 30 days","errors":[{"description":"x"}],"trackingId":"ROUTER_1"}`: ProblemInterval,
	`{"message":"","errors":[{"description":"Date range must not exceed 90 days","errorCode":4}]}`:                ProblemInterval,
	`{"error":[{"key":"403","message":[{"description":"The user has no Webex Calling license","code":"25"}]}]}`:   ProblemLicense,
	`{"error":{"key":"403","reason":"Forbidden","message":[{"description":"Not permitted","code":"1"}]}}`:         ProblemRole,
	`{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"detail":"Missing scope","status":"403"}`:         ProblemScope,
	`{"error":"insufficient_scope","error_description":"more"}`:                                                   ProblemScope,
	`{"message":"This requires the Pro Pack"}`:                                                                    ProblemLicense,
	`{"message":"User is NOT PERMITTED to view or change other user's preferences"}`:                              ProblemRole,
	`{"message":"Jane was here"}`:                                     ProblemUnknown,
	`{"message":7,"errors":{"description":["license"]},"error":null}`: ProblemLicense,
	`<html><body>no license</body></html>`:                            ProblemUnknown,
	`"license"`:                                                       ProblemUnknown,
	`["license"]`:                                                     ProblemUnknown,
	`{"message":"license"`:                                            ProblemUnknown,
	`null`:                                                            ProblemUnknown,
	``:                                                                ProblemUnknown,
}

func TestClassify(t *testing.T) {
	t.Parallel()
	for body, want := range errorBodies {
		require.Equal(t, want, classify([]byte(body)), body)
	}
	long := `{"message":"license","trackingId":"` + strings.Repeat("x", answer.ErrorLimit) + `"}`
	require.Equal(t, ProblemUnknown, classify([]byte(long)), "too long to be looked at")
}

func TestProblemsHaveWords(t *testing.T) {
	t.Parallel()
	for _, p := range []Problem{ProblemInterval, ProblemLicense, ProblemScope, ProblemRole} {
		require.NotEmpty(t, p.detail())
		require.True(t, p.Valid())
	}
	require.True(t, ProblemUnknown.Valid())
	require.False(t, Problem("canary").Valid())
}

func FuzzClassify(f *testing.F) {
	for body := range errorBodies {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		require.True(t, classify(body).Valid())
	})
}
