package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// newFile is a store in a directory that is not there yet.
func newFile(t *testing.T) *File {
	t.Helper()
	return NewFile(filepath.Join(t.TempDir(), "wxaudit", "tokens", "administrator.json"), Options{})
}

// filled is a store with the first grant.
func filled(t *testing.T) *File {
	t.Helper()
	s := newFile(t)
	require.NoError(t, s.Put(t.Context(), sample(1)))
	return s
}

// only requires that a directory holds these names and no others.
func only(t *testing.T, dir string, names ...string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	var found []string
	for _, e := range entries {
		require.NotContains(t, e.Name(), canary)
		found = append(found, e.Name())
	}
	slices.Sort(names)
	require.Equal(t, names, found)
}

func mode(t *testing.T, path string) fs.FileMode {
	t.Helper()
	info, err := os.Lstat(path)
	require.NoError(t, err)
	return info.Mode().Perm()
}

func needsModes(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("there are no mode bits")
	}
}

func TestAFileIsKept(t *testing.T) {
	t.Parallel()
	s := newFile(t)
	dir := filepath.Dir(s.path)
	_, err := s.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	_, err = s.Update(t.Context(), never(t))
	require.ErrorIs(t, err, auth.ErrNoGrant)
	require.NoError(t, s.Remove(t.Context()))
	require.NoDirExists(t, filepath.Dir(dir), "nothing was made to find out that there is nothing")

	require.NoError(t, s.Put(t.Context(), sample(1)))
	holds(t, s, 1)
	g, err := s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.Equal(t, sample(1), g)
		return sample(2), nil
	})
	require.NoError(t, err)
	require.Equal(t, sample(2), g)
	holds(t, s, 2)
	only(t, dir, "administrator.json", "administrator.lock")
	if runtime.GOOS != "windows" {
		require.Equal(t, fs.FileMode(0o600), mode(t, s.path))
		require.Equal(t, fs.FileMode(0o600), mode(t, s.lockPath()))
		require.Equal(t, fs.FileMode(0o700), mode(t, dir))
	}
	require.Equal(t, s.path, s.Place())

	require.NoError(t, s.Remove(t.Context()))
	only(t, dir)
	require.NoError(t, s.Remove(t.Context()))
	_, err = s.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
}

func TestUpdateFromASeed(t *testing.T) {
	t.Parallel()
	s := newFile(t)
	_, err := s.UpdateFrom(t.Context(), sample(5), func(_ context.Context, g auth.Grant) (auth.Grant, error) { return g, nil })
	require.NoError(t, err)
	require.NoFileExists(t, s.path, "a seed that did not change is not kept")
	_, err = s.UpdateFrom(t.Context(), sample(5), renewTo(t, 5, 6))
	require.NoError(t, err)
	_, err = s.UpdateFrom(t.Context(), sample(5), renewTo(t, 6, 7))
	require.NoError(t, err)
	holds(t, s, 7)
}

// renewTo is a change from one grant to another.
func renewTo(t *testing.T, from, to int) Change {
	return func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.Equal(t, sample(from).Refresh, g.Refresh)
		return sample(to), nil
	}
}

func TestWhatDoesNotChangeIsNotWritten(t *testing.T) {
	t.Parallel()
	s := filled(t)
	before, err := os.Stat(s.path)
	require.NoError(t, err)
	_, err = s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) { return g, nil })
	require.NoError(t, err)
	no := errors.New("no")
	_, err = s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return sample(2), no })
	require.Same(t, no, err)
	after, err := os.Stat(s.path)
	require.NoError(t, err)
	require.True(t, os.SameFile(before, after))
	require.Equal(t, before.ModTime(), after.ModTime())
	only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
}

func TestFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	needsModes(t)
	for name, tc := range map[string]struct {
		spoil func(t *testing.T, path string)
		want  string
		put   bool // that Put mends it
	}{
		"group reads":  {chmod(0o640), "others may read or write it (mode 0640)", true},
		"others read":  {chmod(0o604), "mode 0604", true},
		"others write": {chmod(0o602), "mode 0602", true},
		"link": {func(t *testing.T, path string) {
			require.NoError(t, os.Rename(path, path+".elsewhere"))
			require.NoError(t, os.Symlink(path+".elsewhere", path))
		}, "it is a symbolic link", false},
		"link to nothing": {func(t *testing.T, path string) {
			require.NoError(t, os.Remove(path))
			require.NoError(t, os.Symlink(path+".elsewhere", path))
		}, "it is a symbolic link", false},
		"directory": {func(t *testing.T, path string) {
			require.NoError(t, os.Remove(path))
			require.NoError(t, os.Mkdir(path, 0o700))
		}, "it is a directory", false},
		"of another user":             {chown(12345), "it belongs to another user", true},
		"directory that others write": {inDir(chmod(0o702)), "others may write to it (mode 0702)", false},
		"directory that groups write": {inDir(chmod(0o770)), "mode 0770", false},
		"directory with a sticky bit": {inDir(chmod(0o777 | fs.ModeSticky)), "mode 0777", false},
		"directory of another user":   {inDir(chown(12345)), "it belongs to another user", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := filled(t)
			tc.spoil(t, s.path)
			_, err := s.Load(t.Context())
			fails(t, err, auth.Refused, tc.want, filepath.Dir(s.path))
			_, err = s.Update(t.Context(), never(t))
			fails(t, err, auth.Refused, tc.want)
			err = s.Put(t.Context(), sample(2))
			if tc.put {
				require.NoError(t, err)
				holds(t, s, 2)
			} else {
				fails(t, err, auth.Refused, tc.want)
			}
			require.NoError(t, s.Remove(t.Context()))
			_, err = os.Lstat(s.path)
			require.ErrorIs(t, err, fs.ErrNotExist)
		})
	}
}

func chmod(mode fs.FileMode) func(*testing.T, string) {
	return func(t *testing.T, path string) { require.NoError(t, os.Chmod(path, mode)) }
}

func chown(uid int) func(*testing.T, string) {
	return func(t *testing.T, path string) {
		if os.Geteuid() != 0 {
			t.Skip("only root gives files away")
		}
		require.NoError(t, os.Chown(path, uid, -1))
	}
}

func inDir(f func(*testing.T, string)) func(*testing.T, string) {
	return func(t *testing.T, path string) { f(t, filepath.Dir(path)) }
}

func TestADirectoryThatOthersReadIsTaken(t *testing.T) {
	t.Parallel()
	s := filled(t)
	require.NoError(t, os.Chmod(filepath.Dir(s.path), 0o755))
	holds(t, s, 1)
}

func TestADamagedFileIsLeftAsItIs(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ text, want string }{
		"cut":     {stored[:200], "it ends too early"},
		"empty":   {"", "it is empty"},
		"foreign": {`{"token":"` + canary + `"}`, "keys that this version does not know"},
		"newer":   {`{"version":2}`, "it was written by a newer wxaudit"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := filled(t)
			require.NoError(t, os.WriteFile(s.path, []byte(tc.text), 0o600))
			_, err := s.Load(t.Context())
			fails(t, err, auth.Malformed, tc.want, s.path, "wxaudit login")
			_, err = s.Update(t.Context(), never(t))
			fails(t, err, auth.Malformed, tc.want)
			_, err = s.UpdateFrom(t.Context(), sample(1), never(t))
			fails(t, err, auth.Malformed, tc.want)
			data, err := os.ReadFile(s.path)
			require.NoError(t, err)
			require.Equal(t, tc.text, string(data))
			require.NoError(t, s.Put(t.Context(), sample(3)))
			holds(t, s, 3)
		})
	}
}

func TestWhatAKilledProcessLeftIsSwept(t *testing.T) {
	t.Parallel()
	for name, do := range map[string]func(*File) error{
		"update": func(s *File) error { _, err := s.Update(context.Background(), to(2)); return err },
		"put":    func(s *File) error { return s.Put(context.Background(), sample(2)) },
		"remove": func(s *File) error { return s.Remove(context.Background()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := filled(t)
			dir := filepath.Dir(s.path)
			ours := []string{".wxaudit-administrator.123.tmp", ".wxaudit-administrator.9.tmp"}
			theirs := []string{".wxaudit-administrator-2.1.tmp", ".wxaudit-administrator.x.1.tmp", ".wxaudit-1.tmp", ".wxaudit-administrator.tmp", "administrator.1.tmp"}
			for _, n := range append(ours, theirs...) {
				require.NoError(t, os.WriteFile(filepath.Join(dir, n), []byte(canary), 0o600))
			}
			require.NoError(t, do(s))
			if name != "remove" {
				theirs = append(theirs, "administrator.json", "administrator.lock")
			}
			only(t, dir, theirs...)
		})
	}
	t.Run("nothing but a leftover", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		require.NoError(t, os.Remove(s.path))
		require.NoError(t, os.Rename(s.lockPath(), filepath.Join(filepath.Dir(s.path), ".wxaudit-administrator.1.tmp")))
		require.NoError(t, s.Remove(t.Context()))
		only(t, filepath.Dir(s.path))
	})
}

