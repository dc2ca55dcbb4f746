package meetings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// joinPreferences judges what new meetings of each host start from. It is
// never a failure by itself: the meetings show what came of it.
func joinPreferences(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	src := in.Scheduling.Source
	type seat struct{ person, site string }
	read := map[seat]bool{}
	for _, p := range in.Scheduling.Items {
		read[seat{p.PersonID, p.Site}] = true
		r := check.HostResource(p.PersonID, p.Host, p.Site)
		ev := check.Evidence(src, "enabledJoinBeforeHost", p.JoinBeforeHost.Any())
		switch {
		case p.Gap != nil:
			fs = append(fs, check.Unread(r, src, p.Gap))
		case p.JoinBeforeHost == snapshot.Yes:
			fs = append(fs, check.Warn(r, fmt.Sprintf("new meetings of %s on %s let people in before the host", p.Host, p.Site), ev))
		case p.JoinBeforeHost == snapshot.No:
			fs = append(fs, check.Pass(r, fmt.Sprintf("new meetings of %s on %s make people wait for the host", p.Host, p.Site), ev))
		default:
			fs = append(fs, check.Absent(r, src, ev.Field))
		}
	}
	return append(fs, check.UnreadHostSites(in, "scheduling preferences", func(person, site string) bool {
		return read[seat{person, site}]
	})...)
}

// joinMeeting judges one meeting; early is how many minutes before the start
// the policy allows people into a lobby.
func joinMeeting(m snapshot.Meeting, subject string, r finding.Resource, src snapshot.Source, early int) finding.Finding {
	join := check.Evidence(src, "enabledJoinBeforeHost", m.JoinBeforeHost.Any())
	audio := check.Evidence(src, "enableConnectAudioBeforeHost", m.AudioBeforeHost.Any())
	switch m.JoinBeforeHost {
	case snapshot.Unknown:
		return check.Absent(r, src, join.Field)
	case snapshot.No:
		return audioBefore(subject+" makes people wait for the host", m, r, src, join, audio)
	}

	before := check.Evidence(src, "joinBeforeHostMinutes", m.JoinBeforeHostMinutes.Any())
	lobby := check.Evidence(src, "unlockedMeetingJoinSecurity", admission(m))
	minutes, known := m.JoinBeforeHostMinutes.Get()
	switch {
	case !known:
		return check.Absent(r, src, before.Field)
	case minutes > early:
		return check.Fail(r, fmt.Sprintf("%s lets people in %s before its start, without the host", subject, check.Count(minutes, "minute")), join, before)
	case early == 0:
		return check.Warn(r, subject+" opens at its start without the host", join, before)
	case m.UnlockedJoin == allowJoin:
		return check.Fail(r, subject+" opens without the host and has no lobby", join, before, lobby)
	case m.UnlockedJoin == "":
		return check.Absent(r, src, lobby.Field)
	case lobby.Value == nil:
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("%s opens without the host, and Webex gave a %s that is not documented", subject, lobby.Field), join, before, lobby)
	default:
		return audioBefore(fmt.Sprintf("%s opens at most %s early, into the lobby", subject, check.Count(early, "minute")), m, r, src, join, before, lobby, audio)
	}
}

// audioBefore judges a meeting that passes otherwise.
func audioBefore(good string, m snapshot.Meeting, r finding.Resource, src snapshot.Source, ev ...finding.Evidence) finding.Finding {
	switch m.AudioBeforeHost {
	case snapshot.Yes:
		return check.Warn(r, good+", but connects their audio before", ev...)
	case snapshot.No:
		return check.Pass(r, good, ev...)
	default:
		return check.Absent(r, src, "enableConnectAudioBeforeHost")
	}
}
