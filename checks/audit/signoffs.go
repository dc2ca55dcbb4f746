package audit

import (
	"fmt"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// signOffs say which changes somebody stands for.
type signOffs struct {
	tickets map[string]bool // by event id
	through finding.Day     // every event up to this day, in UTC, was reviewed
}

// signOffsOf reads the tickets, "event id|ticket", and the review in force. It
// refuses a list of tickets that is half understood.
func signOffsOf(in *check.Input) (signOffs, error) {
	s := signOffs{tickets: map[string]bool{}, through: reviewedBy(in, changeReview)}
	for i, entry := range in.Params.Strings("change_tickets") {
		id, ticket, ok := strings.Cut(entry, "|")
		id, ticket = strings.TrimSpace(id), strings.TrimSpace(ticket)
		if !ok || id == "" || ticket == "" || strings.Contains(ticket, "|") {
			return s, fmt.Errorf("entry %d is not of the form event id|ticket", i+1)
		}
		s.tickets[id] = true
	}
	return s, nil
}

// reviewedBy is the last day that an attested review covers for good; the zero
// Day when there is none in force, or its evidence is gone. The day on which it
// was signed was not over then.
func reviewedBy(in *check.Input, st check.Statement) finding.Day {
	a, ok := in.Stands(st, "", "reviewed")
	if !ok || a.Proof == check.ProofMissing {
		return finding.Day{}
	}
	through := reviewedThrough(a)
	if through == a.SignedOn {
		return through.Plus(-1)
	}
	return through
}

func (s signOffs) covers(e snapshot.AdminEvent) bool {
	return s.tickets[e.ID] && e.ID != "" || !s.through.IsZero() && !finding.DayOf(e.At, time.UTC).After(s.through)
}
