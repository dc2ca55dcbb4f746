package cc

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Retention is the statement about what Webex shows to nobody: how long
// recordings of the Contact Center are kept, and who replays them.
var Retention = check.Statement{
	ID:      "cc.recording-controls/retention",
	Asks:    "Are the Contact Center's recordings kept and disposed of as required, and replayed only by those who should?",
	Where:   "Contact Center ▸ Recording management: schedules, retention, and the roles that may replay",
	Answers: []string{"yes", "no"},
	Details: []check.Detail{
		{Name: "recording_allowed", Asks: "Does the recording policy allow calls of the Contact Center to be recorded?", Kind: check.YesNoDetail},
		{Name: "days", Asks: "For how many days are recordings kept?", Kind: check.NumberDetail},
		{Name: "schedules_reviewed", Asks: "Were the recording schedules reviewed?", Kind: check.YesNoDetail},
		{Name: "replay_roles", Asks: "Which types of user profiles may replay recordings?", Kind: check.ListDetail, Words: profileTypes, Optional: true},
	},
}

var profileTypes = []string{
	"ADMINISTRATOR", "ADMINISTRATOR_ONLY", "SUPERVISOR", "PREMIUM_AGENT", "STANDARD_AGENT",
	"ANALYZER_ADMINISTRATOR", "ANALYZER_SUPERVISOR", "ANALYZER_USER",
}

// noCenter says that the licences show no Contact Center.
func noCenter(in *check.Input) (f finding.Finding, none bool) {
	c := in.ContactCenter.Value
	if c == nil || c.Present != snapshot.No {
		return f, false
	}
	return check.NotApplicable(check.OrganizationResource(), "the organisation has no licence for the Contact Center",
		check.Evidence(in.ContactCenter.Source, "contact_center", false)), true
}

// recordingAllowed is what the recording policy says, on somebody's word; an
// entry that is no longer valid still tells what the policy says, and its own
// finding tells the rest.
func recordingAllowed(in *check.Input) snapshot.Tri {
	a, _ := in.Attested(Retention, "")
	allowed, said := a.Bool("recording_allowed")
	if !said {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(allowed)
}

// recorded judges somewhere that records calls: all of them, or some, with or
// without a pause.
type recorded struct {
	resource   finding.Resource
	subject    string // begins the messages
	src        snapshot.Source
	all        snapshot.Tri
	pause      snapshot.Tri
	pauseField string
	evidence   []finding.Evidence
}

func (c recorded) judge(in *check.Input) finding.Finding {
	allowed := recordingAllowed(in)
	mustPause := in.Params.Bool("require_pause")
	switch {
	case allowed == snapshot.Unknown:
		return check.NotAttested(c.resource, c.subject+" records calls, and nobody has attested whether the recording policy allows it (wxaudit attest add "+Retention.ID+")", c.evidence...)
	case allowed == snapshot.No && c.all == snapshot.Yes:
		return check.Fail(c.resource, c.subject+" records every call, which the recording policy prohibits", c.evidence...)
	case allowed == snapshot.No:
		return check.Warn(c.resource, c.subject+" lets calls be recorded, which the recording policy prohibits", c.evidence...)
	case mustPause && c.pause == snapshot.Unknown:
		return check.Absent(c.resource, c.src, c.pauseField)
	case mustPause && c.pause == snapshot.No:
		return check.Warn(c.resource, c.subject+" records calls, and agents cannot pause it while a caller proves who they are", c.evidence...)
	default:
		return check.Pass(c.resource, c.subject+" records calls as the policy allows", c.evidence...)
	}
}

func queueRecording(in *check.Input, q snapshot.CCQueue) finding.Finding {
	r, src := finding.Resource{Type: "queue", ID: q.ID}, in.CCQueues.Source
	f := queueAsActive(in, r, q)
	switch {
	case q.Channel == "":
		return check.Absent(r, src, "channelType")
	case q.Active == snapshot.No:
		return check.NotApplicable(r, "the queue is not active", check.Evidence(src, "active", false))
	case q.Active == snapshot.Unknown && f.Status != finding.Pass:
		return check.Absent(r, src, "active")
	default:
		return f
	}
}

func queueAsActive(in *check.Input, r finding.Resource, q snapshot.CCQueue) finding.Finding {
	src := in.CCQueues.Source
	ev := []finding.Evidence{
		check.Evidence(src, "recordingPermitted", q.Recording.Any()),
		check.Evidence(src, "recordingAllCallsPermitted", q.RecordAll.Any()),
	}
	absent, lacks := check.FirstAbsent(ev)
	switch {
	case lacks:
		return check.Absent(r, src, absent)
	case q.Recording == snapshot.Yes || q.RecordAll == snapshot.Yes:
		ev = append(ev, check.Evidence(src, "pauseRecordingPermitted", q.PauseRecording.Any()))
		return recorded{r, "the queue", src, q.RecordAll, q.PauseRecording, "pauseRecordingPermitted", ev}.judge(in)
	default:
		return check.Pass(r, "the queue does not record calls", ev...)
	}
}

// tenantRecording judges the switch that records every call, whatever the
// queues say.
func tenantRecording(in *check.Input) finding.Finding {
	r, src := check.SettingResource("contact_center_recording"), in.ContactCenter.SourceOf("record_all_calls")
	gap := in.ContactCenter.Missing()
	if gap == nil {
		gap = in.ContactCenter.Value.Gaps["settings"]
	}
	if gap != nil {
		return check.Unread(r, src, gap)
	}
	c := in.ContactCenter.Value
	ev := []finding.Evidence{check.Evidence(src, "recordAllCalls", c.RecordAllCalls.Any())}
	switch c.RecordAllCalls {
	case snapshot.No:
		return check.Pass(r, "the tenant leaves recording to its queues", ev...)
	case snapshot.Yes:
		ev = append(ev, check.Evidence(src, "pauseResumeEnabled", c.PauseResume.Any()))
		return recorded{r, "the tenant", src, snapshot.Yes, c.PauseResume, "pauseResumeEnabled", ev}.judge(in)
	default:
		return check.Absent(r, src, "recordAllCalls")
	}
}

func retention(in *check.Input) finding.Finding {
	r, least := check.SettingResource("contact_center_retention"), in.Params.Int("min_days")
	return in.Attest(r, Retention, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		days, said := a.Int("days")
		reviewed, _ := a.Bool("schedules_reviewed")
		var faults check.Faults
		faults.Fail(a.Answer != "yes", "are attested not to be kept and disposed of as required")
		faults.Warn(said && days < least, fmt.Sprintf("are kept %d days, less than the %d of your checklist", days, least))
		faults.Warn(!reviewed, "have schedules that nobody reviewed")
		switch {
		case faults.Failed():
			return faults.Finding(r, "recordings")
		case !said:
			return check.NotAttested(r, "the attestation "+Retention.ID+" does not say for how many days recordings are kept")
		case faults.Any():
			return faults.Finding(r, "recordings")
		default:
			return check.Pass(r, fmt.Sprintf("recordings are attested to be kept %d days and disposed of", days))
		}
	})
}

