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

// These tests share the keyring of the process and run one after the other.

func newKeyring(t *testing.T) string {
	t.Helper()
	if os.Getenv(realKeyring) != "" {
		t.Skip("the keyring is the real one")
	}
	keyring.MockInit()
	t.Cleanup(keyring.MockInit)
	return filepath.Join(t.TempDir(), "tokens")
}

func TestNamesOfProfiles(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"administrator", "compliance-officer", "a", "0", "a234567890123456789012345678901234567890"} {
		require.NoError(t, CheckProfile(name))
	}
	for _, name := range []string{"", "-a", "A", "a.b", "a/b", "../a", "a b", "é", "a\n", "given-1", "a2345678901234567890123456789012345678901"} {
		fails(t, CheckProfile(name), auth.Refused, "is no name of a profile")
	}
}

func TestChoosingAStore(t *testing.T) {
	dir := newKeyring(t)
	choose := func(kind string) auth.Store {
		s, err := Choose(t.Context(), kind, dir, Administrator, Options{})
		require.NoError(t, err)
		return s
	}
	_, err := choose("").Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	require.NoDirExists(t, dir)

	require.NoError(t, choose(KindKeyring).Put(t.Context(), sample(1)))
	holds(t, choose(""), 1)
	require.IsType(t, &Keyring{}, choose(""))
	require.NoError(t, choose(KindFile).Put(t.Context(), sample(2)))
	require.IsType(t, &File{}, choose(""))
	holds(t, choose(""), 2)

	_, err = Choose(t.Context(), "safe", dir, Administrator, Options{})
	fails(t, err, auth.Refused, `"safe" is no token store`)
	_, err = ForLogin(t.Context(), "safe", dir, Administrator, Options{})
	fails(t, err, auth.Refused, `"safe" is no token store`)
	_, err = Choose(t.Context(), "", dir, "../x", Options{})
	fails(t, err, auth.Refused)
	_, err = ForLogin(t.Context(), "", dir, "../x", Options{})
	fails(t, err, auth.Refused)
	fails(t, RemoveProfile(t.Context(), dir, "../x", Options{}), auth.Refused)
}

func TestASignInLeavesTheOtherPlace(t *testing.T) {
	dir := newKeyring(t)
	login := func(kind string, n int) auth.Store {
		s, err := ForLogin(t.Context(), kind, dir, Administrator, Options{Warn: func(text string) { t.Error(text) }})
		require.NoError(t, err)
		require.NoError(t, s.Put(t.Context(), sample(n)))
		chosen, err := Choose(t.Context(), "", dir, Administrator, Options{})
		require.NoError(t, err)
		require.Equal(t, s.Place(), chosen.Place())
		holds(t, chosen, n)
		return s
	}
	path := Path(dir, Administrator)
	login(KindFile, 1)
	require.FileExists(t, path)
	login("", 2)
	only(t, dir, "administrator.lock")
	login(KindFile, 3)
	_, err := keyring.Get(service, Administrator)
	require.ErrorIs(t, err, keyring.ErrNotFound)
	login(KindKeyring, 4)
	only(t, dir, "administrator.lock")
}

