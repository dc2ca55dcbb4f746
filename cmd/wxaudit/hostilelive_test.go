package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/hostiletest"
	jsonreport "wxaudit/pkg/report/json"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// spoiler puts texts behind the names in the answers of an organisation.
type spoiler struct {
	next  http.Handler
	text  func(of string) string // what follows a name: always the same, so that what is alike stays alike
	every bool                   // every text, and not only names
}

// names are the members of answers that somebody chose.
var names = []string{
	"displayName", "firstName", "lastName", "nickName", "name", "title", "topic", "agenda", "description", "siteName", "actorName", "targetName",
	"actorOrgName", "hostDisplayName", "department", "familyName", "givenName", "formatted", "userAgent", "product", "model",
	"locationName", "companyName", "submissionDate", "notes", "sipAddress", "tags", "label", "reason", "comment", "provider", "groupName",
}

// calledByName are the lists whose names are judged: another name is another thing.
var calledByName = []string{"/v1/classifications", "/v1/roles"}

func (s *spoiler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if slices.Contains(calledByName, r.URL.Path) && !s.every {
		s.next.ServeHTTP(w, r)
		return
	}
	answer := httptest.NewRecorder()
	s.next.ServeHTTP(answer, r)
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	body := answer.Body.Bytes()
	var all any
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if dec.Decode(&all) == nil {
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		if enc.Encode(s.spoil(all, "")) == nil {
			body = b.Bytes()
		}
		w.Header().Del("Content-Length")
	}
	w.WriteHeader(answer.Code)
	_, _ = w.Write(body)
}

