package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// usageSections are the sections that show which lines are in use. A check that
// asks for the use consults them.
var usageSections = []snapshot.Name{
	snapshot.LicensesName, snapshot.MeetingsName, snapshot.EndedMeetingsName, snapshot.RecordingsName,
	snapshot.CallFilesName, snapshot.CCQueuesName, snapshot.GeneratedName, snapshot.VidcastName,
}

// usageOf says whether a product line is in use: by its licences, and by what
// it leaves behind, because the names of licences tell only half.
func usageOf(in *check.Input, l line) use {
	licence := licensed(in, l)
	u := together(append([]signal{licence.signal}, traces(in, l, licence.signal)...)...)
	u.idle = licence.idle
	switch {
	case l == platform:
		u.state, u.gap, u.idle = snapshot.Yes, nil, false
		u.why = "every organisation has Control Hub, and this audit itself uses the APIs"
	case l == slido && u.state == snapshot.No:
		u.state, u.hidden = snapshot.Unknown, true
		u.why = "it is a part of meetings, and Webex lists no use of it"
		u.gap = &snapshot.Gap{Reason: snapshot.NotAttested, Detail: u.why}
	}
	return u
}

// traces are what the use of a line leaves behind.
func traces(in *check.Input, l line, licence signal) []signal {
	switch l {
	case meetings:
		return []signal{seen(&in.EndedMeetings, len(in.EndedMeetings.Items), 0, "ended meeting")}
	case calling:
		return []signal{seen(&in.CallFiles, len(in.CallFiles.Items), 0, "call recording").unlessBought(licence)}
	case contactCenter:
		return []signal{seen(&in.CCQueues, len(in.CCQueues.Items), 0, "contact center queue").unlessBought(licence)}
	case webinars:
		return []signal{comingWebinars(in), pastWebinars(in)}
	case recordingStorage:
		return []signal{
			seen(&in.Recordings, len(in.Recordings.Items), 0, "recording"),
			recordedMeetings(in),
			seen(&in.CallFiles, len(in.CallFiles.Items), 0, "call recording").unlessBought(licensed(in, calling).signal),
		}
	case transcriptsAI:
		return []signal{seen(&in.Generated, len(in.Generated.Items), 0, "generated text")}
	case vidcast:
		return []signal{vidcastAllowed(in)}
	default:
		return nil
	}
}

// recordedMeetings are those that were recorded, whatever became of the
// recording.
func recordedMeetings(in *check.Input) signal {
	hits, doubts := 0, 0
	for _, m := range in.EndedMeetings.Items {
		switch m.HasRecording {
		case snapshot.Yes:
			hits++
		case snapshot.Unknown:
			doubts++
		}
	}
	return seen(&in.EndedMeetings, hits, doubts, "recorded meeting")
}

func comingWebinars(in *check.Input) signal {
	hits, doubts := 0, 0
	for _, h := range in.Meetings.Items {
		if h.Gap != nil || h.Meetings == nil {
			doubts++
		}
		for _, m := range h.Meetings {
			hits, doubts = countWebinar(m.ScheduledType, hits, doubts)
		}
	}
	return seen(&in.Meetings, hits, doubts, "coming webinar")
}

func pastWebinars(in *check.Input) signal {
	hits, doubts := 0, 0
	for _, m := range in.EndedMeetings.Items {
		hits, doubts = countWebinar(m.ScheduledType, hits, doubts)
	}
	return seen(&in.EndedMeetings, hits, doubts, "ended webinar")
}

func countWebinar(scheduledType string, hits, doubts int) (int, int) {
	switch scheduledType {
	case "webinar":
		return hits + 1, doubts
	case "":
		return hits, doubts + 1
	default:
		return hits, doubts
	}
}

// Vidcast counts as used where it may be: Webex lists no videos.
func vidcastAllowed(in *check.Input) signal {
	src, v := in.Vidcast.Source, in.Vidcast.Value
	switch {
	case in.Vidcast.Missing() != nil:
		return seen(&in.Vidcast, 0, 0, "video")
	case v.Allowed == snapshot.Unknown:
		gap := &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: "Webex did not return allow-vidcast-access"}
		return signal{snapshot.Unknown, gap.Detail, check.Evidence(src, "allow-vidcast-access", nil), gap}
	case v.Allowed == snapshot.Yes:
		return signal{snapshot.Yes, "it is switched on for the organisation", check.Evidence(src, "allow-vidcast-access", true), nil}
	default:
		return signal{snapshot.No, "it is switched off", check.Evidence(src, "allow-vidcast-access", false), nil}
	}
}
