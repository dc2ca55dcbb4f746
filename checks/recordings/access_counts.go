package recordings

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// opened says whether an access lies within lookback_days. Nobody opens a
// recording before it was made, so that one without a time does when the
// recording itself does.
func opened(in *check.Input, rec snapshot.RecordingAccess, a snapshot.Access) snapshot.Tri {
	if a.At.IsZero() && recent(in, in.RecordingAccess.Source, rec.Recorded) == snapshot.Yes {
		return snapshot.Yes
	}
	if a.At.IsZero() {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(!a.At.Before(windowStart(in)))
}

// detailOf is where the accesses of a recording come from. The section's own
// source stands in for one that is not known.
func detailOf(in *check.Input, rec snapshot.RecordingAccess) snapshot.Source {
	if rec.Detail.Path == "" {
		return in.RecordingAccess.Source
	}
	return rec.Detail
}

// momentOf is a moment as evidence has it: nil when it is not known.
func momentOf(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UTC().Format(time.RFC3339)
}

// accessCounts compares what Webex counts of a recording with whom it names.
type accessCounts struct {
	known                  bool // both counts were returned
	views, downloads, rows int
	// unnamed is Yes when there are more views or downloads than named people
	// explain, and Unknown when somebody named may explain them.
	unnamed snapshot.Tri
}

func countsOf(rec snapshot.RecordingAccess) accessCounts {
	views, viewsKnown := rec.Views.Get()
	downloads, downloadsKnown := rec.Downloads.Get()
	c := accessCounts{known: viewsKnown && downloadsKnown, views: views, downloads: downloads, rows: len(rec.Accesses), unnamed: snapshot.No}
	var viewed, downloaded tally
	for _, a := range rec.Accesses {
		viewed.add(a.Viewed)
		downloaded.add(a.Downloaded)
	}
	switch {
	case viewed.explains(views) == snapshot.Unknown || downloaded.explains(downloads) == snapshot.Unknown:
		c.unnamed = snapshot.Unknown
	case viewed.explains(views) == snapshot.No || downloaded.explains(downloads) == snapshot.No:
		c.unnamed = snapshot.Yes
	}
	return c
}

// of begins a sentence about a recording.
func (c accessCounts) of(recording string) string {
	n := check.Count(c.views, "view")
	if c.downloads > 0 {
		n += " and " + check.Count(c.downloads, "download")
	}
	people := check.Count(c.rows, "person")
	if c.rows != 1 {
		people = fmt.Sprintf("%d people", c.rows)
	}
	return fmt.Sprintf("Webex counts %s of %s and names %s", n, recording, people)
}

// tally counts for how many rows something is so, and for how many it may be.
type tally struct{ yes, unknown int }

func (t *tally) add(v snapshot.Tri) {
	switch v {
	case snapshot.Yes:
		t.yes++
	case snapshot.Unknown:
		t.unknown++
	case snapshot.No:
	}
}

// explains says whether the rows account for a number of views or downloads.
// None at all for a number that is not zero is an answer that lacks something.
func (t tally) explains(n int) snapshot.Tri {
	switch {
	case n <= t.yes:
		return snapshot.Yes
	case t.unknown > 0 || t.yes == 0:
		return snapshot.Unknown
	default:
		return snapshot.No
	}
}
