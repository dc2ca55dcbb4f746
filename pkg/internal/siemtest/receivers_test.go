package siemtest_test

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report/ocsf"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/syslog"
)

// place is a directory with the files that a snippet names, and a port.
type place struct {
	dir, port string
	authority *receivertest.Authority
}

func newPlace(t *testing.T) place {
	_, port, err := net.SplitHostPort(listentest.Reserve(t))
	require.NoError(t, err)
	return place{t.TempDir(), port, receivertest.NewAuthority(t)}
}

// here writes a snippet with its files and its port here.
func (p place) here(t *testing.T, snippet, folder, more string) string {
	t.Helper()
	cert, key := p.authority.Files(receivertest.ValidUntil, "127.0.0.1")
	text := read(t, snippet)
	for _, part := range []string{folder + "/ca.pem", folder + "/server.pem", folder + "/server.key", "6514", "/var/log/wxaudit.ndjson"} {
		require.Contains(t, text, part)
	}
	text = strings.NewReplacer(folder+"/ca.pem", p.authority.File, folder+"/server.pem", cert, folder+"/server.key", key,
		"6514", p.port, "/var/log/wxaudit.ndjson", filepath.Join(p.dir, "wxaudit.ndjson")).Replace(text)
	path := filepath.Join(p.dir, "wxaudit.conf")
	require.NoError(t, os.WriteFile(path, []byte(more+text), 0o600))
	return path
}

func TestRsyslogSnippet(t *testing.T) {
	t.Parallel()
	program := realpart.Program(t, "apt-get install rsyslog rsyslog-openssl", "rsyslogd", "/usr/sbin/rsyslogd")
	if drivers, _ := filepath.Glob("/usr/lib/*/rsyslog/lmnsd_gtls.so"); len(drivers) == 0 {
		require.NotEqual(t, "1", os.Getenv("WXAUDIT_REAL_TESTS"), "rsyslog-gnutls is missing")
		t.Skip("rsyslog-gnutls is not there")
	}
	p := newPlace(t)
	path := p.here(t, "rsyslog/wxaudit.conf", "/etc/rsyslog.d/wxaudit", "")
	said, err := exec.Command(program, "-N1", "-f", path).CombinedOutput()
	require.NoError(t, err, string(said))
	require.NotContains(t, string(said), "error")

	start(t, exec.Command(program, "-n", "-f", path, "-i", filepath.Join(p.dir, "pid")), p)
	delivers(t, p)
	p.refuses(t, "mallory.clinic.example")
}

func TestSyslogNGSnippet(t *testing.T) {
	t.Parallel()
	unpacked := os.Getenv("WXAUDIT_SYSLOG_NG")
	program := realpart.Program(t, "see package syslogtest", "syslog-ng", "/usr/sbin/syslog-ng", filepath.Join(unpacked, "usr/sbin/syslog-ng"))
	p := newPlace(t)
	path := p.here(t, "syslog-ng/wxaudit.conf", "/etc/syslog-ng/wxaudit", "@version: 3.38\n")
	args := []string{"--cfgfile=" + path, "--no-caps", "--persist-file=" + p.dir + "/persist", "--pidfile=" + p.dir + "/pid", "--control=" + p.dir + "/control"}
	command := func(more ...string) *exec.Cmd {
		cmd := exec.Command(program, append(more, args...)...)
		if strings.HasPrefix(program, unpacked) && unpacked != "" {
			modules, _ := filepath.Glob(filepath.Join(unpacked, "usr/lib/syslog-ng/*"))
			cmd.Args = append(cmd.Args, "--module-path="+strings.Join(modules, ":"))
			var libraries []string
			for _, pattern := range []string{"usr/lib/syslog-ng", "usr/lib/*-linux-gnu", "lib/*-linux-gnu"} {
				found, _ := filepath.Glob(filepath.Join(unpacked, pattern))
				libraries = append(libraries, found...)
			}
			cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+strings.Join(libraries, ":"))
		}
		return cmd
	}
	said, err := command("--syntax-only").CombinedOutput()
	require.NoError(t, err, string(said))

	start(t, command("--foreground"), p)
	delivers(t, p)
}

// start runs a receiver until the end of the test, and waits until it listens.
func start(t *testing.T, cmd *exec.Cmd, p place) {
	t.Helper()
	var said strings.Builder
	cmd.Stdout, cmd.Stderr = &said, &said
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	require.Eventually(t, func() bool {
		c, err := net.Dial("tcp", "127.0.0.1:"+p.port)
		if err == nil {
			_ = c.Close()
		}
		return err == nil
	}, 30*time.Second, 50*time.Millisecond, "it does not listen: %s", &said)
}

// refuses offers an event with a certificate of the same authority that has
// another name, several times over, and finds nothing new in the file.
func (p place) refuses(t *testing.T, name string) {
	t.Helper()
	path := filepath.Join(p.dir, "wxaudit.ndjson")
	before, err := os.ReadFile(path)
	require.NoError(t, err)
	s, err := syslog.New(syslog.Options{Address: "127.0.0.1:" + p.port, TLS: p.authority.Client(receivertest.ValidUntil, name)})
	require.NoError(t, err)
	forged := sink.Event{ID: "forged", Severity: "info", Time: time.Unix(1772330400, 0), Body: []byte(`{"forged":true}`)}
	for range 5 {
		_, err = s.Send(context.Background(), sink.Batch{Run: "r", Total: 1, Events: []sink.Event{forged}})
		require.Error(t, err, "%s was heard", name)
	}
	after, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, string(before), string(after))
}

// delivers sends the events of a report with the snippet's own certificates, and
// finds them in the file, each on a line. Nobody without a certificate gets in.
func delivers(t *testing.T, p place) {
	t.Helper()
	var events []sink.Event
	var want []string
	for e := range ocsf.Events(reporttest.Clinic()) {
		line, err := ocsf.Encode(ocsf.Shorten(e, 7500))
		require.NoError(t, err)
		events = append(events, sink.Event{ID: e.Metadata.UID, Severity: "high", Time: time.UnixMilli(e.Time), Body: line})
		want = append(want, string(line))
	}
	options := syslog.Options{Address: "127.0.0.1:" + p.port, TLS: p.authority.Client(receivertest.ValidUntil, "audit.clinic.example")}
	s, err := syslog.New(options)
	require.NoError(t, err)
	_, err = s.Send(context.Background(), sink.Batch{Run: "r", Total: len(events), Events: events})
	require.NoError(t, err)
	var got []string
	require.Eventually(t, func() bool {
		text, _ := os.ReadFile(filepath.Join(p.dir, "wxaudit.ndjson"))
		got = strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
		return len(got) >= len(want)
	}, 30*time.Second, 50*time.Millisecond)
	require.Equal(t, want, got)

	options.TLS.CertFile, options.TLS.KeyFile = "", ""
	s, err = syslog.New(options)
	require.NoError(t, err)
	_, err = s.Send(context.Background(), sink.Batch{Run: "r", Total: 1, Events: events[:1]})
	require.Error(t, err, "somebody without a certificate was heard")
}
