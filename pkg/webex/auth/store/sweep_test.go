package store

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestEndedSuccessorsAreSwept(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	now := start.Add(100 * day)
	for name, tc := range map[string]struct {
		access, refresh time.Time
		stays           bool
	}{
		"ended":                           {start.Add(14 * day), start.Add(90 * day), false},
		"ends now":                        {start.Add(14 * day), now, false},
		"the access token's end is open":  {time.Time{}, start.Add(90 * day), false},
		"alive":                           {start.Add(14 * day), now.Add(time.Second), true},
		"the refresh token's end is open": {start.Add(14 * day), time.Time{}, true},
		"the access token lives longer":   {now.Add(time.Second), start.Add(90 * day), true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "tokens")
			other := seed(2)
			other.AccessExpiry, other.RefreshExpiry = tc.access, tc.refresh
			keep := func(file string) {
				_, err := NewGiven(seed(1), NewFile(Path(dir, file), Options{}), Options{}).
					Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return other, nil })
				require.NoError(t, err)
			}
			theirs, ours := GivenName(seed(1)), GivenName(seed(7))
			keep(theirs)
			keep(ours) // as old, but it is the one in use
			profile := NewFile(Path(dir, Administrator), Options{})
			require.NoError(t, profile.Put(t.Context(), other))
			require.NoError(t, os.WriteFile(Path(dir, "given-damaged"), []byte(canary), 0o600))
			want := []string{"administrator.json", "administrator.lock", "given-damaged.json", ours + ".json", ours + ".lock"}
			if tc.stays {
				want = append(want, theirs+".json", theirs+".lock")
			}
			SweepGiven(t.Context(), dir, ours, now, Options{})
			only(t, dir, want...)
		})
	}
	SweepGiven(t.Context(), filepath.Join(t.TempDir(), "none"), "given-1", now, Options{})
}

// Another job is just renewing what looks ended.
func TestSuccessorsThatAreInUseAreNotSwept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "tokens")
	file := NewFile(Path(dir, GivenName(seed(1))), Options{})
	require.NoError(t, file.Put(t.Context(), seed(1)))
	late := start.Add(1000 * 24 * time.Hour)
	alive := seed(2)
	alive.RefreshExpiry = late.Add(time.Hour)
	_, err := file.Update(t.Context(), func(ctx context.Context, _ auth.Grant) (auth.Grant, error) {
		SweepGiven(ctx, dir, "given-1", late, Options{})
		require.FileExists(t, file.path)
		return alive, nil
	})
	require.NoError(t, err)
	SweepGiven(t.Context(), dir, "given-1", late, Options{})
	g, err := file.Load(t.Context())
	require.NoError(t, err)
	require.True(t, alive.Equal(g))
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
