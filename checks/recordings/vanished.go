package recordings

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// vanished looks for meetings that were recorded and whose recording is in no
// list: Webex keeps saying that a meeting was recorded after the recording is
// gone. Without the whole lists of available and deleted recordings nothing
// can be missed in them.
func vanished(in *check.Input) []finding.Finding {
	src := in.EndedMeetings.Source
	if in.Recordings.Missing() != nil || in.DeletedRecordings.Missing() != nil {
		return nil // the engine says so
	}
	have := holdingsOf(slices.Concat(in.Recordings.Items, in.DeletedRecordings.Items, in.PurgedRecordings.Items))
	var fs []finding.Finding
	silent := 0
	for _, m := range in.EndedMeetings.Items {
		r := check.MeetingResource(snapshot.Meeting{ID: m.ID, Start: m.Start}, m.Host)
		ev := check.Evidence(src, "hasRecording", m.HasRecording.Any())
		of := "a meeting of " + hostName(m.Host) + " was recorded"
		purged := in.PurgedRecordings.Missing()
		switch {
		case !m.Start.IsZero() && m.Start.Before(windowStart(in)): // lookback_days leaves it out
		case m.HasRecording == snapshot.Unknown, m.ID == "" && m.HasRecording == snapshot.Yes:
			silent++
		case m.HasRecording == snapshot.No, have.meetings[m.ID]:
		case m.Start.After(in.Now.AddDate(0, 0, -1)): // Webex may still be making the file
		case m.Start.IsZero():
			fs = append(fs, check.Unknown(r, snapshot.FieldAbsent, of+", and Webex did not return when, so that it may still be making the recording", ev, check.Evidence(src, "start", nil)))
		case have.mayHold(m.Host):
			fs = append(fs, check.Unknown(r, snapshot.FieldAbsent, of+"; which recording is its own cannot be told, because some name no meeting", ev, check.Evidence(in.Recordings.Source, "meetingId", nil)))
		case purged != nil:
			fs = append(fs, check.Unknown(r, purged.Reason, of+", and the recording is neither available nor in the recycle bin; purged recordings are not visible", ev))
		default:
			fs = append(fs, check.Warn(r, of+", and the recording is in no list: it was removed, and who did so is not known", ev))
		}
	}
	if silent > 0 {
		fs = append(fs, check.Unknown(finding.Resource{Type: "section", ID: "recorded_meetings", Name: "recorded meetings"}, snapshot.FieldAbsent,
			fmt.Sprintf("%d of %s do not say whether they were recorded, or have no id", silent, check.Count(len(in.EndedMeetings.Items), "ended meeting")),
			check.Evidence(src, "hasRecording", nil)))
	}
	return fs
}

// holdings are the meetings of which a recording is in some list.
type holdings struct {
	meetings map[string]bool
	// loose are the hosts of recordings that name no meeting.
	loose map[string]bool
}

func holdingsOf(recordings []snapshot.Recording) holdings {
	h := holdings{meetings: map[string]bool{}, loose: map[string]bool{}}
	for _, r := range recordings {
		if r.MeetingID == "" {
			h.loose[r.Host] = true
		} else {
			h.meetings[r.MeetingID] = true
		}
	}
	return h
}

// mayHold says whether a recording that names no meeting may be one of this
// host: a recording belongs to the host of its meeting.
func (h holdings) mayHold(host string) bool {
	return h.loose[host] || h.loose[""] || host == "" && len(h.loose) > 0
}
