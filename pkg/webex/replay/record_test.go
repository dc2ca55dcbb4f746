package replay_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

func TestRecordPassesAnswersOn(t *testing.T) {
	t.Parallel()
	rec, err := replay.NewRecorder(sample(), stars{}, filepath.Join(t.TempDir(), "r"))
	require.NoError(t, err)
	defer rec.Abort()
	resp, err := rec.Exchange(t.Context(), get("/v1/people", "email=canary"))
	require.NoError(t, err)
	require.Contains(t, string(resp.Body), "canary", "the audit itself sees the real answer")
	_, err = rec.Exchange(t.Context(), get("/v1/down", ""))
	e, ok := errors.AsType[*webex.Error](err)
	require.True(t, ok)
	require.Equal(t, webex.Unavailable, e.Kind)
}

func TestRecordWritesThis(t *testing.T) {
	t.Parallel()
	files := contents(t, record(t, sample(), sampleRequests...))
	require.Len(t, files, 11, "nine answers, one failure and recording.json")
	require.Equal(t, `{
  "request": {
    "method": "GET",
    "host": "api",
    "path": "/v1/people",
    "template": "/v1/people",
    "query": {
      "email": [
        "p1"
      ]
    }
  },
  "status": 200,
  "headers": {
    "Date": "Sun, 01 Mar 2026 12:00:07 GMT",
    "Link": "<https://webexapis.com/v1/people?cursor=p1%2B1&email=p1>; rel=\"next\""
  },
  "read_at": "2026-03-01T12:00:00.09Z",
  "body": {
    "items": [
      {
        "id": "p1",
        "n": 1.50,
        "html": "a<b&c"
      }
    ]
  }
}
`, files["api_v1.people_112f2069.json"])
	var refused string
	for name, text := range files {
		require.NotContains(t, text, "canary", name)
		require.NotContains(t, name, "canary")
		if strings.HasPrefix(name, "api_v1.people.p1_") {
			refused = text
		}
	}
	require.Contains(t, refused, `"status": 403,
  "problem": "scope",
  "headers": {},
  "read_at": "2026-03-01T12:00:00Z",
  "body": null`)
	for name, text := range files {
		require.Equal(t, strings.HasPrefix(name, "api_v1.busy_"), strings.Contains(text, `"Retry-After": "30"`), name)
	}
	var m struct {
		Version string            `json:"format_version"`
		Files   map[string]string `json:"files"`
	}
	require.NoError(t, json.Unmarshal([]byte(files["recording.json"]), &m))
	require.Equal(t, "1.0.0", m.Version)
	require.Len(t, m.Files, 10)
	require.Contains(t, files["recording.json"], `"name": "Clinic <North> & Co"`)
}

func TestRecordKeepsFilesToTheirOwner(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such modes")
	}
	dir := record(t, sample(), sampleRequests...)
	require.NoError(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		require.NoError(t, err)
		info, err := d.Info()
		require.NoError(t, err)
		want := fs.FileMode(0o600)
		if d.IsDir() {
			want = 0o700
		}
		require.Equal(t, want, info.Mode().Perm(), path)
		return nil
	}))
}

func TestRecordIsTheSameEveryTime(t *testing.T) {
	t.Parallel()
	require.Equal(t, contents(t, record(t, sample(), sampleRequests...)), contents(t, record(t, sample(), sampleRequests...)))
}

func TestRecordSharesFilesOfEqualRequests(t *testing.T) {
	t.Parallel()
	n := 0
	next := exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
		n++
		return answer(200, fmt.Sprintf(`{"n":%d}`, n)), nil
	})
	dir := record(t, next, get("/v1/a", "x=1&y=2"), get("/v1/a", "y=2&x=1"))
	require.Len(t, contents(t, dir), 2)
	resp, err := open(t, dir).Exchange(t.Context(), get("/v1/a", "x=1&y=2"))
	require.NoError(t, err)
	require.JSONEq(t, `{"n":1}`, string(resp.Body), "the first counts")
}

