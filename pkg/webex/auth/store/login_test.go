package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"wxaudit/pkg/webex/auth"
)

// getting is a get that returns the nth grant.
func getting(n int) func(context.Context) (auth.Grant, error) {
	return func(context.Context) (auth.Grant, error) { return sample(n), nil }
}

func refusing(context.Context) (auth.Grant, error) {
	return auth.Grant{}, &auth.Error{Kind: auth.InvalidGrant, Detail: "no"}
}

func TestReplacing(t *testing.T) {
	dir := newKeyring(t)
	for _, kind := range []string{KindFile, KindKeyring} {
		login, err := ForLogin(t.Context(), kind, dir, Administrator, Options{Warn: func(text string) { t.Error(text) }})
		require.NoError(t, err)
		_, err = login.Replace(t.Context(), func(ctx context.Context) (auth.Grant, error) {
			lock, err := os.Lstat(filepath.Join(dir, "administrator.lock"))
			require.NoError(t, err, "nobody else can write")
			require.Zero(t, lock.Size())
			return refusing(ctx)
		})
		fails(t, err, auth.InvalidGrant)
		if kind == KindFile {
			only(t, dir)
		}
		g, err := login.Replace(t.Context(), getting(1))
		require.NoError(t, err)
		require.True(t, sample(1).Equal(g))
		holds(t, login, 1)
		_, err = login.Replace(t.Context(), refusing)
		fails(t, err, auth.InvalidGrant)
		holds(t, login, 1)
		chosen, err := Choose(t.Context(), "", dir, Administrator, Options{})
		require.NoError(t, err)
		require.Equal(t, login.Place(), chosen.Place(), "the other place was left")
	}
}

func TestReplacingWhatIsDamaged(t *testing.T) {
	dir := newKeyring(t)
	path := Path(dir, Administrator)
	login, err := ForLogin(t.Context(), KindFile, dir, Administrator, Options{})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte(canary), 0o600))
	_, err = login.Replace(t.Context(), refusing)
	fails(t, err, auth.InvalidGrant)
	require.Equal(t, canary, read(t, path))
	_, err = login.Replace(t.Context(), getting(2))
	require.NoError(t, err)
	holds(t, login, 2)
}

// What is used up is not asked for when it could not be kept.
func TestReplacingWithoutAPlace(t *testing.T) {
	needsModes(t)
	dir := newKeyring(t)
	login, err := ForLogin(t.Context(), KindFile, dir, Administrator, Options{})
	require.NoError(t, err)
	no := func(context.Context) (auth.Grant, error) {
		t.Error("get was called")
		return auth.Grant{}, errors.New("called")
	}
	require.NoError(t, os.Chmod(dir, 0o777))
	_, err = login.Replace(t.Context(), no)
	fails(t, err, auth.Refused, "is not safe for tokens")
	require.NoError(t, os.Chmod(dir, 0o700))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = login.Replace(ctx, no)
	fails(t, err, auth.Canceled)
	only(t, dir)

	// An interrupt after the answer loses nothing.
	ctx, cancel = context.WithCancel(t.Context())
	_, err = login.Replace(ctx, func(context.Context) (auth.Grant, error) {
		cancel()
		return sample(3), nil
	})
	require.NoError(t, err)
	holds(t, login, 3)
	g, err := login.Replace(t.Context(), func(context.Context) (auth.Grant, error) { return sample(4), os.RemoveAll(dir) })
	fails(t, err, auth.NotKept, dir)
	require.True(t, sample(4).Equal(g))
}

// A lock alone is left when somebody deletes the token file by hand. Only where
// the keyring cannot be asked may the tokens be in it.
func TestALockAlone(t *testing.T) {
	dir := newKeyring(t)
	login, err := ForLogin(t.Context(), KindFile, dir, Administrator, Options{})
	require.NoError(t, err)
	require.NoError(t, login.Put(t.Context(), sample(1)))
	require.NoError(t, os.Remove(Path(dir, Administrator)))
	only(t, dir, "administrator.lock")
	load := func() error {
		chosen, err := Choose(t.Context(), "", dir, Administrator, Options{})
		require.NoError(t, err)
		_, err = chosen.Load(t.Context())
		return err
	}
	require.ErrorIs(t, load(), auth.ErrNoGrant)
	names, err := Profiles(t.Context(), dir, Options{})
	require.NoError(t, err)
	require.Empty(t, names)
	keyring.MockInitWithError(errors.New("no bus " + canary))
	fails(t, load(), auth.Unavailable, "either the tokens are in the keyring", "or nobody is signed in")
	require.ErrorContains(t, RemoveAll(t.Context(), dir, Options{}), "or nobody is signed in")
	only(t, dir, "administrator.lock")
	keyring.MockInit()
	require.NoError(t, RemoveAll(t.Context(), dir, Options{}))
	require.NoDirExists(t, dir)
}

// A Put that comes to nothing leaves no lock that would tell of the keyring.
func TestAPutThatFailsLeavesNoLock(t *testing.T) {
	t.Parallel()
	b, s := newBox(t)
	b.err = errors.New("gone " + canary)
	fails(t, s.Put(t.Context(), sample(1)), auth.Unavailable)
	require.NoFileExists(t, s.lock)
	b.err = nil
	require.NoError(t, s.Put(t.Context(), sample(1)))
	b.err = errors.New("gone " + canary)
	fails(t, s.Put(t.Context(), sample(2)), auth.Unavailable)
	require.FileExists(t, s.lock, "it was there before")
}
