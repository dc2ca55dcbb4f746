package recordings

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// DeletedEarly is the check recordings.deleted-early.
var DeletedEarly = check.Check{
	ID:          "recordings.deleted-early",
	Title:       "No clinical recording was deleted or purged before six years",
	Severity:    check.High,
	SeverityWhy: "Loss is final after purge; it also removes evidence.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'retain for six years, dispose of securely after the retention period'",
	Why:         "Hosts can bin their own recordings; the policy alone does not stop it.",
	Controls:    []hipaa.Citation{"164.316(b)(2)(i)", "164.312(c)(1)", "164.308(a)(7)(ii)(A)"},
	NIST:        []string{"SI-12", "CP-9", "SI-7"},
	Resource:    "recording (meeting, Calling, Customer Assist)",
	Logic: check.Logic{
		Pass:          "no deleted/purged item whose timeRecorded + keep_years (calendar) is in the future.",
		Fail:          "any such item in PHI scope without archive evidence.",
		Warn:          "instance with hasRecording=true but no recording in any status (deleted, provenance unknown). An item in the recycle bin fails, although it can still be restored for up to 30 days.",
		NotApplicable: "no recordings ever.",
		Unknown:       "purged list denied (no compliance officer) → result can be FAIL from 'deleted' but never PASS; say 'purged not visible'.",
	},
	Traps: []string{
		"Webex call recordings expire after one year by platform design: report as one roll-up pointing to recordings.retention-setting, not as thousands of deletions.",
		"The API gives no deletion date. 'Deleted now and not yet six years old' is certain; 'purged and older than six years' says nothing about when.",
		"hasRecording stays true even if the recording was deleted (documented) — that is what makes the cross-check work.",
		"Test recordings and failed starts (few seconds) — use durationSeconds ≥ 60.",
		"createTime is when the file was produced, not when it was recorded; use timeRecorded.",
	},
	Remedy: "Restore within 30 days: Webex site ▸ Recordings ▸ Trash (API: POST /recordings/restore). Remove the host's delete right through the session type/user privileges where available; copy to the record system.",
	Params: []check.Param{
		{Name: "keep_years", Default: 6},
		{Name: "lookback_days", Default: 365},
		{Name: "archived_evidence", Default: []string{}},
	},
	Scans: []snapshot.Name{snapshot.RecordingsName, snapshot.DeletedRecordingsName, snapshot.PurgedRecordingsName, snapshot.RemovedCallsName, snapshot.EndedMeetingsName},
	Fields: []string{
		"deleted_recordings.seconds",
		"recordings.meeting_id",
		"ended_meetings.id",
		"ended_meetings.has_recording",
	},
	TimeBased: true,
	Answers:   []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:       deletedEarly,
}

// A recording in the recycle bin fails like one that is purged, although it can
// still be restored: both lines match, and FAIL goes before WARN (rule R14).
// WARN is left for meetings whose recording is in no list at all.
func deletedEarly(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	older := 0
	for _, list := range []struct {
		snapshot.Section[snapshot.Recording]
		status string
	}{{in.DeletedRecordings, "deleted"}, {in.PurgedRecordings, "purged"}} {
		for _, r := range list.Items {
			if recent(in, list.Source, r.Recorded) == snapshot.No {
				older++
				continue
			}
			fs = append(fs, lost(in, list.Source, r, list.status))
		}
	}
	calls, olderCalls := lostCalls(in)
	fs = append(fs, calls...)
	fs = append(fs, vanished(in)...)
	if len(fs) == 0 {
		fs = nothingLost(in)
	}
	if older += olderCalls; older > 0 {
		fs = append(fs, check.NotApplicable(olderRecordings,
			fmt.Sprintf("%s deleted or purged too, from before lookback_days", were(older, "older recording")), check.Evidence(in.DeletedRecordings.Source, "items", older)))
	}
	if g := in.PurgedRecordings.Missing(); g != nil {
		fs = append(fs, check.Unknown(finding.Resource{Type: "section", ID: string(snapshot.PurgedRecordingsName), Name: "purged recordings"}, g.Reason,
			"purged recordings are not visible, so that what is gone for good is not known"))
	}
	for _, name := range []snapshot.Name{snapshot.DeletedRecordingsName, snapshot.PurgedRecordingsName, snapshot.RemovedCallsName} {
		fs = append(fs, reaches(in, name)...)
	}
	return fs
}

// nothingLost answers when no list gave anything to judge.
func nothingLost(in *check.Input) []finding.Finding {
	for _, name := range []snapshot.Name{snapshot.RecordingsName, snapshot.DeletedRecordingsName, snapshot.PurgedRecordingsName,
		snapshot.RemovedCallsName, snapshot.EndedMeetingsName} {
		if in.Part(name).Missing() != nil {
			return nil // the engine says so
		}
	}
	src, r := in.Recordings.Source, check.OrganizationResource()
	ev := check.Evidence(src, "items", len(in.Recordings.Items))
	recorded := slices.ContainsFunc(in.EndedMeetings.Items, func(m snapshot.EndedMeeting) bool { return m.HasRecording != snapshot.No })
	if len(in.Recordings.Items) == 0 && !recorded {
		return []finding.Finding{check.NotApplicable(r, "nothing was recorded "+since(src), ev)}
	}
	return []finding.Finding{check.Pass(r, "no recording made "+within(in, src)+" is in the recycle bin, purged or missing", ev)}
}