func TestRecordNoticesWhenRedactionConfusesRequests(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		other *webex.Response
		fails bool
	}{
		"same answer":    {answer(200, `{"n":1}`), false},
		"another answer": {answer(200, `{"n":2}`), true},
		"another status": {answer(404, ``), true},
	} {
		t.Run(name, func(t *testing.T) {
			next := service(map[string]*webex.Response{"/v1/a?q=canary": answer(200, `{"n":1}`), "/v1/a?q=p1": tc.other})
			dir := filepath.Join(t.TempDir(), "r")
			rec, err := replay.NewRecorder(next, stars{}, dir)
			require.NoError(t, err)
			for _, q := range []string{"q=canary", "q=p1"} {
				_, _ = rec.Exchange(t.Context(), get("/v1/a", q))
			}
			err = rec.Finish(meta())
			if !tc.fails {
				require.NoError(t, err)
				return
			}
			require.EqualError(t, err, "record: two requests GET /v1/a with different answers look the same once redacted")
			require.NoDirExists(t, dir)
		})
	}
}

func TestRecordFailsWhenRedactionDoes(t *testing.T) {
	t.Parallel()
	parent, sent := t.TempDir(), 0
	next := exchangeFunc(func(_ context.Context, r webex.Request) (*webex.Response, error) {
		sent++
		return answer(200, fmt.Sprintf(`{"poison":%t}`, r.Path == "/v1/b"), "X", "y"), nil
	})
	rec, err := replay.NewRecorder(next, bodyPoison{}, filepath.Join(parent, "r"))
	require.NoError(t, err)
	_, err = rec.Exchange(t.Context(), get("/v1/a", ""))
	require.NoError(t, err)
	for range 2 {
		_, err = rec.Exchange(t.Context(), get("/v1/b", ""))
		e, ok := errors.AsType[*webex.Error](err)
		require.True(t, ok)
		require.Equal(t, webex.Canceled, e.Kind)
	}
	require.Equal(t, 2, sent, "requests were sent after the failure")
	require.EqualError(t, rec.Finish(meta()), "record: the answer to GET /v1/b could not be redacted")
	require.Empty(t, contents(t, parent))
}

// bodyPoison fails on {"poison":true}.
type bodyPoison struct{ stars }

func (bodyPoison) Body(_ string, _ url.Values, body []byte) ([]byte, error) {
	if bytes.Contains(body, []byte("true")) {
		return nil, errors.New("canary")
	}
	return body, nil
}

// badJSON redacts to something that is no JSON.
type badJSON struct{ stars }

func (badJSON) Body(string, url.Values, []byte) ([]byte, error) { return []byte(`{"a"`), nil }

func TestRecordWantsJSONFromTheRedactor(t *testing.T) {
	t.Parallel()
	rec, err := replay.NewRecorder(sample(), badJSON{}, filepath.Join(t.TempDir(), "r"))
	require.NoError(t, err)
	_, err = rec.Exchange(t.Context(), get("/v1/people", "email=canary"))
	require.Error(t, err)
	require.EqualError(t, rec.Finish(meta()), "record: the redacted answer to GET /v1/people is no JSON")
}

func TestRecordFromManyGoroutines(t *testing.T) {
	t.Parallel()
	next := exchangeFunc(func(_ context.Context, r webex.Request) (*webex.Response, error) {
		return answer(200, fmt.Sprintf(`{"path":%q}`, r.Path)), nil
	})
	dir := filepath.Join(t.TempDir(), "r")
	rec, err := replay.NewRecorder(next, stars{}, dir)
	require.NoError(t, err)
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Go(func() { _, _ = rec.Exchange(t.Context(), get(fmt.Sprintf("/v1/people/%d", i%50), "")) })
	}
	wg.Wait()
	require.NoError(t, rec.Finish(meta()))
	require.Len(t, contents(t, dir), 51)
	open(t, dir)
}
