package replay_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

func failure(t *testing.T, err error) *webex.Error {
	t.Helper()
	e, ok := errors.AsType[*webex.Error](err)
	require.True(t, ok, "%T: %v", err, err)
	return e
}

func TestReplayAnswersWhatWasRecorded(t *testing.T) {
	t.Parallel()
	p := open(t, record(t, sample(), sampleRequests...))
	require.Equal(t, meta(), p.Meta())
	require.Equal(t, recordedAt, p.Now())
	require.Empty(t, p.Edited())

	resp, err := p.Exchange(t.Context(), get("/v1/people", "email=p1"))
	require.NoError(t, err)
	require.Equal(t, 200, resp.Status)
	require.Zero(t, resp.Attempts)
	require.Equal(t, recordedAt.Add(90*time.Millisecond), resp.ReadAt)
	require.JSONEq(t, `{"items":[{"id":"p1","n":1.50,"html":"a<b&c"}]}`, string(resp.Body))
	require.Equal(t, "Sun, 01 Mar 2026 12:00:07 GMT", resp.Header.Get("Date"))

	c := webex.New(webex.Options{Exchanger: p})
	for request, want := range map[string]string{
		"/v1/people/p1": "GET /v1/people/p1: 403 forbidden: the token seems to lack a scope",
		"/v1/portal":    "GET /v1/portal: 200 ok: the answer is a web page",
		"/v1/text":      "GET /v1/text: 200 ok: the answer is not JSON",
	} {
		_, _, err := webex.Get[map[string]any](t.Context(), c, get(request, ""))
		require.EqualError(t, err, want)
	}
	settings, resp, err := webex.Get[map[string]any](t.Context(), c, get("/v1/settings", ""))
	require.NoError(t, err)
	require.Equal(t, 204, resp.Status)
	require.Nil(t, settings)
	guests, _, err := webex.Get[int](t.Context(), c, get("/v1/guests/count", ""))
	require.NoError(t, err)
	require.Equal(t, 12, guests)
	skew, known := webex.New(webex.Options{Exchanger: p}).ClockSkew()
	require.False(t, known, skew)
}

func TestReplayFollowsRecordedLinks(t *testing.T) {
	t.Parallel()
	c := webex.New(webex.Options{Exchanger: open(t, record(t, sample(), sampleRequests...))})
	type item struct {
		ID string `json:"id"`
	}
	var got []item
	for page, err := range webex.Linked[item](t.Context(), c, get("/v1/people", "email=p1"), "items") {
		require.NoError(t, err)
		got = append(got, page.Items...)
	}
	require.Equal(t, []item{{"p1"}, {"x"}}, got)
	skew, known := c.ClockSkew()
	require.True(t, known)
	require.Equal(t, 6910*time.Millisecond, skew)
}

func TestReplayKeepsThatAnAnswerWasAWebPage(t *testing.T) {
	t.Parallel()
	dir := record(t, sample(), get("/v1/gateway", ""), get("/v1/portal", ""))
	require.NotContains(t, fmt.Sprint(contents(t, dir)), "canary")
	for _, x := range []webex.Exchanger{sample(), open(t, dir)} {
		for _, path := range []string{"/v1/gateway", "/v1/portal"} {
			_, _, err := webex.Get[map[string]any](t.Context(), webex.New(webex.Options{Exchanger: x}), get(path, ""))
			require.ErrorContains(t, err, "GET "+path+": 200 ok: the answer is a web page")
		}
	}
}

func TestReplayFailsForTheReasonThatWasRecorded(t *testing.T) {
	t.Parallel()
	for _, kind := range []webex.Kind{webex.Unavailable, webex.Timeout, webex.Schema, webex.Refused, webex.Unauthorized} {
		next := exchangeFunc(func(_ context.Context, r webex.Request) (*webex.Response, error) {
			return nil, &webex.Error{Kind: kind, Template: r.Template, Detail: "canary", TrackingID: "canary"}
		})
		dir := record(t, next, get("/v1/down", "email=canary"))
		files := contents(t, dir)
		require.Len(t, files, 2)
		require.NotContains(t, fmt.Sprint(files), "canary")
		_, err := open(t, dir).Exchange(t.Context(), get("/v1/down", "email=p1"))
		e := failure(t, err)
		require.Equal(t, kind, e.Kind)
		require.Equal(t, "/v1/down", e.Template)
	}
}

func TestRecordLeavesOutFailuresOfTheRun(t *testing.T) {
	t.Parallel()
	canceled, cancel := context.WithCancel(t.Context())
	cancel()
	for kind, ctx := range map[webex.Kind]context.Context{
		webex.Budget: t.Context(), webex.Canceled: t.Context(), webex.NotRecorded: t.Context(), webex.Unavailable: canceled, webex.Timeout: canceled,
	} {
		dir := filepath.Join(t.TempDir(), "r")
		rec, err := replay.NewRecorder(exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
			return nil, &webex.Error{Kind: kind}
		}), stars{}, dir)
		require.NoError(t, err)
		_, err = rec.Exchange(ctx, get("/v1/down", ""))
		require.Equal(t, kind, failure(t, err).Kind)
		require.NoError(t, rec.Finish(meta()))
		_, err = open(t, dir).Exchange(t.Context(), get("/v1/down", ""))
		require.Equal(t, webex.NotRecorded, failure(t, err).Kind)
	}
}

