package cc

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// RecordingControls is the check cc.recording-controls.
var RecordingControls = check.Check{
	ID:          "cc.recording-controls",
	Title:       "Contact Center recording follows policy, can be paused, and is kept and disposed of as required",
	Severity:    check.High,
	SeverityWhy: "Full-call recording of patient calls at scale.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — recordings section; 'Webex Contact Center may be separate products under the agreement'",
	Why:         "Queues record everything by switch; identity checks should be paused out.",
	Controls:    []hipaa.Citation{"164.308(a)(4)(ii)(B)", "164.316(a)", "164.316(b)(2)(i)"},
	NIST:        []string{"AC-3", "PL-1", "SI-12"},
	Resource:    "telephony queue; user profile; organisation",
	Logic: check.Logic{
		Pass:          "queue matches policy (recording off, or on with pause permitted) and attestation valid with retention ≥ min_days.",
		Fail:          "recordingAllCallsPermitted=true while policy prohibits recording.",
		Warn:          "recording on and pauseRecordingPermitted=false; user profile beyond supervisors with EDIT on recordings; retention attested shorter.",
		NotApplicable: "no Contact Center tenant (404/licence absent).",
		Unknown:       "cjp:config_read missing; no attestation for retention.",
	},
	Traps: []string{
		"The recording fields exist for TELEPHONY queues only.",
		"Contact Center has its own API base URL and region; a 404 there is not proof that the product is absent — combine with the licence list.",
	},
	Remedy: "Contact Center ▸ Queues ▸ (queue) ▸ permit pause/resume. API: PUT /organization/{orgid}/contact-service-queue/{id}.",
	Params: []check.Param{
		{Name: "require_pause", Default: true},
		{Name: "min_days", Default: 2192},
		{Name: "max_age_days", Default: 180},
	},
	Scans:      []snapshot.Name{snapshot.CCQueuesName, snapshot.CCProfilesName},
	Consults:   []snapshot.Name{snapshot.ContactCenterName},
	Statements: []check.Statement{Retention},
	Fields: []string{
		"cc_queues.recording",
		"cc_queues.record_all",
		"cc_queues.pause_recording",
		"cc_queues.channel",
		"cc_profiles.type",
		"cc_profiles.recordings",
		"contact_center.record_all_calls",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     recordingControls,
}

// silentChannels are the words of channelType for queues that take no calls. A
// word that is not among them may be a new one for calls.
var silentChannels = []string{"EMAIL", "FAX", "CHAT", "VIDEO", "OTHERS", "SOCIAL_CHANNEL", "WORK_ITEM"}

func recordingControls(in *check.Input) []finding.Finding {
	if f, none := noCenter(in); none && len(in.CCQueues.Items)+len(in.CCProfiles.Items) == 0 {
		return []finding.Finding{f}
	}
	fs := []finding.Finding{tenantRecording(in), retention(in)}
	for _, q := range in.CCQueues.Items {
		if slices.Contains(silentChannels, q.Channel) {
			continue // only calls are recorded
		}
		fs = append(fs, queueRecording(in, q))
	}
	for _, p := range in.CCProfiles.Items {
		fs = append(fs, profileRights(in, p))
	}
	return fs
}
