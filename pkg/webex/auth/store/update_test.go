package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

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
