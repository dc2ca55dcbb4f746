package hostiletest

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"wxaudit/pkg/internal/receivertest"
)

// Receiver takes the events of one sink.
type Receiver struct {
	Name string
	// Settings are those of --sink, without the name.
	Settings string
	// Arrived counts the events by metadata.uid.
	Arrived func() map[string]int
	// Complaints are about what should never arrive.
	Complaints func() []string
}

// Receivers starts one for every sink and payload. They end with the test. now is
// the clock that signatures are held to.
func Receivers(t testing.TB, now func() time.Time) []Receiver {
	return slices.Concat(overHTTP(t, now), []Receiver{syslogReceiver(t, "ocsf"), syslogReceiver(t, "cef")}, files(t))
}

// server is what the receivers of receivertest share.
type server interface {
	Arrived() map[string]int
	Complaints() []string
}

func overHTTP(t testing.TB, now func() time.Time) []Receiver {
	const token = "11111111-2222-4333-8444-555555555555"
	key, signing := base64.StdEncoding.EncodeToString([]byte("id:key")), "whsec_"+base64.StdEncoding.EncodeToString([]byte("the signing key of hostile names"))
	a := receivertest.NewAuthority(t)
	one := func(name string, s server, settings string) Receiver {
		return Receiver{name, settings + ",ca_file=" + a.File, s.Arrived, s.Complaints}
	}
	splunk := receivertest.NewSplunk(t, receivertest.SplunkOptions{Authority: a, Token: token})
	sure := receivertest.NewSplunk(t, receivertest.SplunkOptions{Authority: a, Token: token, Acknowledge: true})
	elastic := receivertest.NewElastic(t, receivertest.ElasticOptions{Authority: a, APIKey: key, DataStream: "logs-wxaudit-default"})
	hook := receivertest.NewWebhook(t, receivertest.WebhookOptions{Authority: a, Secret: signing, Now: now})
	lines := receivertest.NewWebhook(t, receivertest.WebhookOptions{Authority: a, Header: http.Header{"X-Api-Key": {"hostile"}}, NDJSON: true, Now: now})
	otlp := receivertest.NewOTLP(t, receivertest.OTLPOptions{Authority: a})
	return []Receiver{
		one("splunk", splunk, "type=splunk,acknowledgement=off,url="+splunk.URL()+",token_file="+secret(t, token)),
		one("splunk-sure", sure, "type=splunk,acknowledgement=require,url="+sure.URL()+",token_file="+secret(t, token)),
		one("elastic", elastic, "type=elastic,index=logs-wxaudit-default,url="+elastic.URL()+",token_file="+secret(t, key)),
		one("webhook", hook, "type=webhook,url="+hook.Endpoint()+",token_file="+secret(t, signing)),
		one("webhook-lines", lines, "type=webhook,payload=ndjson,url="+lines.Endpoint()+",header_file.X-Api-Key="+secret(t, "hostile")),
		one("otlp", otlp, "type=otlp,url="+otlp.URL()),
	}
}

func secret(t testing.TB, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	must(t, os.WriteFile(path, []byte(text+"\n"), 0o600))
	return path
}

// files are a directory with a file for each run, and one file that grows.
func files(t testing.TB) []Receiver {
	each, grown := t.TempDir(), t.TempDir()
	one := func(name, dir, settings string) Receiver {
		r := &reader{dir: dir}
		return Receiver{name, settings, r.arrived, r.complaints}
	}
	return []Receiver{
		one("file", each, "type=file,path="+each),
		one("file-grown", grown, "type=file,append=true,path="+filepath.Join(grown, "findings.ndjson")),
	}
}

// reader reads the files as an agent does.
type reader struct{ dir string }

func (r *reader) read() (ids map[string]int, wrong []string) {
	ids = map[string]int{}
	names, err := filepath.Glob(filepath.Join(r.dir, "*.ndjson"))
	if err != nil || len(names) == 0 {
		return ids, []string{"there is no file"}
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return ids, []string{err.Error()}
		}
		for line := range bytes.Lines(text) {
			id, err := idOf(bytes.TrimSuffix(line, []byte("\n")))
			if err != nil {
				wrong = append(wrong, err.Error())
			}
			ids[id]++
		}
	}
	return ids, wrong
}

func (r *reader) arrived() map[string]int { ids, _ := r.read(); return maps.Clone(ids) }

func (r *reader) complaints() []string { _, wrong := r.read(); return wrong }

// idOf reads metadata.uid from a line of printable ASCII.
func idOf(line []byte) (string, error) {
	for _, c := range line {
		if c < ' ' || c > '~' {
			return "", fmt.Errorf("%#x is no printable ASCII: %.200q", c, line)
		}
	}
	var e struct {
		Metadata struct {
			UID string `json:"uid"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(line, &e); err != nil {
		return "", fmt.Errorf("%w: %.200q", err, line)
	}
	return e.Metadata.UID, nil
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
