package collect

import (
	"fmt"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Capture is a recording of the administrator's own browser: the answers of
// Control Hub's services that may refuse the token. Package har makes one.
type Capture struct {
	Client *webex.Client
	// At is when the browser saw the first of them.
	At time.Time
	// Organization is the UUID of the organisation that was seen.
	Organization string
	// Edited are its files that are not as they were written.
	Edited []string
}

// OtherOrganizationError refuses a capture that was taken from another
// organisation than the one that is audited.
type OtherOrganizationError struct{ Captured, Audited string }

// Error names both organisations.
func (e *OtherOrganizationError) Error() string {
	return fmt.Sprintf("the capture is of the organisation %s, and the token is for %s", e.Captured, e.Audited)
}

// checkCapture refuses the capture of another organisation. One that does not
// say whose it is cannot be used either.
func (r *run) checkCapture() error {
	if r.o.Capture == nil || uuidOf(r.o.Capture.Organization) == r.orgUUID() {
		return nil
	}
	return &OtherOrganizationError{Captured: r.o.Capture.Organization, Audited: r.orgUUID()}
}

// captureOf gives a record that was read from a capture its rank. The service's
// own gap says more than that the capture lacks the answer, so none is kept.
func captureOf[T any](s snapshot.Record[T], c *Capture) snapshot.Record[T] {
	s.Gap = nil
	s.Source = captured(s.Source, c)
	for name, src := range s.Fields {
		s.Fields[name] = captured(src, c)
	}
	return s
}

func captured(src snapshot.Source, c *Capture) snapshot.Source {
	src.Rank, src.InPlaceOf = snapshot.RankCapture, nil
	if src.ReadAt.IsZero() {
		src.ReadAt = c.At
	}
	return src
}
