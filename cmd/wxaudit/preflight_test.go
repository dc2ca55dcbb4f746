package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/report/schematest"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// preflightOf runs the command in front of an organisation.
func preflightOf(t *testing.T, o *synth.Organization, s *webextest.Server, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	env := map[string]string{
		"WXAUDIT_API_URL": s.URL, "WXAUDIT_IDBROKER_URL": s.URL, "WXAUDIT_CONTROLHUB_URL": s.URL,
		"WXAUDIT_ACCESS_TOKEN": webextest.Token, "WXAUDIT_PSEUDONYM_KEY": "a key for tests, long enough",
	}
	sys, out, err := testSystem(o.Now, env, append([]string{"preflight"}, args...)...)
	sys.configDir = func() (string, error) { return t.TempDir(), nil }
	code = run(t.Context(), sys)
	return code, out.String(), err.String()
}

func TestPreflightSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o)
	defer s.Close()
	s.Deny("/v1/admin/meeting/config/commonSettings")
	code, out, errs := preflightOf(t, o, s)
	require.Equal(t, exitUndecided, code, errs)
	require.Contains(t, out, "Preflight of Lakeside Family Health")
	require.Contains(t, out, "  meeting:admin_config_read, granted by: ")
	require.Contains(t, out, "(which scopes a token has is not known here")
	require.Contains(t, out, "meetings.strong-password-site")
	require.Less(t, strings.Index(out, titles[check.RemedyScope]), strings.Index(out, "Cannot be decided"), "what to do comes first")
	require.LessOrEqual(t, strings.Count(out, "GET /v1/admin/meeting/config/commonSettings"), 2, "and each cause once below a verdict")
	require.NotContains(t, out, "tracking id")
	require.Contains(t, out, "wxaudit login --profile compliance-officer")
	require.Contains(t, out, "access token: ends at a time that is not known")
	require.Empty(t, s.Forbidden())
}

func TestPreflightIsContentWithWhatWasSelected(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o)
	defer s.Close()
	code, out, errs := preflightOf(t, o, s, "--only", "meetings.auto-lock", "--only", "attest.workforce")
	require.Equal(t, exitOK, code, out+errs)
	require.Contains(t, out, "Of 2 checks, the tokens decide 1, 0 in part, 0 not at all; 0 could not be tried. 1 is for people to attest, and so may be parts of others.")
	require.NotContains(t, out, "Cannot be decided")
}

func TestPreflightCountsWhatIsForPeople(t *testing.T) {
	t.Parallel()
	for want, n := range map[string][2]int{
		"Parts of them may be for people to attest.":                  {0, 2},
		"1 is for people to attest.":                                  {1, 1},
		"1 is for people to attest, and so may be parts of others.":   {1, 2},
		"12 are for people to attest, and so may be parts of others.": {12, 90},
		"12 are for people to attest.":                                {12, 12},
	} {
		require.Equal(t, want, forPeople(n[0], n[1]))
	}
}

// What a run was told to keep to may end it before the tokens do.
func TestPreflightWarnsOfBounds(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o)
	defer s.Close()
	args := []string{"--only", "recordings.deleted-early", "--only", "meetings.auto-lock"}
	_, whole, _ := preflightOf(t, o, s, args...)
	require.NotContains(t, whole, "warning: --")
	code, out, errs := preflightOf(t, o, s, append(args, "--max-requests", "30")...)
	require.Equal(t, exitUndecided, code, errs)
	require.Contains(t, out, "warning: --max-requests 30 may be too few for a run")

	p := &preflightOptions{}
	require.Empty(t, p.tooLittle(collect.Estimate{Low: 72_000, High: 72_000}, 10))
	require.Equal(t, []string{"--timeout 2h0m0s may be too short for a run: what is missing then is unknown"},
		p.tooLittle(collect.Estimate{Low: 72_001, High: 72_001}, 10), "the time of a preflight is not that of a run")
	p.timeout, p.timed = time.Minute, true
	require.Empty(t, p.tooLittle(collect.Estimate{Low: 600, High: 600}, 10))
	require.Equal(t, []string{"--timeout 1m0s may be too short for a run: what is missing then is unknown"}, p.tooLittle(collect.Estimate{Low: 601, High: 601}, 10))
	p.maxRequests = 601
	require.Len(t, p.tooLittle(collect.Estimate{Low: 601, High: 601}, 10), 1)
}