// The new pair is tried to be kept a second time, and given to the caller when
// that fails.
func TestTheNewPairCannotBeWritten(t *testing.T) {
	t.Parallel()
	t.Run("the first time", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		g, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) {
			require.Len(t, s.leftovers(), 1)
			return sample(2), os.Remove(s.leftovers()[0])
		})
		require.NoError(t, err)
		require.Equal(t, sample(2), g)
		holds(t, s, 2)
		only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
	})
	t.Run("at all", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		dir := filepath.Dir(s.path)
		g, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) {
			return sample(2), os.Rename(dir, dir+"-away")
		})
		fails(t, err, auth.NotKept, "the new tokens could not be kept in "+s.path)
		require.Equal(t, sample(2), g)
		require.NoError(t, os.RemoveAll(dir))
		require.NoError(t, os.Rename(dir+"-away", dir))
		holds(t, s, 1)
	})
	t.Run("because of what it is", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		bad := sample(2)
		bad.Access += "\xff"
		g, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return bad, nil })
		fails(t, err, auth.NotKept, "characters that cannot be written")
		require.Equal(t, bad, g)
		holds(t, s, 1)
		fails(t, s.Put(t.Context(), bad), auth.Malformed)
		holds(t, s, 1)
		only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
	})
}

func TestNothingCanBeMade(t *testing.T) {
	t.Parallel()
	s := newFile(t)
	parent := filepath.Dir(filepath.Dir(s.path))
	require.NoError(t, os.WriteFile(parent, []byte("a file in the way"), 0o600))
	_, err := s.UpdateFrom(t.Context(), sample(1), never(t))
	fails(t, err, auth.Unavailable, "no tokens can be kept in "+s.path)
	require.True(t, isUnwritable(err))
	err = s.Put(t.Context(), sample(1))
	fails(t, err, auth.Unavailable)
	_, err = s.Load(t.Context())
	require.True(t, unreachable(err), "%v", err)
}

func TestTheContextEnds(t *testing.T) {
	t.Parallel()
	t.Run("before", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, err := s.Update(ctx, never(t))
		fails(t, err, auth.Canceled)
		fails(t, s.Put(ctx, sample(2)), auth.Canceled)
		fails(t, s.Remove(ctx), auth.Canceled)
		holds(t, s, 1)
	})
	t.Run("during a change that comes to nothing", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Update(ctx, func(ctx context.Context, _ auth.Grant) (auth.Grant, error) {
			cancel()
			return auth.Grant{}, ctx.Err()
		})
		require.ErrorIs(t, err, context.Canceled)
		holds(t, s, 1)
		only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
	})
	t.Run("when there is a new pair", func(t *testing.T) {
		t.Parallel()
		s := filled(t)
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Update(ctx, func(context.Context, auth.Grant) (auth.Grant, error) {
			cancel()
			return sample(2), nil
		})
		require.NoError(t, err)
		holds(t, s, 2)
	})
	t.Run("while somebody else has the lock", func(t *testing.T) {
		t.Parallel()
		synctest.Test(t, func(t *testing.T) {
			s := filled(t)
			lock, err := acquire(t.Context(), s.lockPath())
			require.NoError(t, err)
			defer lock.release()
			ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
			defer cancel()
			_, err = s.Update(ctx, never(t))
			fails(t, err, auth.Unavailable, "another wxaudit has held the lock "+s.lockPath())
			require.False(t, isUnwritable(err))
			holds(t, s, 1) // a reader needs no lock

			ctx, cancel = context.WithCancel(t.Context())
			time.AfterFunc(time.Second, cancel)
			_, err = s.Update(ctx, never(t))
			fails(t, err, auth.Canceled, "interrupted")
		})
	})
}

// Who waited for a lock that was removed does not hold the one that is there.
func TestARemovedLockKeepsNobodyOut(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s := filled(t)
		first, err := acquire(t.Context(), s.lockPath())
		require.NoError(t, err)
		got := make(chan *held)
		go func() {
			lock, err := acquire(t.Context(), s.lockPath())
			require.NoError(t, err)
			got <- lock
		}()
		time.Sleep(time.Second)
		require.NoError(t, first.remove())
		first.release()
		second := <-got
		defer second.release()
		require.True(t, isCurrent(second.lock, s.lockPath()))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		_, err = acquire(ctx, s.lockPath())
		require.Error(t, err)
	})
}
