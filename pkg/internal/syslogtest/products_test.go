//go:build linux

package syslogtest_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// unpacked is the directory into which what cannot be installed was unpacked.
func unpacked() string { return os.Getenv("WXAUDIT_SYSLOG_NG") }

// one is the file that fits a pattern, or nothing.
func one(pattern string) string {
	all, _ := filepath.Glob(pattern)
	if len(all) == 0 {
		return ""
	}
	return all[0]
}

func rsyslogd() string {
	if path, err := exec.LookPath("rsyslogd"); err == nil {
		return path
	}
	return one("/usr/sbin/rsyslogd")
}

// rsyslog is rsyslog 8 with one of its drivers of TLS.
func rsyslog(driver string, modules func() string) product {
	return product{
		name: "rsyslog with " + driver,
		lacks: func() string {
			if rsyslogd() == "" || modules() == "" {
				return "rsyslogd with the driver " + driver + " is missing: see doc.go"
			}
			return ""
		},
		command: func(t *testing.T, s server) func() *exec.Cmd {
			auth := `StreamDriver.AuthMode="anon"`
			if s.mutual {
				auth = `StreamDriver.AuthMode="x509/name" PermittedPeer=["clinic.example"]`
			}
			own := one("/usr/lib/*/rsyslog")
			// The queue is written through, so that what is acknowledged is on its way
			// to the disk. The largest message is the default of 8 KiB.
			conf(t, s, `
global(workDirectory="DIR" DefaultNetstreamDriverCAFile="CA" DefaultNetstreamDriverCertFile="CERT" DefaultNetstreamDriverKeyFile="KEY")
module(load="imtcp" StreamDriver.Name="`+driver+`" StreamDriver.Mode="1" `+auth+`)
template(name="record" type="list" option.jsonf="on") {
  property(outname="pri" name="pri" format="jsonf")
  property(outname="time" name="timereported" dateFormat="rfc3339" format="jsonf")
  property(outname="host" name="hostname" format="jsonf")
  property(outname="app" name="app-name" format="jsonf")
  property(outname="proc" name="procid" format="jsonf")
  property(outname="id" name="msgid" format="jsonf")
  property(outname="msg" name="msg" format="jsonf")
}
ruleset(name="all" queue.type="Direct") { action(type="omfile" file="DIR/out" template="record" asyncWriting="off") }
input(type="imtcp" address="127.0.0.1" port="PORT" ruleset="all")
`)
			return func() *exec.Cmd {
				return exec.Command(rsyslogd(), "-n", "-M", filepath.Dir(modules())+":"+own,
					"-f", filepath.Join(s.dir, "conf"), "-i", filepath.Join(s.dir, "pid"))
			}
		},
	}
}

var (
	rsyslogOpenSSL = rsyslog("ossl", func() string { return one("/usr/lib/*/rsyslog/lmnsd_ossl.so") })
	rsyslogGnuTLS  = rsyslog("gtls", func() string {
		if path := one("/usr/lib/*/rsyslog/lmnsd_gtls.so"); path != "" {
			return path
		}
		return one(unpacked() + "/usr/lib/*/rsyslog/lmnsd_gtls.so")
	})
)

var syslogNG = product{
	name: "syslog-ng",
	lacks: func() string {
		if unpacked() == "" || one(unpacked()+"/usr/sbin/syslog-ng") == "" {
			return "syslog-ng is missing: see doc.go"
		}
		return ""
	},
	command: func(t *testing.T, s server) func() *exec.Cmd {
		root := unpacked()
		modules := one(root + "/usr/lib/syslog-ng/[0-9]*")
		require.NotEmpty(t, modules)
		verify := "optional-untrusted"
		if s.mutual {
			verify = "required-trusted"
		}
		conf(t, s, `@version: `+filepath.Base(modules)+`
options { keep-hostname(yes); frac-digits(6); ts-format(iso); send-time-zone("UTC"); time-zone("UTC"); };
source all { syslog(ip("127.0.0.1") port(PORT) transport("tls")
  tls(key-file("KEY") cert-file("CERT") ca-file("CA") peer-verify(`+verify+`))); };
destination out { file("DIR/out" template("$(format-json --scope none pri=$PRI time=$S_ISODATE host=$HOST app=$PROGRAM proc=$PID id=$MSGID msg=$MSG)\n")); };
log { source(all); destination(out); flags(flow-control); };
`)
		return func() *exec.Cmd {
			at := func(name string) string { return filepath.Join(s.dir, name) }
			cmd := exec.Command(root+"/usr/sbin/syslog-ng", "--module-path="+modules, "-F", "-e", "--no-caps",
				"-f", at("conf"), "-p", at("pid"), "-R", at("persist"), "-c", at("control"))
			libraries := []string{root + "/usr/lib/syslog-ng", one(root + "/usr/lib/*-linux-gnu*"), one(root + "/lib/*-linux-gnu*")}
			cmd.Env = append(os.Environ(), "LD_LIBRARY_PATH="+strings.Join(libraries, ":"))
			return cmd
		}
	},
}

func conf(t *testing.T, s server, text string) {
	t.Helper()
	text = strings.NewReplacer("DIR", s.dir, "PORT", s.port, "CA\"", s.ca+"\"", "CERT\"", s.cert+"\"", "KEY\"", s.key+"\"").Replace(text)
	require.NoError(t, os.WriteFile(filepath.Join(s.dir, "conf"), []byte(text), 0o600), fmt.Sprint(s))
}
