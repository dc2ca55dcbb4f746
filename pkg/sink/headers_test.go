package sink_test

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

const canary = "canary-7Q4Z"

func TestHeaders(t *testing.T) {
	t.Parallel()
	h, err := sink.NewHeaders(map[string]string{"x-team": "security operations"}, map[string]sink.Secret{"Authorization": sink.NewSecret("Bearer " + canary)})
	require.NoError(t, err)
	require.Equal(t, http.Header{"X-Team": {"security operations"}, "Authorization": {"Bearer " + canary}}, h.Header())
	require.True(t, h.Secret())
	require.NotContains(t, fmt.Sprintf("%v %+v %#v", h, h, h), canary)

	h.Header().Set("X-Team", "another")
	require.Equal(t, "security operations", h.Header().Get("X-Team"), "each request has its own")

	h, err = sink.NewHeaders(map[string]string{"X-Team": "a"}, nil)
	require.NoError(t, err)
	require.False(t, h.Secret())
}

func TestHeadersThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		open   map[string]string
		secret map[string]sink.Secret
		want   string
	}{
		"host":             {open: map[string]string{"host": canary}, want: "header Host is not for settings"},
		"length":           {open: map[string]string{"content-length": canary}, want: "Content-Length is not for settings"},
		"signature":        {open: map[string]string{"WEBHOOK-signature": canary}, want: "Webhook-Signature is not for settings"},
		"proxy":            {open: map[string]string{"Proxy-Authorization": canary}, want: "Proxy-Authorization is not for settings"},
		"no name":          {open: map[string]string{"": canary}, want: `"" is no name`},
		"a name of two":    {open: map[string]string{"X-A: b\r\nX-C": canary}, want: "is no name of a header"},
		"letters":          {open: map[string]string{"X-É": canary}, want: "is no name of a header"},
		"no value":         {open: map[string]string{"X-A": ""}, want: "header X-A has no value"},
		"empty secret":     {secret: map[string]sink.Secret{"X-A": {}}, want: "header X-A has no value"},
		"a line break":     {secret: map[string]sink.Secret{"X-A": sink.NewSecret(canary + "\n")}, want: "ends with a space or a line break"},
		"another header":   {secret: map[string]sink.Secret{"X-A": sink.NewSecret(canary + "\r\nX-B: c")}, want: "not printable ASCII"},
		"a zero":           {open: map[string]string{"X-A": canary + "\x00"}, want: "not printable ASCII"},
		"twice":            {open: map[string]string{"x-a": canary, "X-A": canary}, want: "header X-A is there twice"},
		"open and secret":  {open: map[string]string{"X-A": canary}, secret: map[string]sink.Secret{"x-a": sink.NewSecret(canary)}, want: "there twice"},
		"transfer of body": {open: map[string]string{"Transfer-Encoding": "chunked"}, want: "not for settings"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := sink.NewHeaders(tc.open, tc.secret)
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), canary)
		})
	}
}
