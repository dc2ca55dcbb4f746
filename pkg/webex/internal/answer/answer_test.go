package answer_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/internal/answer"
)

// body notes that it was closed.
type body struct {
	io.Reader
	closed bool
}

func (b *body) Close() error { b.closed = true; return nil }

func TestTakeIn(t *testing.T) {
	t.Parallel()
	cut := iotest.ErrReader(io.ErrUnexpectedEOF)
	text := strings.NewReader
	for name, tc := range map[string]struct {
		status int
		body   io.Reader
		want   string
		err    error
	}{
		"whole":                  {200, text(`{"a":1}`), `{"a":1}`, nil},
		"empty":                  {204, text(""), "", nil},
		"as large as it may be":  {200, text(`"345678"`), `"345678"`, nil},
		"larger":                 {200, text(`"3456789"`), "", answer.ErrTooLarge},
		"cut by the connection":  {200, io.MultiReader(text(`{"a":`), cut), "", io.ErrUnexpectedEOF},
		"cut without a sign":     {200, text(`{"a":`), "", io.ErrUnexpectedEOF},
		"a page":                 {200, text(`<html>`), `<html>`, nil},
		"an error":               {403, text(`{"message":"no, and that is long"}`), `{"message":"no, and that is long"}`, nil},
		"an error that was cut":  {503, io.MultiReader(text(`{"a":`), cut), `{"a":`, nil},
		"an error without limit": {500, text(strings.Repeat("x", 2*answer.ErrorLimit)), strings.Repeat("x", answer.ErrorLimit), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			sent := &body{Reader: tc.body}
			resp := &http.Response{StatusCode: tc.status, Body: sent}
			require.ErrorIs(t, answer.TakeIn(resp, 8), tc.err)
			require.True(t, sent.closed)
			if tc.err == nil {
				got, err := io.ReadAll(resp.Body)
				require.NoError(t, err)
				require.Equal(t, tc.want, string(got))
			}
		})
	}
}
