package collect

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// textFilters are the filters of GET /meetings that find the meetings of which
// Webex made a text; flag and note read and write the same of one meeting.
var textFilters = []struct {
	name string
	flag func(wireMeeting) snapshot.Tri
	note func(*snapshot.GeneratedContent)
}{
	{"hasSummary", func(w wireMeeting) snapshot.Tri { return w.HasSummary.Tri() }, func(c *snapshot.GeneratedContent) { c.Summary = snapshot.Yes }},
	{"hasTranscription", func(w wireMeeting) snapshot.Tri { return w.HasTranscription.Tri() }, func(c *snapshot.GeneratedContent) { c.Transcription = snapshot.Yes }},
	{"hasClosedCaption", func(w wireMeeting) snapshot.Tri { return w.HasClosedCaption.Tri() }, func(c *snapshot.GeneratedContent) { c.Captions = snapshot.Yes }},
}

// generatedContent finds the ended meetings of which Webex made a summary, a
// transcript or captions, by filters alone: the texts are never asked for.
func generatedContent(ctx context.Context, r *run) {
	d := r.directory(ctx)
	s := snapshot.Section[snapshot.GeneratedContent]{Source: meetingsEndpoint.source()}
	s.Source.Since = r.now().Add(-lookBack)
	windows := webex.Windows(s.Source.Since, r.now(), maxSpan)
	parts := make([]ended, len(windows)*len(textFilters))
	each(len(parts), func(i int) {
		parts[i] = r.endedIn(ctx, windows[i%len(windows)], textFilters[i/len(windows)].name, "true")
	})

	found := map[string]*snapshot.GeneratedContent{}
	var nameless int
	for i, part := range parts {
		filter := textFilters[i/len(windows)]
		s.Gap = firstGap(s.Gap, part.gap)
		s.Source.ReadAt = latest(s.Source.ReadAt, part.readAt)
		if part.rows != nil && s.Items == nil {
			s.Items = []snapshot.GeneratedContent{}
		}
		for _, w := range part.rows {
			if filter.flag(w) == snapshot.No {
				s.Gap = firstGap(s.Gap, meetingsEndpoint.misshapen(fmt.Sprintf("Webex did not apply the filter %s", filter.name)))
				continue
			}
			if w.ID == "" {
				nameless++
				continue
			}
			if found[w.ID] == nil {
				found[w.ID] = r.generated(ctx, d, w)
			}
			filter.note(found[w.ID])
		}
	}
	for _, c := range found {
		s.Items = append(s.Items, *c)
	}
	slices.SortFunc(s.Items, func(a, b snapshot.GeneratedContent) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), cmp.Compare(a.Host, b.Host), a.Start.Compare(b.Start), cmp.Compare(a.MeetingID, b.MeetingID))
	})
	s.Gap = firstGap(s.Gap, meetingsEndpoint.lacking(nameless, "id"))
	if !r.seesAllMeetings(ctx) {
		s.Gap = firstGap(s.Gap, ownMeetings())
	}
	r.s.Generated = s
}

// generated is the meeting with no text noted yet. What the filters did not
// list is known not to be there, and the gap of the section says where they
// could not be asked.
func (r *run) generated(ctx context.Context, d directory, w wireMeeting) *snapshot.GeneratedContent {
	c := &snapshot.GeneratedContent{
		MeetingID: w.ID, Site: siteHost(w.SiteURL), Start: w.Start.Time,
		Summary: snapshot.No, Transcription: snapshot.No, Captions: snapshot.No,
	}
	c.Host, c.PersonID = r.staff(ctx, d, w.HostEmail)
	return c
}