// keepers are the profiles that may edit recordings.
var keepers = []string{"ADMINISTRATOR", "ADMINISTRATOR_ONLY", "SUPERVISOR"}

func profileRights(in *check.Input, p snapshot.CCProfile) finding.Finding {
	r, src := finding.Resource{Type: "user_profile", ID: p.ID}, in.CCProfiles.Source
	a, _ := in.Attested(Retention, "")
	replay := a.List("replay_roles")
	ev := []finding.Evidence{check.Evidence(src, "permissions", check.Word(p.Recordings)), check.Evidence(src, "profileType", check.Word(p.Type))}
	edits := p.Recordings == "EDIT" || p.Recordings == "ENABLED"
	none := p.Recordings == "NONE" || p.Recordings == "DISABLED"
	var f finding.Finding
	switch {
	case p.Gap != nil:
		return check.Unread(r, src, p.Gap)
	case p.Recordings == "":
		return check.Absent(r, src, "permissions")
	case none, !edits && replay == nil:
		return check.Pass(r, "the profile may not edit recordings", ev...)
	case p.Type == "":
		return check.Absent(r, src, "profileType")
	case edits && !slices.Contains(keepers, p.Type):
		f = check.Warn(r, fmt.Sprintf("a profile of type %s may edit recordings, beyond supervisors", p.Type), ev...)
	case replay != nil && !slices.Contains(replay, p.Type):
		f = check.Warn(r, fmt.Sprintf("a profile of type %s may replay recordings, though it is not among those attested", p.Type), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("a profile of type %s should see recordings", p.Type), ev...)
	}
	switch p.Active {
	case snapshot.No:
		return check.NotApplicable(r, "the profile is not active", check.Evidence(src, "active", false))
	case snapshot.Unknown:
		return check.Absent(r, src, "active")
	default:
		return f
	}
}
