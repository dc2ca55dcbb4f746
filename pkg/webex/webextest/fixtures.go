package webextest

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
	"wxaudit/pkg/webex/webextest/synth"
)

// Fixtures answers from a recording over HTTP, so that a client with all its
// transports can be driven by the very files that a replay reads.
type Fixtures struct {
	recording *replay.Replay

	mu     sync.Mutex
	misses []string
}

// FromFixtures opens a recorded directory. Its error names the file.
func FromFixtures(dir string) (*Fixtures, error) {
	recording, err := replay.Open(dir, replay.OpenOptions{})
	if err != nil {
		return nil, err
	}
	return &Fixtures{recording: recording}, nil
}

// Recording is what is served; its clock is the one to run under.
func (f *Fixtures) Recording() *replay.Replay { return f.recording }

// Misses lists the requests that the recording has no answer for, as
// "METHOD path", in the order in which they came. They were answered with 404.
func (f *Fixtures) Misses() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return slices.Clone(f.misses)
}

// ServeHTTP answers as the recorded server did. Next links lead back here.
func (f *Fixtures) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Date", f.recording.Now().Format(http.TimeFormat))
	if r.Method != http.MethodGet {
		f.miss(r)
		fail(w, http.StatusMethodNotAllowed)
		return
	}
	if token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer "); !ok || token == "" {
		fail(w, http.StatusUnauthorized)
		return
	}
	resp, err := f.recording.Exchange(r.Context(), webex.Request{
		Host: aliasOf(r.URL.Path), Path: r.URL.Path, Template: synth.TemplateOf(r.URL.Path), Query: r.URL.Query(),
	})
	if err != nil {
		f.miss(r)
		fail(w, http.StatusNotFound)
		return
	}
	for name, values := range resp.Header {
		w.Header()[name] = values
	}
	if next, ok := nextOf(resp.Header.Get("Link")); ok {
		w.Header().Set("Link", "<"+onHost(next, r.Host)+`>; rel="next"`)
	}
	if w.Header().Get("Content-Type") == "" {
		w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	}
	body := resp.Body
	if resp.Status >= 400 {
		body = problemBody(resp.Problem)
	}
	w.WriteHeader(resp.Status)
	_, _ = w.Write(body)
}

func (f *Fixtures) miss(r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.misses = append(f.misses, r.Method+" "+r.URL.RequestURI())
}

// aliasOf knows the services by their paths.
func aliasOf(path string) webex.Alias {
	switch {
	case strings.HasPrefix(path, "/idb/"):
		return webex.Broker
	case strings.HasPrefix(path, "/admin/"):
		return webex.ControlHub
	case strings.HasPrefix(path, "/organization/"), strings.HasPrefix(path, "/v2/"):
		return webex.ContactCenter
	case strings.Count(path, "/") == 1:
		return webex.Handshake
	default:
		return webex.API
	}
}

// onHost moves a link to the host that was asked.
func onHost(link, host string) string {
	u, err := url.Parse(link)
	if err != nil {
		return link
	}
	u.Scheme, u.Host = "http", host
	return u.String()
}

// problemBody is an error body from which the client understands the problem
// again; recordings do not keep the body itself.
func problemBody(p webex.Problem) []byte {
	words := map[webex.Problem]string{
		webex.ProblemInterval: "the interval is too long", webex.ProblemLicense: "a license is missing",
		webex.ProblemScope: "a scope is missing", webex.ProblemRole: "a role is missing",
	}
	return []byte(`{"message":"` + words[p] + `","errors":[]}`)
}
