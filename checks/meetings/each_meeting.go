package meetings

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// meetingJudge says what the settings of one meeting are worth; subject names
// the meeting for its message, by the host and never by the title.
type meetingJudge func(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source) finding.Finding

// eachMeeting judges every series and scheduled meeting in the window: the
// levels at which Webex shows security settings. Occurrences that are as their
// series says are left to the series.
func eachMeeting(in *check.Input, w check.Window, judge meetingJudge) []finding.Finding {
	fs := check.UnreadMeetings(in)
	src := in.Meetings.Source
	for _, h := range in.Meetings.Items {
		series, judged := seriesIn(h.Meetings, w), 0
		for _, m := range h.Meetings {
			if m.Type == "scheduledMeeting" && m.Modified == snapshot.No && series[m.SeriesID] {
				continue
			}
			r := check.MeetingResource(m, h.Host)
			switch w.HoldsMeeting(m) {
			case snapshot.Yes:
				judged++
				fs = append(fs, judge(m, subject(m, h.Host), r, src))
			case snapshot.Unknown:
				judged++
				fs = append(fs, check.Absent(r, src, "start"))
			}
		}
		if judged == 0 && h.Gap == nil && h.Meetings != nil {
			fs = append(fs, check.NotApplicable(check.HostResource(h.PersonID, h.Host, ""),
				fmt.Sprintf("%s hosts no coming meeting in the days looked at", h.Host)))
		}
	}
	return fs
}

func subject(m snapshot.Meeting, host string) string {
	kind := "meeting"
	switch {
	case m.ScheduledType == webinar:
		kind = "webinar"
	case m.ScheduledType == personalRoom:
		kind = "Personal Room meeting"
	case m.Recurrence.Kind == "finite" || m.Recurrence.Kind == "endless":
		kind = "series"
	}
	if m.Site == "" {
		return fmt.Sprintf("a %s of %s", kind, host)
	}
	return fmt.Sprintf("a %s of %s on %s", kind, host, m.Site)
}

// ahead is the window of the checks that have no parameter for it.
func ahead(now time.Time) check.Window { return check.Days(now, 0, check.MeetingsAhead) }

// seriesIn are the series that are judged themselves.
func seriesIn(ms []snapshot.Meeting, w check.Window) map[string]bool {
	ids := map[string]bool{}
	for _, m := range ms {
		if m.Type == "meetingSeries" && m.ID != "" && w.HoldsMeeting(m) != snapshot.No {
			ids[m.ID] = true
		}
	}
	return ids
}
