package store

import (
	"context"
	"strings"
	"time"

	"wxaudit/pkg/webex/auth"
)

// sweepPatience bounds the wait for a lock: who holds it is using the tokens.
const sweepPatience = time.Second

// SweepGiven removes the successors of given tokens, in a directory of tokens,
// that have ended by now, other than those kept under the name: they are those of
// seeds that were replaced, or that nothing can be made of any more. Those of
// another job, that shares the directory, are left as long as its refresh token
// lives or its end is not known, and so are damaged ones. What cannot be removed
// is left to the next time.
func SweepGiven(ctx context.Context, dir, name string, now time.Time, o Options) {
	names, err := stems(dir)
	if err != nil {
		return
	}
	for other, isGrant := range names {
		if isGrant && other != name && strings.HasPrefix(other, givenPrefix) {
			NewFile(Path(dir, other), o).sweepEnded(ctx, now)
		}
	}
}

// sweepEnded removes the file and its lock, if the grant has ended. It is looked
// at first without the lock, which would leave one behind.
func (s *File) sweepEnded(ctx context.Context, now time.Time) {
	if g, err := s.read(ctx); err != nil || !hasEnded(g, now) {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, sweepPatience)
	defer cancel()
	lock, err := acquire(ctx, s.lockPath())
	if err != nil {
		return
	}
	defer lock.release()
	if g, err := s.read(ctx); err != nil || !hasEnded(g, now) {
		return // somebody was quicker
	}
	if s.removeFiles() == nil {
		_ = lock.remove() // one alone tells nothing of given tokens
	}
}

// hasEnded says whether neither token of a pair is good any more.
func hasEnded(g auth.Grant, now time.Time) bool {
	past := func(end time.Time) bool { return !end.IsZero() && !now.Before(end) }
	return past(g.RefreshExpiry) && (g.AccessExpiry.IsZero() || past(g.AccessExpiry))
}