func (s *spoiler) spoil(v any, member string) any {
	switch v := v.(type) {
	case map[string]any:
		for _, k := range sortedKeys(v) {
			v[k] = s.spoil(v[k], k)
		}
	case []any:
		for i := range v {
			v[i] = s.spoil(v[i], member)
		}
	case string:
		if s.every || slices.Contains(names, member) {
			return v + s.text(v)
		}
	}
	return v
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// audited is what one audit of an organisation gave.
type audited struct {
	code   int
	files  map[string][]byte // by format
	stderr []byte
	report *report.Report
}

// auditAll audits the clinic through a spoiler, in every format.
func auditAll(t *testing.T, s *spoiler, prepare func(*webextest.Server)) audited {
	t.Helper()
	o := synth.Clinic()
	s.next = o
	server := webextest.NewServer(s)
	defer server.Close()
	prepare(server)
	dir := t.TempDir()
	args := []string{"run", "-v"}
	for _, f := range formats {
		args = append(args, "--output", f.name+"="+filepath.Join(dir, f.name))
	}
	sys, _, stderr := testSystem(o.Now, environment(server), args...)
	a := audited{code: run(context.Background(), sys), files: map[string][]byte{}}
	a.stderr = stderr.Bytes()
	require.NoError(t, shown(a.stderr), "standard error")
	for _, f := range formats {
		b, err := os.ReadFile(filepath.Join(dir, f.name))
		require.NoError(t, err, "%s\n%s", f.name, a.stderr)
		a.files[f.name] = b
	}
	rep, err := jsonreport.Read(bytes.NewReader(a.files["json"]))
	require.NoError(t, err)
	a.report = rep
	return a
}

func nothing(*webextest.Server) {}

// An organisation in which everything has a hostile name looks no better for it,
// ends with the same exit code, and has its report in every format.
func TestHostileOrganization(t *testing.T) {
	t.Parallel()
	texts := hostiletest.Texts()
	twin := auditAll(t, &spoiler{text: always(hostiletest.Harmless)}, nothing)
	require.Equal(t, 1, twin.code, string(twin.stderr))
	step := 41
	if underRace {
		step = len(texts)
	}
	for n := 0; n < len(texts); n += step {
		t.Run(fmt.Sprintf("from %d", n), func(t *testing.T) {
			t.Parallel()
			a := auditAll(t, &spoiler{text: shuffled(texts, n)}, nothing)
			require.Equal(t, twin.code, a.code, string(a.stderr))
			requireLooksNoBetter(t, twin.report, a.report)
			for _, f := range formats {
				require.NoError(t, judged(f.name, a.report, a.report, a.files[f.name], a.files[f.name]))
			}
		})
	}
}

func always(text string) func(string) string { return func(string) string { return text } }

// shuffled has one of the texts for each name, another one for each n, and in
// whatever order the names are asked for. It keeps them short of what Webex would
// send in one answer.
func shuffled(texts []hostiletest.Text, n int) func(string) string {
	return func(of string) string {
		sum := fnv.New32a()
		sum.Write([]byte(of))
		text := texts[(int(sum.Sum32())+n)%len(texts)].Text
		return text[:min(len(text), 3000)]
	}
}

// requireLooksNoBetter compares the statuses. What is called so that nobody can tell
// what it is may turn an answer into unknown, and nothing into a pass.
func requireLooksNoBetter(t *testing.T, plain, hostile *report.Report) {
	t.Helper()
	for i, c := range hostile.Checks {
		was := plain.Checks[i]
		require.Equal(t, was.ID, c.ID)
		if c.Status != finding.Unknown {
			require.Equal(t, finding.Worst(was.Status, c.Status), c.Status, c.ID)
		}
	}
}

// Where everything that is a text is another one, ids and addresses too, the
// audit comes to its end, or says in printable words why not.
func TestHostileAnswers(t *testing.T) {
	t.Parallel()
	for _, text := range someOf(hostiletest.Texts()) {
		if strings.HasPrefix(text.Name, "the word") || strings.HasPrefix(text.Name, "a line of JSON") {
			continue
		}
		o := synth.Clinic()
		server := webextest.NewServer(&spoiler{next: o, text: always(text.Text[:min(len(text.Text), 3000)]), every: true})
		sys, stdout, stderr := testSystem(o.Now, environment(server), "run", "-v", "--format", "ndjson")
		code := run(context.Background(), sys)
		server.Close()
		require.Contains(t, []int{1, exitUnfinished, 4}, code, text.Name)
		require.NoError(t, shown(stderr.Bytes()), "%s: standard error", text.Name)
		require.NoError(t, shown(stdout.Bytes()), "%s: standard output", text.Name)
	}
}

// What Webex says when it refuses is not believed either.
func TestHostileRefusals(t *testing.T) {
	t.Parallel()
	for _, text := range someOf(hostiletest.Texts()) {
		if strings.HasPrefix(text.Name, "the word") || strings.HasPrefix(text.Name, "formula") {
			continue
		}
		said := text.Text[:min(len(text.Text), 3000)]
		body, err := json.Marshal(map[string]any{"message": said, "trackingId": said, "errors": []any{map[string]any{"description": said}}})
		require.NoError(t, err)
		o := synth.Clinic()
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/v1/people/me" || strings.HasPrefix(r.URL.Path, "/v1/organizations/") {
				o.ServeHTTP(w, r)
				return
			}
			if ascii([]byte(said)) == nil { // others break the connection, which is retried for long
				w.Header()["Trackingid"] = []string{said}
				w.Header()["Www-Authenticate"] = []string{said}
			}
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write(body)
		}))
		env := map[string]string{
			"WXAUDIT_ACCESS_TOKEN": webextest.Token, "WXAUDIT_API_URL": server.URL, "WXAUDIT_IDBROKER_URL": server.URL,
			"WXAUDIT_CONTROLHUB_URL": server.URL, "WXAUDIT_PSEUDONYM_KEY": "the same key on every run",
		}
		sys, stdout, stderr := testSystem(o.Now, env, "run", "-v", "--format", "text")
		code := run(context.Background(), sys)
		server.Close()
		require.Contains(t, []int{1, exitUnfinished, 4}, code, text.Name)
		require.NoError(t, shown(stderr.Bytes()), "%s: standard error", text.Name)
		require.NoError(t, shown(stdout.Bytes()), "%s: standard output", text.Name)
	}
}
