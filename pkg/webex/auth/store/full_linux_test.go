package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

// limited updates a store under a limit on the size of files. It prints what
// came of it.
func limited(s *File) int {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 4096, Max: 4096}); err != nil {
		return 2
	}
	called := false
	_, err := s.Update(context.Background(), func(context.Context, auth.Grant) (auth.Grant, error) {
		called = true
		return sample(2), nil
	})
	if called || !isUnwritable(err) || !errors.Is(err, syscall.EFBIG) {
		fmt.Println(called, err)
		return 1
	}
	return 0
}

// The old pair is not given up when there is no room for a new one.
func TestNoRoom(t *testing.T) {
	t.Parallel()
	s := filled(t)
	cmd := startChild(t, "limited", s, "", 0)
	out, err := cmd.Output()
	require.NoError(t, err, "%s", out)
	holds(t, s, 1)
	only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
}

func TestAFullDisk(t *testing.T) {
	t.Parallel()
	disk := t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=256k,mode=0700"); err != nil {
		t.Skip("no disk can be mounted here")
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, 0) })
	s := NewFile(filepath.Join(disk, "tokens", "administrator.json"), Options{})
	require.NoError(t, s.Put(t.Context(), sample(1)))
	fill := func() {
		f, err := os.OpenFile(filepath.Join(disk, "ballast"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
		require.NoError(t, err)
		defer f.Close()
		for err == nil {
			_, err = f.Write(bytes.Repeat([]byte("x"), 4096))
		}
		require.ErrorIs(t, err, syscall.ENOSPC)
	}
	// It fills up after the room was reserved.
	_, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) {
		fill()
		return sample(2), nil
	})
	require.NoError(t, err)
	holds(t, s, 2)
	// It is full before.
	fill()
	_, err = s.Update(t.Context(), never(t))
	fails(t, err, auth.Unavailable, "no space left on device")
	require.ErrorIs(t, err, syscall.ENOSPC)
	holds(t, s, 2)
	fails(t, s.Put(t.Context(), sample(3)), auth.Unavailable)
	holds(t, s, 2)
	only(t, filepath.Dir(s.path), "administrator.json", "administrator.lock")
	require.NoError(t, os.Remove(filepath.Join(disk, "ballast")))
	_, err = s.Update(t.Context(), to(3))
	require.NoError(t, err)
	holds(t, s, 3)
}
