package links

import "wxaudit/pkg/snapshot"

// meetingNumbers are the keys of the meeting numbers in the usage report, with
// their sites: each site numbers its own meetings.
type meetingNumbers struct {
	byMeeting map[string]string
	// lost says that a meeting which is not there may have been in a row that
	// was lost.
	lost bool
}

func meetingNumbersOf(usage snapshot.Section[snapshot.UsageRow]) meetingNumbers {
	n := meetingNumbers{byMeeting: map[string]string{}, lost: usage.Missing() != nil}
	for _, row := range usage.Items {
		n.lost = n.lost || row.MeetingID == ""
		n.byMeeting[row.MeetingID] = ""
		if row.NumberKey != "" && row.Site != "" {
			n.byMeeting[row.MeetingID] = row.Site + " " + row.NumberKey
		}
	}
	return n
}

// of is the number of a meeting, and the first field without which its link is
// not known whole.
func (n meetingNumbers) of(m snapshot.EndedMeeting) (number, missing string) {
	number, reported := n.byMeeting[m.ID]
	switch {
	case m.SeriesID == "":
		missing = "meetingSeriesId"
	case m.ID == "":
		missing = "id"
	case reported && number == "", !reported && n.lost:
		missing = "meetingNumber"
	}
	return number, missing
}
