package store

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// seed is the nth grant as it is given from outside.
func seed(n int) auth.Grant {
	g := sample(n)
	g.Kind = auth.Given
	return g
}

func toSeed(n int) Change {
	return func(context.Context, auth.Grant) (auth.Grant, error) { return seed(n), nil }
}

func holdsSeed(t *testing.T, s auth.Store, n int) {
	t.Helper()
	g, err := s.Load(t.Context())
	require.NoError(t, err)
	require.True(t, seed(n).Equal(g), "it holds %s", strings.TrimPrefix(g.Access.Reveal(), canary))
}

func TestTheNameOfASeed(t *testing.T) {
	t.Parallel()
	name := GivenName(seed(1))
	require.Regexp(t, `^given-[0-9a-f]{20}$`, name)
	require.Equal(t, name, GivenName(auth.Grant{Refresh: seed(1).Refresh}), "nothing else counts")
	require.NotEqual(t, name, GivenName(seed(2)))
	require.Error(t, CheckProfile(name))
}

func TestSuccessorsOfASeed(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "tokens")
	open := func(n int) *Given {
		return NewGiven(seed(n), NewFile(Path(dir, GivenName(seed(n))), Options{}), Options{})
	}
	s := open(1)
	holdsSeed(t, s, 1)
	require.NoDirExists(t, dir)
	g, err := s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.True(t, seed(1).Equal(g))
		return seed(2), nil
	})
	require.NoError(t, err)
	require.True(t, seed(2).Equal(g))
	holdsSeed(t, s, 2)
	holdsSeed(t, open(1), 2)
	holdsSeed(t, open(5), 5)
	_, err = open(1).Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.True(t, seed(2).Equal(g))
		return seed(3), nil
	})
	require.NoError(t, err)
	holdsSeed(t, s, 3)
	require.Equal(t, Path(dir, GivenName(seed(1))), s.Place())
	data, err := os.ReadFile(s.Place())
	require.NoError(t, err)
	require.NotContains(t, string(data), seed(1).Client.Secret.Reveal(), "it comes from outside each time")

	other := seed(1)
	other.Client.Secret = "a new one"
	got, err := NewGiven(other, NewFile(s.Place(), Options{}), Options{}).Load(t.Context())
	require.NoError(t, err)
	require.Equal(t, other.Client, got.Client)
	require.Equal(t, seed(3).Access, got.Access)

	no := errors.New("no")
	_, err = s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return auth.Grant{}, no })
	require.Same(t, no, err)
	fails(t, s.Put(t.Context(), seed(9)), auth.Refused)
	require.NoError(t, s.Remove(t.Context()))
	only(t, dir)
	holdsSeed(t, s, 1)
}

func TestNoPlaceForSuccessors(t *testing.T) {
	t.Parallel()
	inTheWay := func(t *testing.T) Overlay {
		parent := filepath.Join(t.TempDir(), "file")
		require.NoError(t, os.WriteFile(parent, nil, 0o600))
		return NewFile(filepath.Join(parent, "tokens", "given.json"), Options{})
	}
	silent := func(t *testing.T) Overlay {
		b, s := newBox(t)
		b.err = errors.New("gone")
		return s
	}
	for name, overlay := range map[string]func(*testing.T) Overlay{
		"none":        func(*testing.T) Overlay { return nil },
		"not a place": inTheWay,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := NewGiven(seed(1), overlay(t), Options{})
			holdsSeed(t, s, 1)
			same := seed(1)
			same.Access = "renewed"
			g, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return same, nil })
			require.NoError(t, err, "the seed is as good as before")
			require.Equal(t, same, g)
			g, err = s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
				require.Equal(t, same, g)
				return seed(2), nil
			})
			fails(t, err, auth.NotKept)
			require.Equal(t, seed(2), g)
			holdsSeed(t, s, 2)
			_, err = s.Update(t.Context(), func(_ context.Context, g auth.Grant) (auth.Grant, error) { return g, nil })
			require.NoError(t, err)
			require.NoError(t, s.Remove(t.Context()))
			holdsSeed(t, s, 1)
		})
	}
	t.Run("a keyring that does not answer", func(t *testing.T) {
		t.Parallel()
		s := NewGiven(seed(1), silent(t), Options{})
		_, err := s.Load(t.Context())
		fails(t, err, auth.Unavailable)
	})
	t.Run("it is lost on the way", func(t *testing.T) {
		t.Parallel()
		file := newFile(t)
		s := NewGiven(seed(1), file, Options{})
		g, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) {
			return seed(2), os.RemoveAll(filepath.Dir(file.path))
		})
		fails(t, err, auth.NotKept, file.path)
		require.Equal(t, seed(2), g)
		holdsSeed(t, s, 2)
	})
	t.Run("it is damaged", func(t *testing.T) {
		t.Parallel()
		file := filled(t)
		require.NoError(t, os.WriteFile(file.path, []byte(canary), 0o600))
		s := NewGiven(seed(1), file, Options{})
		_, err := s.Load(t.Context())
		fails(t, err, auth.Malformed)
		_, err = s.Update(t.Context(), never(t))
		fails(t, err, auth.Malformed)

		successors := NewFile(Path(t.TempDir(), GivenName(seed(1))), Options{})
		require.NoError(t, os.WriteFile(successors.path, []byte(canary), 0o600))
		_, err = NewGiven(seed(1), successors, Options{}).Load(t.Context())
		fails(t, err, auth.Malformed, successors.path, "delete it")
		require.NotContains(t, err.Error(), "wxaudit login")
	})
	t.Run("static", func(t *testing.T) {
		t.Parallel()
		static := auth.Grant{Kind: auth.Given, Access: canary + "-static"}
		file := filled(t)
		s := NewGiven(static, file, Options{})
		g, err := s.Load(t.Context())
		require.NoError(t, err)
		require.Equal(t, static, g, "it has no successors")
		require.Equal(t, "memory", s.Place())
		require.NoError(t, s.Remove(t.Context()))
		holds(t, file, 1)
	})
	t.Run("the context ends", func(t *testing.T) {
		t.Parallel()
		s := NewGiven(seed(1), nil, Options{})
		ctx, cancel := context.WithCancel(t.Context())
		_, err := s.Update(ctx, func(context.Context, auth.Grant) (auth.Grant, error) {
			cancel()
			_, err := s.Load(ctx)
			fails(t, err, auth.Canceled)
			return seed(2), nil
		})
		fails(t, err, auth.NotKept)
		holdsSeed(t, s, 2)
	})
}
