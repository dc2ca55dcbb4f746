package recordings

import (
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
		Warn:          "item in the recycle bin (still restorable ≤30 days); or instance with hasRecording=true but no recording in any status (deleted, provenance unknown).",
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
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     deletedEarly,
}

func deletedEarly(in *check.Input) []finding.Finding {
	panic("to be written")
}
