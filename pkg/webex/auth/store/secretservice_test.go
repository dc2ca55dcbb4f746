package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// realKeyring names the variable that lets the tests named SecretService use the
// keyring of the session. They want one of their own:
//
//	dbus-run-session -- sh -c 'printf pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null
//	  WXAUDIT_TEST_SECRET_SERVICE=1 go test ./pkg/webex/auth/store -run SecretService -count 1'
const realKeyring = "WXAUDIT_TEST_SECRET_SERVICE"

func TestSecretService(t *testing.T) {
	if os.Getenv(realKeyring) == "" {
		t.Skip(realKeyring + " is not set")
	}
	o := Options{Getenv: os.Getenv, Lock: filepath.Join(t.TempDir(), "administrator.lock")}
	require.NoError(t, Available(t.Context(), o))
	s := NewKeyring("administrator", o)
	require.NoError(t, s.Remove(t.Context()))
	_, err := s.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	require.NoError(t, s.Put(t.Context(), large(1)))
	for n := 2; n < 5; n++ {
		g, err := s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
			require.True(t, large(n-1).Equal(g))
			return large(n), nil
		})
		require.NoError(t, err)
		require.True(t, large(n).Equal(g))
		g, err = s.Load(t.Context())
		require.NoError(t, err)
		require.True(t, large(n).Equal(g))
	}
	dir := t.TempDir()
	login, err := ForLogin(t.Context(), "", dir, ComplianceOfficer, o)
	require.NoError(t, err)
	require.Contains(t, login.Place(), "keyring")
	require.NoError(t, login.Put(t.Context(), sample(1)))
	names, err := Profiles(t.Context(), dir, o)
	require.NoError(t, err)
	require.Equal(t, []string{Administrator, ComplianceOfficer}, names)
	chosen, err := Choose(t.Context(), "", dir, ComplianceOfficer, o)
	require.NoError(t, err)
	holds(t, chosen, 1)
	require.NoError(t, RemoveAll(t.Context(), dir, o))
	for _, profile := range []string{Administrator, ComplianceOfficer} {
		empty, err := NewKeyring(profile, Options{Lock: filepath.Join(dir, "none.lock")}).empty(t.Context())
		require.NoError(t, err)
		require.True(t, empty)
	}
}
