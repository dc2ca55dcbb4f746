package main

import (
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report"
	"wxaudit/pkg/webex/webextest/synth"
)

// desk is a user at a computer with a home of their own.
type desk struct {
	t    *testing.T
	fake *signInFake
	home string
	env  map[string]string
	now  time.Time
	in   string // what comes on standard input
	// typed are the lines that are typed at a terminal; nil without one.
	typed []func(said string) string
	// browse is the browser; nil is the fake's, which signs in.
	browse func(string) error
}

func newDesk(t *testing.T) *desk {
	o := synth.Clean()
	f := newSignInFake(t, o)
	return &desk{t: t, fake: f, home: t.TempDir(), env: f.environment(), now: o.Now}
}

// do runs the program and requires its exit code, and that no secret shows.
func (d *desk) do(code int, args ...string) (stdout, stderr string) {
	d.t.Helper()
	sys, out, err := testSystem(d.now, d.env, args...)
	sys.configDir = func() (string, error) { return d.home, nil }
	sys.stdin = strings.NewReader(d.in)
	if lines := d.typed; lines != nil {
		sys.stdinTerminal = true
		sys.readHidden = func() (string, error) {
			if len(lines) == 0 {
				return "", io.EOF
			}
			line := lines[0](err.String())
			lines = lines[1:]
			return line, nil
		}
	}
	sys.openBrowser = d.fake.visit
	if d.browse != nil {
		sys.openBrowser = d.browse
	}
	sys.now = func() time.Time { return d.now }
	got := run(context.Background(), sys)
	require.Equal(d.t, code, got, "%s\n%s", strings.Join(args, " "), err)
	for _, secret := range append(d.fake.secrets(), "canary-401") {
		require.NotContains(d.t, out.String()+err.String(), secret)
	}
	return out.String(), err.String()
}

// login signs in by the browser, on a port that is free.
func (d *desk) login(code int, args ...string) (stdout, stderr string) {
	d.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(d.t, err)
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(d.t, err)
	require.NoError(d.t, l.Close())
	return d.do(code, append([]string{"login", "--token-store", "file", "--redirect-port", port}, args...)...)
}

// stored is the token file of a profile.
func (d *desk) stored(profile string) string {
	d.t.Helper()
	text, err := os.ReadFile(filepath.Join(d.home, "wxaudit", "tokens", profile+".json"))
	require.NoError(d.t, err)
	return string(text)
}

func TestLoginByBrowser(t *testing.T) {
	d := newDesk(t)
	out, said := d.login(0)
	require.Contains(t, said, "signed in as profile administrator; the tokens are in "+d.home)
	require.Contains(t, out, "organisation  Lakeside Family Health")
	require.Contains(t, out, "access token  ends 2026-")
	require.Contains(t, d.stored("administrator"), "canary-refresh-1")

	require.Equal(t, "S256", d.fake.asked.Get("code_challenge_method"))
	scopes := strings.Fields(d.fake.asked.Get("scope"))
	require.Contains(t, scopes, "spark-admin:people_read")
	for _, s := range scopes {
		require.NotContains(t, s, "spark-compliance:")
		require.NotContains(t, s, "guest-issuer")
		require.NotContains(t, s, "cjp:")
	}

	_, said = d.do(4, "run")
	require.Contains(t, said, "wxaudit: missing: spark-compliance:meetings_read")
	require.Contains(t, said, "wxaudit preflight shows all of it")
	out, _ = d.do(0, "whoami")
	require.Contains(t, out, "profile       administrator (integration)")
	require.Contains(t, out, "renewal       by itself; refresh token ends 2027-")

	_, said = d.do(0, "logout")
	require.Contains(t, said, "signed out: administrator; no tokens are kept any more")
	_, said = d.do(0, "logout")
	require.Contains(t, said, "nobody was signed in")
	require.NoError(t, filepath.WalkDir(d.home, func(path string, e fs.DirEntry, err error) error {
		require.NoError(t, err)
		require.True(t, e.IsDir(), "%s is left", path)
		return nil
	}))
	d.do(3, "run")
}

func TestLoginByDevice(t *testing.T) {
	d := newDesk(t)
	d.fake.polls = 1
	_, said := d.do(0, "login", "--device", "--token-store", "file")
	require.Contains(t, said, "438822")
	require.Contains(t, d.fake.asked.Get("scope"), "spark-admin:people_read")
	out, _ := d.do(0, "whoami")
	require.Contains(t, out, "profile       administrator (device)")
}

