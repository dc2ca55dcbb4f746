package spool_test

import (
	"context"
	"errors"
	"iter"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/spool"
)

// limited writes a run under a limit on the size of files.
func limited(s *spool.Spool) error {
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 100_000, Max: 100_000}); err != nil {
		return err
	}
	err := s.Put(context.Background(), day1, map[string]iter.Seq2[sink.Event, error]{"a": events(day1, 10), "b": events(day1, 10_000)})
	if !errors.Is(err, syscall.EFBIG) {
		return errors.Join(errors.New("it was written"), err)
	}
	return nil
}

// A write that fails in the middle leaves nothing behind.
func TestNoRoom(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	require.NoError(t, start(t, "limited", dir).Wait())
	require.Equal(t, empty, tree(t, dir))
}

// onSmallDisk opens a spool on a disk of its own, with room for 256 KiB.
func onSmallDisk(t *testing.T) (disk string, s *spool.Spool) {
	t.Helper()
	disk = t.TempDir()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=256k,mode=0700"); err != nil {
		t.Skip("no disk can be mounted here")
	}
	t.Cleanup(func() { _ = syscall.Unmount(disk, 0) })
	s, err := spool.Open(disk)
	require.NoError(t, err)
	return disk, s
}

// fill leaves no room on a disk, with a file that it returns.
func fill(t *testing.T, disk string) (ballast string) {
	t.Helper()
	ballast = filepath.Join(disk, "ballast")
	f, err := os.Create(ballast)
	require.NoError(t, err)
	for err == nil {
		_, err = f.Write(make([]byte, 512))
	}
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.NoError(t, f.Close())
	return ballast
}

// On a full disk nothing is half written, and what was delivered and could not be
// recorded is delivered again.
func TestAFullDisk(t *testing.T) {
	t.Parallel()
	disk, s := onSmallDisk(t)
	err := s.Put(t.Context(), day1, map[string]iter.Seq2[sink.Event, error]{"a": events(day1, 10), "b": events(day1, 10_000)})
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.ErrorContains(t, err, "the disk is full")
	require.Equal(t, empty, tree(t, disk))

	put(t, s, day1, 400, "a")
	ballast := fill(t, disk)

	// The .ack file has some room in its last page; that ends.
	to := &receiver{limits: sink.Limits{Events: 1, Bytes: 1 << 20}}
	tally, err := s.Deliver(t.Context(), "a", to, options())
	require.ErrorIs(t, err, syscall.ENOSPC)
	require.ErrorContains(t, err, "a.ack: the disk is full")
	require.Equal(t, tally.Sent-1, tally.Acknowledged)
	require.Equal(t, 400-tally.Acknowledged, tally.Left)

	require.NoError(t, os.Remove(ballast))
	again := &receiver{}
	_, err = s.Deliver(t.Context(), "a", again, options())
	require.NoError(t, err)
	require.Equal(t, ids(day1, span(tally.Acknowledged, 400)...), again.offered())
}

// When rejected events cannot be set aside, they stay, and what was acknowledged
// beside them counts.
func TestNoRoomToSetAside(t *testing.T) {
	t.Parallel()
	disk, s := onSmallDisk(t)
	put(t, s, day1, 4, "a")
	fill(t, disk)
	to := &receiver{answer: func(int, sink.Batch) (sink.Result, error) {
		return sink.Result{Rejected: []sink.Rejection{{Index: 2, Reason: "no"}}}, nil
	}}
	tally, err := s.Deliver(t.Context(), "a", to, options())
	require.ErrorContains(t, err, "the disk is full")
	require.Equal(t, spool.Tally{Sent: 4, Acknowledged: 3, Left: 1}, tally)
}

func TestAReadOnlyFileSystem(t *testing.T) {
	t.Parallel()
	disk, s := onSmallDisk(t)
	put(t, s, day1, 4, "a")
	require.NoError(t, syscall.Mount("", disk, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, ""))
	_, err := spool.Open(disk)
	require.ErrorContains(t, err, "the file system is read-only")
	to := &receiver{}
	_, err = s.Deliver(t.Context(), "a", to, options())
	require.ErrorContains(t, err, "the file system is read-only")
	require.Empty(t, to.calls, "nothing is sent that could not be recorded")
	list, err := s.Pending()
	require.NoError(t, err)
	require.Equal(t, 4, list[0].Left)
}
