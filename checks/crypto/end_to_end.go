package crypto

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// meetingsEndToEnd judges whether each coming meeting is of a session type with
// end-to-end encryption. One that is not fails where the policy asks for it,
// and else is worth a warning: practice is not what was decided.
func meetingsEndToEnd(in *check.Input, required bool) []finding.Finding {
	var fs []finding.Finding
	for _, part := range []struct {
		name snapshot.Name
		part snapshot.Part
	}{{snapshot.MeetingsName, in.Meetings}, {snapshot.SessionTypesName, in.SessionTypes}} {
		if g := part.part.Missing(); g != nil {
			fs = append(fs, check.Unread(finding.Resource{Type: "section", ID: string(part.name)}, part.part.Origin(), g))
		}
	}
	fs = append(fs, check.UnreadMeetings(in)...)
	for _, h := range in.Meetings.Items {
		for _, m := range h.Meetings {
			fs = append(fs, meetingEndToEnd(in, m, h.Host, required))
		}
	}
	return fs
}

func meetingEndToEnd(in *check.Input, m snapshot.Meeting, host string, required bool) finding.Finding {
	r := check.MeetingResource(m, host)
	encrypted := endToEnd(in, m)
	ev := []finding.Evidence{
		check.Evidence(in.Meetings.Source, "sessionTypeId", check.Word(m.SessionTypeID)),
		check.Evidence(in.SessionTypes.Source, "name", encrypted.Any()),
	}
	switch {
	case m.SessionTypeID == "":
		return check.Absent(r, in.Meetings.Source, "sessionTypeId")
	case encrypted == snapshot.Unknown:
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("the name of the session type %s of %s is not known, so neither is its encryption", m.SessionTypeID, m.Site), ev...)
	case encrypted == snapshot.No && required:
		return check.Fail(r, "the meeting is of a session type without end-to-end encryption", ev...)
	case encrypted == snapshot.No:
		return check.Warn(r, "the decision is for end-to-end encryption, and the meeting is of a session type without it", ev...)
	case m.AutoRecord == snapshot.Yes:
		return check.Warn(r, "the meeting is to be encrypted end to end and to record by itself: Webex cannot record what it cannot read",
			append(ev, check.Evidence(in.Meetings.Source, "enabledAutoRecordMeeting", true))...)
	case m.AutoRecord == snapshot.Unknown:
		return check.Absent(r, in.Meetings.Source, "enabledAutoRecordMeeting")
	default:
		return check.Pass(r, "the meeting is of a session type with end-to-end encryption", ev...)
	}
}

// endToEnd looks the session type of a meeting up by its id, which means
// something on its own site only.
func endToEnd(in *check.Input, m snapshot.Meeting) snapshot.Tri {
	for _, t := range in.SessionTypes.Items {
		if t.Site == m.Site && t.ID == m.SessionTypeID {
			return t.EndToEnd
		}
	}
	return snapshot.Unknown
}
