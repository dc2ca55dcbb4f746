package replay_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

var recordedAt = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

// exchangeFunc is an Exchanger made of a function.
type exchangeFunc func(ctx context.Context, r webex.Request) (*webex.Response, error)

func (f exchangeFunc) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	return f(ctx, r)
}

// stars replaces the word canary, wherever it may stand, by a pseudonym.
type stars struct{}

func (stars) Path(_, path string) string { return strings.ReplaceAll(path, "canary", "p1") }

func (stars) Query(_ string, q url.Values) url.Values {
	out := url.Values{}
	for name, values := range q {
		for _, v := range values {
			out.Add(name, strings.ReplaceAll(v, "canary", "p1"))
		}
	}
	return out
}

func (stars) Body(_ string, _ url.Values, body []byte) ([]byte, error) {
	if bytes.Contains(body, []byte("poison")) {
		return nil, errors.New("canary: the body is poisoned")
	}
	return bytes.ReplaceAll(body, []byte("canary"), []byte("p1")), nil
}

func get(path, query string) webex.Request {
	q, err := url.ParseQuery(query)
	if err != nil {
		panic(err)
	}
	return webex.Request{Host: webex.API, Path: path, Template: path, Query: q}
}

func answer(status int, body string, headers ...string) *webex.Response {
	h := http.Header{}
	for i := 0; i < len(headers); i += 2 {
		h.Set(headers[i], headers[i+1])
	}
	return &webex.Response{Status: status, Header: h, Body: []byte(body), ReadAt: recordedAt.Add(90 * time.Millisecond), Attempts: 2}
}

func meta() replay.Meta {
	return replay.Meta{ToolVersion: "1.2.3", RecordedAt: recordedAt, Organization: replay.Organization{ID: "o1", Name: "Clinic <North> & Co"}}
}

// service answers by path and query.
func service(answers map[string]*webex.Response) exchangeFunc {
	return func(_ context.Context, r webex.Request) (*webex.Response, error) {
		resp, ok := answers[r.Path+"?"+r.Query.Encode()]
		if !ok {
			return nil, &webex.Error{Kind: webex.Unavailable, Template: r.Template}
		}
		return resp, nil
	}
}

// sample is a service with one of everything.
func sample() exchangeFunc {
	return service(map[string]*webex.Response{
		"/v1/people?email=canary":                   answer(200, `{"items":[{"id":"canary","n":1.50,"html":"a<b&c"}]}`, "Link", `<https://webexapis.com/v1/people?cursor=canary%2B1&email=canary>; rel="next"`, "Date", "Sun, 01 Mar 2026 12:00:07 GMT", "TrackingID", "canary", "Content-Type", "application/json"),
		"/v1/people?cursor=canary%2B1&email=canary": answer(200, `{"items":[{"id":"x"}]}`),
		"/v1/people/canary?":                        {Status: 403, Header: http.Header{"Trackingid": {"canary"}, "Retry-After": {"canary"}}, Problem: webex.ProblemScope, ReadAt: recordedAt, Body: []byte("canary")},
		"/v1/settings?":                             answer(204, ""),
		"/v1/guests/count?":                         answer(200, " 12\n", "Content-Type", "text/plain"),
		"/v1/portal?":                               answer(200, "<html>canary</html>", "Content-Type", "text/html"),
		"/v1/text?":                                 answer(200, "canary!", "Content-Type", "text/plain"),
		"/v1/gateway?":                              answer(200, `{"items":["canary"]}`, "Content-Type", "text/html; charset=canary"),
		"/v1/busy?":                                 answer(429, "canary", "Retry-After", "30"),
		"/v1/unreadable?":                           answer(200, `{"items":[]}`, "Link", `<?canary; rel=next`),
		"/v1/elsewhere?":                            answer(200, `{"items":[]}`, "Link", `<https://canary.example/v1/elsewhere?canary>; rel="next"`),
	})
}

var sampleRequests = []webex.Request{
	get("/v1/people", "email=canary"), get("/v1/people", "cursor=canary%2B1&email=canary"), {Host: webex.API, Path: "/v1/people/canary", Template: "/v1/people/{id}"},
	get("/v1/settings", ""), get("/v1/guests/count", ""), get("/v1/portal", ""), get("/v1/text", ""), get("/v1/elsewhere", ""),
	get("/v1/busy", ""), get("/v1/down", ""),
}

// record records requests to next and returns the directory.
func record(t *testing.T, next webex.Exchanger, requests ...webex.Request) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "recording")
	rec, err := replay.NewRecorder(next, stars{}, dir)
	require.NoError(t, err)
	for _, r := range requests {
		_, _ = rec.Exchange(t.Context(), r)
	}
	require.NoError(t, rec.Finish(meta()))
	return dir
}

func open(t *testing.T, dir string) *replay.Replay {
	t.Helper()
	p, err := replay.Open(dir, replay.OpenOptions{})
	require.NoError(t, err)
	return p
}

// contents reads every file below dir, by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		files[filepath.Base(path)] = string(data)
		return err
	}))
	return files
}