func TestLoginOfAServiceApp(t *testing.T) {
	d := newDesk(t)
	d.fake.refresh["canary-first-refresh"] = true
	d.in = `{"access_token": "canary-first-access", "refresh_token": "canary-first-refresh"}`
	_, said := d.do(0, "login", "--service-app", "--token-store", "file")
	require.NotContains(t, said, "canary")
	require.Contains(t, d.stored("administrator"), "canary-refresh-1", "the pair was renewed at once")
	require.NotContains(t, d.stored("administrator"), "canary-first")

	before := d.stored("administrator")
	for _, used := range []string{"canary-first-refresh", "canary-never"} {
		d.in = "canary-other-access\n" + used + "\n"
		_, said = d.do(3, "login", "--service-app", "--token-store", "file")
		require.NotContains(t, said, "canary")
		require.Equal(t, before, d.stored("administrator"), "a refused renewal leaves what was stored")
	}
	d.in = "<html>"
	d.do(2, "login", "--service-app", "--token-store", "file")
	require.Contains(t, d.stored("administrator"), "canary-refresh-1")
	d.in = ""
	d.do(2, "login", "--service-app", "--token-store", "file")
}

func TestLoginFailures(t *testing.T) {
	d := newDesk(t)
	d.env["WXAUDIT_CLIENT_SECRET"] = "canary-wrong"
	_, said := d.login(2)
	require.NotContains(t, said, "canary-wrong")
	require.Contains(t, said, "hint: check WXAUDIT_CLIENT_ID")
	delete(d.env, "WXAUDIT_CLIENT_SECRET")
	d.login(2)
	delete(d.env, "WXAUDIT_CLIENT_ID")
	d.login(2)
	d.login(2, "--profile", "../x")
	d.login(2, "--role", "king")
	d.login(2, "--token-store", "cloud")
	d.login(2, "--only", "no.such-check")
	d.do(2, "login", "--redirect-port", "70000")
	d.do(2, "login", "--device", "--service-app")
}

// A night: the access token has ended, is renewed, and the new pair is kept.
func TestARunRenewsByItself(t *testing.T) {
	d := newDesk(t)
	d.fake.lifetime = time.Hour
	d.login(0)
	d.now = d.now.Add(20 * 24 * time.Hour)
	d.fake.lifetime = 14 * 24 * time.Hour
	d.do(4, "run", "--only", "identity")
	require.Equal(t, 1, d.fake.renewed())
	require.Contains(t, d.stored("administrator"), "canary-refresh-2")
	d.do(4, "run", "--only", "identity")
	require.Equal(t, 1, d.fake.renewed())

	d.fake.revoke(false)
	d.now = d.now.Add(time.Hour)
	d.do(4, "run", "--only", "identity")
	require.Equal(t, 2, d.fake.renewed(), "a token that was revoked is renewed once")

	d.fake.revoke(true)
	d.now = d.now.Add(time.Hour)
	before := d.stored("administrator")
	_, said := d.do(3, "run", "--only", "identity")
	require.Contains(t, said, "wxaudit login")
	require.Equal(t, before, d.stored("administrator"), "nothing that is kept is thrown away")
}

func TestTheReportWarnsBeforeTheSignInEnds(t *testing.T) {
	d := newDesk(t)
	d.fake.span = 10 * 24 * time.Hour // renewing does not make it longer
	d.login(0)
	path := filepath.Join(d.home, "report.json")
	out, said := d.do(4, "run", "--only", "identity", "--output", "json="+path)
	require.Contains(t, out, "Warning: the sign-in of profile administrator ends on")
	require.Contains(t, said, "warning: profile administrator")
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var r report.Report
	require.NoError(t, json.Unmarshal(text, &r))
	require.Len(t, r.Run.SignIns, 1)
	require.Equal(t, 10, *r.Run.SignIns[0].DaysLeft)
	require.Equal(t, "integration", r.Run.SignIns[0].Kind)
	require.Contains(t, r.Run.SignIns[0].Warning, "wxaudit login --profile administrator")
}