// The causes have the same names every night, so that a monitor can tell an old
// one from a new one.
func TestPreflightNamesCausesAlike(t *testing.T) {
	t.Parallel()
	o := synth.Clinic()
	var said [2]string
	for i := range said {
		s := webextest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("TrackingID", fmt.Sprintf("NIGHT_%d_%s", i, r.URL.Path))
			if r.URL.Path == "/v1/licenses" || r.URL.Path == "/v1/devices" {
				w.WriteHeader(http.StatusForbidden)
				return
			}
			o.ServeHTTP(w, r)
		}))
		defer s.Close()
		_, said[i], _ = preflightOf(t, o, s, "--format", "json")
		require.Contains(t, said[i], "GET /v1/devices: 403 forbidden")
	}
	require.Equal(t, said[0], said[1])
}

func TestPreflightExits(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(o)
	defer s.Close()
	for _, args := range [][]string{{"--format", "yaml"}, {"--only", "no.such-check"}, {"extra"}, {"--policy", "none.yaml"}, {"--timeout", "-1s"}} {
		code, out, _ := preflightOf(t, o, s, args...)
		require.Equal(t, exitUsage, code, args)
		require.Empty(t, out)
	}
	require.Empty(t, s.Requests())
	s.Status("/v1/people/me", http.StatusUnauthorized)
	code, out, errs := preflightOf(t, o, s)
	require.Equal(t, exitUnfinished, code)
	require.Empty(t, out)
	require.Contains(t, errs, "sign in again")
}

func TestPreflightJSON(t *testing.T) {
	t.Parallel()
	schema := schematest.Compile(t, preflightSchema, "")
	for name, o := range map[string]*synth.Organization{"clean": synth.Clean(), "clinic": synth.Clinic()} {
		s := webextest.NewServer(o)
		defer s.Close()
		s.Deny("/v1/devices")
		code, out, errs := preflightOf(t, o, s, "--format", "json")
		require.Equal(t, exitUndecided, code, errs)
		require.NoError(t, schematest.Fits(t, schema, []byte(out)), name)
		var said preflightJSON
		require.NoError(t, json.Unmarshal([]byte(out), &said))
		require.Equal(t, said.Summary["checks"], len(said.Checks))
		sum := 0
		for word, n := range said.Summary {
			if word != "checks" {
				sum += n
			}
		}
		require.Equal(t, len(said.Checks), sum)
		for _, c := range said.Checks {
			if c.ID == "devices.config-hardening" {
				require.Equal(t, undecidable, c.Verdict)
				require.Equal(t, "spark-admin:devices_read", c.Lacks[0].Scope)
			}
		}
		requireNoSecrets(t, o, out)
	}
}

// requireNoSecrets looks for what Webex sent and nobody may see, and for the
// token.
func requireNoSecrets(t *testing.T, o *synth.Organization, out string) {
	t.Helper()
	require.NotContains(t, out, webextest.Token)
	for _, canary := range o.Canaries() {
		require.NotContains(t, out, canary)
	}
}

func TestPreflightTextIsFoldedAndHarmless(t *testing.T) {
	t.Parallel()
	o := synth.Clean()
	s := webextest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.HasPrefix(r.URL.Path, "/v1/organizations/") {
			o.ServeHTTP(w, r)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write([]byte(`{"id":"` + o.OrgID() + `","displayName":"Clinic\u001b[2J\r\n::error::","created":"2021-03-08T15:04:00.000Z"}`))
	}))
	defer s.Close()
	_, out, errs := preflightOf(t, o, s)
	require.Empty(t, errs)
	require.Contains(t, out, `Preflight of Clinic\x1b[2J\r\n::error::`)
	require.NotContains(t, out, "\x1b")
	require.NotContains(t, out, "\r")

	var b bytes.Buffer
	p := &plainPage{w: bufio.NewWriter(&b), width: 30}
	p.line(2, "%s", strings.Repeat("word ", 20)+strings.Repeat("x", 60))
	require.NoError(t, p.w.Flush())
	for line := range strings.Lines(b.String()) {
		require.True(t, len(line) <= 31 || strings.Contains(line, "xxx"), line)
		require.True(t, strings.HasPrefix(line, "  "), line)
	}
}
