package replay

import (
	"fmt"
	"net/url"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

// keep redacts nothing.
type keep struct{}

func (keep) Path(_, path string) string                               { return path }
func (keep) Query(_ string, q url.Values) url.Values                  { return q }
func (keep) Body(_ string, _ url.Values, body []byte) ([]byte, error) { return body, nil }

// collision finds two requests for one path whose short names are the same.
func collision() (a, b webex.Request) {
	seen := map[string]webex.Request{}
	for i := 0; ; i++ {
		r := webex.Request{Host: webex.API, Path: "/v1/people", Template: "/v1/people", Query: url.Values{"q": {fmt.Sprint(i)}}}
		name := fileName(r, shortDigest)
		if other, ok := seen[name]; ok {
			return other, r
		}
		seen[name] = r
	}
}

func TestRequestsThatShareAShortNameAreBothKept(t *testing.T) {
	t.Parallel()
	a, b := collision()
	dir := filepath.Join(t.TempDir(), "r")
	rec, err := NewRecorder(nobody{}, keep{}, dir)
	require.NoError(t, err)
	for i, r := range []webex.Request{a, b} {
		f, err := redact(keep{}, r, &webex.Response{Status: 200, ReadAt: time.Unix(1, 0), Body: fmt.Appendf(nil, "[%d]", i)})
		require.NoError(t, err)
		require.NoError(t, rec.write(f, r))
	}
	require.NoError(t, rec.Finish(Meta{RecordedAt: time.Unix(1, 0)}))
	p, err := Open(dir, OpenOptions{})
	require.NoError(t, err)
	for i, r := range []webex.Request{a, b} {
		resp, err := p.Exchange(t.Context(), r)
		require.NoError(t, err)
		require.JSONEq(t, fmt.Sprintf("[%d]", i), string(resp.Body))
	}
}

// nobody is an Exchanger that is not asked.
type nobody struct{ webex.Exchanger }
