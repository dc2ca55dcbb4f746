// Package har takes from an HTTP archive (HAR 1.2), as browsers save one, the
// answers of Control Hub's services that the collectors may use, and writes
// them down as a recording.
//
// The archive is read as a stream: whatever is not an answer to a read of the
// catalogue is passed over without being held. Headers, cookies and everything
// else of an exchange are never looked at, and what is kept of an answer is what
// the redactor of package collect keeps.
package har

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/webex"
)

// MaxAge is how old a capture may be.
const MaxAge = 90 * 24 * time.Hour

// ahead is how much the clock of the browser's machine may be ahead of ours.
const ahead = 5 * time.Minute

// Options says what to do with an archive. All of them are required.
type Options struct {
	// To is the directory of the recording, which must not exist or be empty.
	To string
	// Now is the clock; entries from after it, or from more than MaxAge before
	// it, are refused.
	Now time.Time
	// Key keys the pseudonyms of the recording.
	Key []byte
	// ToolVersion goes into the recording.
	ToolVersion string
}

// Result says what was taken from an archive.
type Result struct {
	// Organization is the UUID of the organisation that the browser looked at.
	Organization string
	// Oldest and Newest are when the browser saw the answers that are used.
	Oldest, Newest time.Time
	// Used lists the requests whose answers are used, as "GET /path" with
	// placeholders, sorted. A request of two settings is there twice.
	Used []string
	// Entries counts the exchanges of the archive.
	Entries int
	// Unusable lists answers that were ours and could not be used, and why.
	Unusable []string
}

// Import reads an archive and writes what it holds of Control Hub as a
// recording. Its errors say what is wrong with the archive, and quote nothing of
// it. When it fails, nothing is left in Options.To.
func Import(ctx context.Context, r io.Reader, o Options) (*Result, error) {
	if o.To == "" || o.Now.IsZero() || len(o.Key) == 0 {
		return nil, errors.New("har: To, Now and Key are required")
	}
	s := newSelection()
	if err := s.read(newWalker(ctx, r)); err != nil {
		return nil, fmt.Errorf("har: %w", err)
	}
	if err := s.check(o.Now); err != nil {
		return nil, fmt.Errorf("har: %w", err)
	}
	if err := s.record(ctx, o); err != nil {
		return nil, fmt.Errorf("har: %w", err)
	}
	return s.result(), nil
}

// answer is one answer that is used.
type answer struct {
	request webex.Request
	at      time.Time
	body    []byte
}

// selection is what one archive has for us: the newest answer to each request.
type selection struct {
	answers      map[string]answer    // by path
	seen         map[string]time.Time // when the newest answer came, used or not, by path
	organization string
	entries      int
	unusable     []string
	bodiless     int // answers of ours without a body
}

func newSelection() *selection {
	return &selection{answers: map[string]answer{}, seen: map[string]time.Time{}}
}

// order lists the answers, always the same way.
func (s *selection) order() []answer {
	var all []answer
	for _, path := range slices.Sorted(maps.Keys(s.answers)) {
		all = append(all, s.answers[path])
	}
	return all
}

// span is when the first and the last of the answers were seen.
func (s *selection) span() (oldest, newest time.Time) {
	for _, a := range s.answers {
		if oldest.IsZero() || a.at.Before(oldest) {
			oldest = a.at
		}
		if a.at.After(newest) {
			newest = a.at
		}
	}
	return oldest, newest
}

func (s *selection) result() *Result {
	oldest, newest := s.span()
	res := &Result{Organization: s.organization, Oldest: oldest, Newest: newest, Entries: s.entries, Unusable: s.unusable}
	for _, a := range s.order() {
		res.Used = append(res.Used, a.request.Name())
	}
	slices.Sort(res.Used)
	return res
}

// check refuses what cannot be evidence.
func (s *selection) check(now time.Time) error {
	if len(s.answers) == 0 {
		return s.nothing()
	}
	oldest, newest := s.span()
	return inTime(oldest, newest, now)
}

// inTime refuses a capture from too long ago or from after the run.
func inTime(oldest, newest, now time.Time) error {
	switch {
	case now.Sub(oldest) > MaxAge:
		return fmt.Errorf("the capture was taken on %s, more than %d days before %s: take a new one",
			oldest.UTC().Format(time.DateOnly), int(MaxAge/(24*time.Hour)), now.UTC().Format(time.DateOnly))
	case newest.Sub(now) > ahead:
		return fmt.Errorf("the capture was taken at %s, after the clock of this run (%s)", newest.UTC().Format(time.RFC3339), now.UTC().Format(time.RFC3339))
	default:
		return nil
	}
}

// nothing says why there is nothing to use, and what would help.
func (s *selection) nothing() error {
	var why strings.Builder
	fmt.Fprintf(&why, "none of the %d entries is an answer that can be used", s.entries)
	switch {
	case s.bodiless > 0:
		why.WriteString(": the answers of Control Hub were saved without their content; choose \"save all as HAR with content\"")
	case len(s.unusable) > 0:
		fmt.Fprintf(&why, " (%s)", s.unusable[0])
	}
	why.WriteString("; with the developer tools open, sign in to admin.webex.com as a full administrator, open Management > Organization Settings " +
		"(Authentication, Identity providers) and Services > Messaging > Settings, and save the network log then")
	return errors.New(why.String())
}
