package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// How far back old recordings are looked for. A site can be older than the
// organisation that it belongs to now, so the search does not end where the
// organisation began: it goes on until a year was empty, and ends at a floor.
const (
	keepYears   = 6  // calendar years (rule R8)
	floorYears  = 10 // beyond which only an organisation as old is searched
	emptyBefore = 13 // windows without a recording that end the search before the organisation began
)

// oldRecordings reads those that are older than six calendar years and can
// still be watched. The source's Since says how far back it looked.
func oldRecordings(ctx context.Context, r *run) {
	r.section(ctx, snapshot.OrganizationName)
	org := r.s.Organization
	if org.Value == nil || org.Value.Created.IsZero() {
		r.s.OldRecordings.Source = recordingsEndpoint.source()
		r.s.OldRecordings.Gap = firstGap(org.Missing(), organizationEndpoint.lacking(1, "created"))
		return
	}
	to, began := r.now().AddDate(-keepYears, 0, 0), org.Value.Created
	var s snapshot.Section[snapshot.Recording]
	if windows := webex.Windows(began, to, maxSpan); len(windows) > 0 {
		s, to = r.recordingsIn(ctx, recordingsEndpoint, windows, "available"), began
	}
	for windows := webex.Windows(r.now().AddDate(-floorYears, 0, 0), to, maxSpan); len(windows) > 0; {
		older := max(len(windows)-emptyBefore, 0)
		part := r.recordingsIn(ctx, recordingsEndpoint, windows[older:], "available")
		s = earlier(s, part)
		if part.Items == nil || len(part.Items) == 0 && part.Gap == nil {
			break
		}
		windows = windows[:older]
	}
	r.s.OldRecordings = s
}

// earlier adds the recordings of an earlier time to a section.
func earlier(s, before snapshot.Section[snapshot.Recording]) snapshot.Section[snapshot.Recording] {
	if s.Source.Path == "" {
		return before // the first part
	}
	held := map[string]bool{}
	for _, rec := range s.Items {
		held[rec.ID] = true
	}
	for _, rec := range before.Items {
		if !held[rec.ID] { // not on the edge of two windows
			s.Items = append(s.Items, rec)
		}
	}
	if s.Items == nil {
		s.Items = before.Items
	}
	sortRecordings(s.Items)
	s.Gap = firstGap(s.Gap, before.Gap)
	s.Source.Since, s.Source.ReadAt = before.Source.Since, latest(s.Source.ReadAt, before.Source.ReadAt)
	return s
}