func TestReplayKeepsALinkThatCannotBeRead(t *testing.T) {
	t.Parallel()
	dir := record(t, sample(), get("/v1/unreadable", ""))
	require.NotContains(t, fmt.Sprint(contents(t, dir)), "canary")
	for _, x := range []webex.Exchanger{sample(), open(t, dir)} {
		var last error
		for _, err := range webex.Linked[int](t.Context(), webex.New(webex.Options{Exchanger: x}), get("/v1/unreadable", ""), "items") {
			last = err
		}
		e := failure(t, last)
		require.Equal(t, webex.Truncated, e.Kind)
		require.Equal(t, "the next link is malformed", e.Detail)
	}
}

func TestReplayNamesWhatItMisses(t *testing.T) {
	t.Parallel()
	p := open(t, record(t, sample(), sampleRequests...))
	_, err := p.Exchange(t.Context(), webex.Request{
		Host: webex.ControlHub, Path: "/admin/api/v1/organizations/o=1/settings", Template: "/admin/api/v1/organizations/{orgUuid}/settings",
		Query: map[string][]string{"email": {"jane@clinic.example"}},
	})
	e := failure(t, err)
	require.Equal(t, webex.NotRecorded, e.Kind)
	require.Regexp(t, `^the recording has no file controlhub_admin\.api\.v1\.organizations\.o-1\.settings_[0-9a-f]{8}\.json$`, e.Detail)
	require.NotContains(t, e.Error(), "jane")

	// A file of that name is what it wanted.
	name := e.Detail[strings.LastIndex(e.Detail, " ")+1:]
	dir := record(t, exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) { return answer(200, "{}"), nil }),
		webex.Request{Host: webex.ControlHub, Path: "/admin/api/v1/organizations/o=1/settings", Template: "/t", Query: map[string][]string{"email": {"jane@clinic.example"}}})
	require.FileExists(t, filepath.Join(dir, name))
}

func TestReplayEndsWithItsContext(t *testing.T) {
	t.Parallel()
	p := open(t, record(t, sample(), sampleRequests...))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := p.Exchange(ctx, sampleRequests[0])
	require.Equal(t, webex.Canceled, failure(t, err).Kind)
	ctx, cancel = context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer cancel()
	_, err = p.Exchange(ctx, sampleRequests[0])
	require.Equal(t, webex.Timeout, failure(t, err).Kind)
}

func TestReplayKeepsItsAnswersApart(t *testing.T) {
	t.Parallel()
	p := open(t, record(t, sample(), sampleRequests...))
	first, err := p.Exchange(t.Context(), get("/v1/people", "email=p1"))
	require.NoError(t, err)
	first.Header.Set("Date", "spoilt")
	second, err := p.Exchange(t.Context(), get("/v1/people", "email=p1"))
	require.NoError(t, err)
	require.NotEqual(t, "spoilt", second.Header.Get("Date"))
}

func TestFileNamesSuitEveryFileSystem(t *testing.T) {
	t.Parallel()
	next := exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) { return answer(200, "{}"), nil })
	var requests []webex.Request
	for _, path := range []string{"/", "/v1/a:b*c?\"<>|\\d", "/v1/ü/é", "/v1/" + strings.Repeat("Y2lzY29zcGFyazovL3VzL1BFT1BMRS8", 20), "/v1/CON", "/v1/con", "/..", "/v1/a\x00b"} {
		requests = append(requests, get(path, "q=x"))
	}
	names := contents(t, record(t, next, requests...))
	require.Len(t, names, len(requests)+1)
	folded := map[string]bool{}
	for name := range names {
		if name != "recording.json" {
			require.Regexp(t, `^api_[A-Za-z0-9._-]*_[0-9a-f]{8}\.json$`, name)
		}
		require.LessOrEqual(t, len(name), 120)
		folded[strings.ToLower(name)] = true
	}
	require.Len(t, folded, len(names), "names differ by more than case")
}

// TestReplayOfAReplay records a replay with a redactor that changes nothing;
// the two recordings must be one.
func TestReplayOfAReplay(t *testing.T) {
	t.Parallel()
	first := record(t, sample(), sampleRequests...)
	var again []webex.Request
	for name, text := range contents(t, first) {
		var f struct{ Request webex.Request }
		if name != "recording.json" {
			require.NoError(t, json.Unmarshal([]byte(text), &f))
			again = append(again, f.Request)
		}
	}
	require.Equal(t, contents(t, first), contents(t, record(t, open(t, first), again...)))
}

// TestSpan: a recording knows when its first and its last answer were read.
func TestSpan(t *testing.T) {
	t.Parallel()
	first, last := recordedAt.AddDate(0, 0, -9), recordedAt
	answers := map[string]*webex.Response{"/v1/a?": answer(200, "{}"), "/v1/b?": answer(403, ""), "/v1/c?": answer(200, "{}")}
	answers["/v1/a?"].ReadAt, answers["/v1/b?"].ReadAt, answers["/v1/c?"].ReadAt = last, first, first.AddDate(0, 0, 1)
	p := open(t, record(t, service(answers), get("/v1/a", ""), get("/v1/b", ""), get("/v1/c", ""), get("/v1/none", "")))
	oldest, newest := p.Span()
	require.Equal(t, first, oldest)
	require.Equal(t, last, newest)
	oldest, newest = open(t, record(t, service(nil), get("/v1/none", ""))).Span()
	require.Zero(t, oldest)
	require.Zero(t, newest)
}