func TestTokensFromElsewhere(t *testing.T) {
	d := newDesk(t)
	d.fake.refresh["canary-seed"] = true
	d.env["WXAUDIT_REFRESH_TOKEN"] = "canary-seed"
	d.do(4, "run", "--only", "identity")
	d.do(4, "run", "--only", "identity")
	require.Equal(t, 1, d.fake.renewed(), "the successor of the seed was kept")
	delete(d.env, "WXAUDIT_REFRESH_TOKEN")

	d.fake.refresh["canary-mounted"] = true
	file := filepath.Join(t.TempDir(), "pair.json")
	require.NoError(t, os.WriteFile(file, []byte(`{"refresh_token": "canary-mounted"}`), 0o440))
	d.do(4, "run", "--only", "identity", "--token-file", file)
	require.Equal(t, 2, d.fake.renewed())
	// The administrator in the environment, the officer in a file.
	d.fake.access["canary-env"] = true
	d.env["WXAUDIT_ACCESS_TOKEN"] = "canary-env"
	d.fake.forget()
	d.do(4, "run", "--only", "ai.generated-content", "--token-file", "compliance-officer="+file)
	require.NotEmpty(t, d.fake.askedWith("canary-env"))
	for _, path := range d.fake.askedWith("canary-env") {
		require.NotContains(t, path, "meetingTranscripts")
	}
	delete(d.env, "WXAUDIT_ACCESS_TOKEN")

	require.NoError(t, os.Chmod(file, 0o444))
	_, said := d.do(2, "run", "--token-file", file)
	require.Contains(t, said, "0400")
	_, said = d.do(2, "run", "--token-file", file+".missing")
	require.NotContains(t, said, "canary")
	d.do(2, "run", "--token-file", file, "--token-file", file)
	d.do(2, "run", "--token-file", "")
}

// Two people are signed in, and each is asked for what only they may read.
func TestTwoProfiles(t *testing.T) {
	d := newDesk(t)
	d.login(0)
	d.login(0, "--profile", "compliance-officer")
	d.fake.forget()
	d.do(4, "run")
	require.NotEmpty(t, d.fake.askedWith("canary-access-2"))
	for _, path := range d.fake.askedWith("canary-access-2") {
		officers := strings.Contains(path, "status=purged") || strings.HasPrefix(path, "/v1/people/me") ||
			strings.HasPrefix(path, "/v1/admin/meetingTranscripts") || strings.HasPrefix(path, "/v1/memberships") || strings.HasPrefix(path, "/v1/rooms/")
		require.True(t, officers, path)
	}
	for _, path := range d.fake.askedWith("canary-access-1") {
		require.NotContains(t, path, "status=purged")
		require.NotContains(t, path, "meetingTranscripts")
	}
	// The officer's sign-in ends: their part is unknown, the rest goes on.
	d.fake.forgetPair(2)
	out, _ := d.do(4, "run")
	require.Contains(t, out, "the compliance officer's token is expired or revoked: wxaudit login --profile compliance-officer")
	d.now = d.now.Add(20 * 24 * time.Hour)
	_, said := d.do(4, "run")
	require.Contains(t, said, "wxaudit login --profile compliance-officer")
	// Another profile's client in the environment spoils nothing.
	d.env["WXAUDIT_CLIENT_ID"], d.env["WXAUDIT_CLIENT_SECRET"] = "C-of-another-integration", "canary-of-another"
	d.fake.revoke(false)
	d.now = d.now.Add(time.Hour)
	d.do(4, "run", "--profile", "administrator")
	d.env = d.fake.environment()

	d.do(2, "run", "--profile", "administrator", "--profile", "administrator")
	_, said = d.do(3, "run", "--profile", "somebody-else")
	require.Contains(t, said, "wxaudit login --profile somebody-else")
	d.do(0, "logout", "--profile", "compliance-officer")
	require.NoFileExists(t, filepath.Join(d.home, "wxaudit", "tokens", "compliance-officer.json"))
	require.Contains(t, d.stored("administrator"), "canary-refresh-4")
}

// The successors of a seed that was replaced go when they have ended, and not
// before: two jobs with seeds of their own may share the directory.
func TestSuccessorsOfOldSeedsGo(t *testing.T) {
	d := newDesk(t)
	run := func(seed string, want int) {
		d.fake.refresh[seed] = true
		d.env["WXAUDIT_REFRESH_TOKEN"] = seed
		d.do(4, "run", "--only", "identity")
		names, err := filepath.Glob(filepath.Join(d.home, "wxaudit", "tokens", "given-*"))
		require.NoError(t, err)
		require.Len(t, names, 2*want, "each with its lock")
	}
	run("canary-seed-a", 1)
	d.now = d.now.Add(80 * 24 * time.Hour)
	run("canary-seed-b", 2)
	d.now = d.now.Add(20 * 24 * time.Hour)
	run("canary-seed-b", 1)
}