func TestAKeyringThatIsAwayAtNight(t *testing.T) {
	dir := newKeyring(t)
	s, err := ForLogin(t.Context(), "", dir, Administrator, Options{})
	require.NoError(t, err)
	require.NoError(t, s.Put(t.Context(), sample(1)))

	keyring.MockInitWithError(errors.New("no bus " + canary))
	chosen, err := Choose(t.Context(), "", dir, Administrator, Options{})
	require.NoError(t, err)
	_, err = chosen.Load(t.Context())
	fails(t, err, auth.Unavailable, "either the tokens are in the keyring, which cannot be reached, or nobody is signed in as administrator", "administrator.lock")
	_, err = chosen.Update(t.Context(), never(t))
	fails(t, err, auth.Unavailable, "or nobody is signed in")
	chosen, err = Choose(t.Context(), KindKeyring, dir, Administrator, Options{})
	require.NoError(t, err)
	_, err = chosen.Load(t.Context())
	fails(t, err, auth.Unavailable, "the tokens in the keyring cannot be reached")
	chosen, err = Choose(t.Context(), "", dir, ComplianceOfficer, Options{})
	require.NoError(t, err)
	_, err = chosen.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	names, err := Profiles(t.Context(), dir, Options{})
	require.NoError(t, err)
	require.Equal(t, []string{Administrator}, names)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = Choose(ctx, "", dir, Administrator, Options{})
	fails(t, err, auth.Canceled)
	_, err = ForLogin(ctx, "", dir, Administrator, Options{})
	fails(t, err, auth.Canceled)

	// What cannot be removed is said, and found the next time.
	require.Error(t, RemoveAll(t.Context(), dir, Options{}))
	require.Error(t, RemoveProfile(t.Context(), dir, Administrator, Options{}))
	only(t, dir, "administrator.lock")

	_, err = ForLogin(t.Context(), KindKeyring, dir, Administrator, Options{})
	fails(t, err, auth.Unavailable)
	s, err = ForLogin(t.Context(), "", dir, Administrator, Options{Warn: func(text string) { t.Error(text) }})
	require.NoError(t, err)
	require.NoError(t, s.Put(t.Context(), sample(2)))
	holds(t, s, 2)
	require.NoError(t, RemoveAll(t.Context(), dir, Options{}), "there is no keyring, and there was none")
	require.NoDirExists(t, dir)
}

func TestProfilesAreListedAndRemoved(t *testing.T) {
	dir := newKeyring(t)
	names, err := Profiles(t.Context(), dir, Options{})
	require.NoError(t, err)
	require.Empty(t, names)
	require.NoError(t, RemoveAll(t.Context(), dir, Options{}))
	require.NoDirExists(t, dir)

	for name, kind := range map[string]string{"second": KindFile, Administrator: KindFile, ComplianceOfficer: KindKeyring, "third": KindKeyring} {
		s, err := ForLogin(t.Context(), kind, dir, name, Options{})
		require.NoError(t, err)
		require.NoError(t, s.Put(t.Context(), sample(1)))
	}
	given := NewGiven(seed(1), NewFile(Path(dir, GivenName(seed(1))), Options{}), Options{})
	_, err = given.Update(t.Context(), toSeed(2))
	require.NoError(t, err)
	for _, name := range []string{".wxaudit-second.12.tmp", ".wxaudit-gone.1.tmp", "Not A Profile.json", "old.lock"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), nil, 0o600))
	}
	names, err = Profiles(t.Context(), dir, Options{})
	require.NoError(t, err)
	require.Equal(t, []string{Administrator, ComplianceOfficer, "second", "third"}, names)

	require.NoError(t, RemoveProfile(t.Context(), dir, "third", Options{}))
	_, err = keyring.Get(service, "third")
	require.ErrorIs(t, err, keyring.ErrNotFound)
	require.FileExists(t, Path(dir, Administrator))

	require.NoError(t, os.WriteFile(filepath.Join(dir, "foreign.txt"), nil, 0o600))
	require.NoError(t, RemoveAll(t.Context(), dir, Options{}))
	only(t, dir, "foreign.txt")
	_, err = keyring.Get(service, ComplianceOfficer)
	require.ErrorIs(t, err, keyring.ErrNotFound)
	require.NoError(t, os.Remove(filepath.Join(dir, "foreign.txt")))
	require.NoError(t, RemoveAll(t.Context(), dir, Options{}))
	require.NoDirExists(t, dir)
}

// A code or the pair of a service app is good once: where it could not be kept
// nobody may be made to use it up.
func TestAStoreForLoginWasTried(t *testing.T) {
	dir := newKeyring(t)
	_, err := ForLogin(t.Context(), KindFile, dir, Administrator, Options{})
	require.NoError(t, err)
	left, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Empty(t, left, "a lock alone would be the keyring's")

	blocked := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(blocked, nil, 0o600))
	_, err = ForLogin(t.Context(), KindFile, filepath.Join(blocked, "tokens"), Administrator, Options{})
	fails(t, err, auth.Unavailable, "no tokens can be kept in")
	require.NoError(t, os.Symlink(blocked, Path(dir, Administrator)))
	_, err = ForLogin(t.Context(), KindFile, dir, Administrator, Options{})
	fails(t, err, auth.Refused, "it is a symbolic link")
}
