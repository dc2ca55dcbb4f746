package meetings

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// seriesSample is of how many series that are over the collector reads the
// settings: the newest of each host, or all when there are fewer.
const seriesSample = 20

// eachPastSeries judges the series behind the ended meetings of the past, save
// those that eachMeeting judges in the window of all meetings. Those that were not read cap a pass at a warning, or
// are unknown where the sample is smaller than the collector means it to be.
func eachPastSeries(in *check.Input, past, all check.Window, judge meetingJudge) []finding.Finding {
	used, fs := usedSeries(in, past, all)
	read := map[string]snapshot.PastSeries{}
	for _, p := range in.PastSeries.Items {
		read[p.SeriesID] = p
	}
	src, held, judged := in.PastSeries.Source, 0, 0
	hosts := slices.SortedFunc(maps.Keys(used), func(a, b host) int {
		return cmp.Or(cmp.Compare(a.email, b.email), cmp.Compare(a.person, b.person))
	})
	for _, by := range hosts {
		n := 0
		for _, id := range slices.Sorted(maps.Keys(used[by])) {
			p, found := read[id]
			if !found {
				continue
			}
			n++
			fs = append(fs, judgePast(p, by, src, judge))
		}
		if want := min(seriesSample, len(used[by])); n < want {
			fs = append(fs, check.Unknown(check.HostResource(by.person, by.email, ""), snapshot.Truncated,
				fmt.Sprintf("the settings of only %d of %s of %s were read", n, check.Count(len(used[by]), "past meeting"), cmp.Or(by.email, "unknown hosts"))))
		}
		held, judged = held+len(used[by]), judged+n
	}
	if judged < held {
		fs = append(fs, check.Warn(finding.Resource{Type: "sample", ID: "past_series", Name: "past series"},
			fmt.Sprintf("the settings of %d of %d past series (%d %%) were read; nothing is known of the others", judged, held, 100*judged/held),
			check.Evidence(src, "items", judged)))
	}
	return fs
}

// usedSeries are the series of the past meetings, by host, without those that
// are judged as coming meetings.
func usedSeries(in *check.Input, past, all check.Window) (map[host]map[string]bool, []finding.Finding) {
	coming := map[string]bool{}
	for _, h := range in.Meetings.Items {
		maps.Copy(coming, seriesIn(h.Meetings, all))
	}
	var fs []finding.Finding
	used, src := map[host]map[string]bool{}, in.EndedMeetings.Source
	for _, m := range in.EndedMeetings.Items {
		r := check.MeetingResource(snapshot.Meeting{ID: m.ID, Start: m.Start}, m.Host)
		switch in := past.Holds(m.Start); {
		case in == snapshot.No:
		case m.SeriesID == "":
			fs = append(fs, check.Absent(r, src, "meetingSeriesId"))
		case coming[m.SeriesID]:
		case in == snapshot.Unknown:
			fs = append(fs, check.Absent(r, src, "start"))
		default:
			by := host{m.PersonID, m.Host}
			if used[by] == nil {
				used[by] = map[string]bool{}
			}
			used[by][m.SeriesID] = true
		}
	}
	return used, fs
}

func judgePast(p snapshot.PastSeries, by host, src snapshot.Source, judge meetingJudge) finding.Finding {
	r := check.MeetingResource(snapshot.Meeting{ID: p.SeriesID}, by.email)
	switch {
	case p.Gap != nil:
		return check.Unread(r, src, p.Gap)
	case p.Meeting == nil:
		return check.Absent(r, src, "id")
	}
	m := *p.Meeting
	return judge(m, subject(m, cmp.Or(by.email, "an unknown host"))+" that is over", check.MeetingResource(m, by.email), src)
}
