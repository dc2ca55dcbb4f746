package collect

import (
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestTokenExpiry(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]time.Time{
		`{"exp":1790000000000}`:   time.UnixMilli(1790000000000).UTC(),
		`{"exp":"1790000000000"}`: time.UnixMilli(1790000000000).UTC(),
		`{"exp":0}`:               {}, `{"exp":-5}`: {}, `{}`: {}, `{"exp":"soon"}`: {},
	} {
		s := newService(map[string]answer{tokenExpiryEndpoint.Path: {body: body}})
		got, err := TokenExpiry(t.Context(), s.options().Client)
		require.NoError(t, err, body)
		require.Equal(t, want, got, body)
	}
	s := newService(map[string]answer{tokenExpiryEndpoint.Path: {status: http.StatusForbidden}})
	_, err := TokenExpiry(t.Context(), s.options().Client)
	require.Error(t, err)
}

func TestTokenExpiryMayBeAskedByEverybody(t *testing.T) {
	t.Parallel()
	require.True(t, Allowed(webex.API, tokenExpiryEndpoint.Path))
	require.False(t, Allowed(webex.ControlHub, tokenExpiryEndpoint.Path))
}
