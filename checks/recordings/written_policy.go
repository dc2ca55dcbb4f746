package recordings

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// WrittenPolicy is the check recordings.written-policy.
var WrittenPolicy = check.Check{
	ID:          "recordings.written-policy",
	Title:       "A written policy says whether patient visits may be recorded, and practice matches it",
	Severity:    check.High,
	SeverityWhy: "Without a policy no other recording control has a yardstick.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (policies and procedures)",
	Seed:        "003 — 'Establish a written policy on whether patient visits may be recorded'",
	Why:         "The document is the control; the recording list shows whether it is followed.",
	Controls:    []hipaa.Citation{"164.316(a)", "164.316(b)(1)(i)", "164.308(a)(4)(i)"},
	NIST:        []string{"PL-1", "PL-2", "AC-1"},
	Resource:    "organisation; recording (contradictions)",
	Logic: check.Logic{
		Pass:          "valid attestation and no contradicting recording.",
		Fail:          "attestation says prohibited but PHI-scope hosts have recordings; or attestation expired.",
		Warn:          "permitted only for listed purposes and recordings carry no purpose tracking code.",
		NotApplicable: "none.",
		Unknown:       "no attestation (recordings are then listed as inventory).",
	},
	Traps: []string{
		"A tracking code proves labelling, not purpose.",
		"Local recordings on a computer are invisible to the API — the policy must name them; say so in the result.",
		"Recordings in the recycle bin were made as well; those from before approved_on in the register do not count.",
	},
	Remedy: "Write/approve the policy; if prohibited, disable recording for clinical users: Control Hub ▸ Users ▸ (user) ▸ Meetings ▸ (site) ▸ user privileges / session type without recording.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 365},
		{Name: "purpose_tracking_code", Default: ""},
	},
	Scans:      []snapshot.Name{snapshot.RecordingsName},
	Consults:   []snapshot.Name{snapshot.DeletedRecordingsName},
	Statements: []check.Statement{policyStatement},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        writtenPolicy,
}

// While nobody attests a policy, recordings are listed as inventory: whether
// they contradict the policy is for a person to see.
func writtenPolicy(in *check.Input) []finding.Finding {
	r, list := check.OrganizationResource(), inventory(in.Recordings)
	f := in.Attest(r, policyStatement, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		return practised(in, r, a, list)
	})
	known := list
	if _, said := in.Attested(policyStatement, ""); !said {
		known = fmt.Sprintf("no written policy on recording visits is attested; %s; "+
			"recordings that hosts keep on their own computers are invisible to Webex, so the policy must name them", list)
	}
	return []finding.Finding{check.Beside(f, known, check.Evidence(in.Recordings.Source, "items", countOf(in.Recordings)))}
}

// practised compares the policy with the recordings that there are, and where it
// prohibits them with those in the recycle bin: they were made as well, unless
// that was before the policy, whose first effect is that they are put there.
func practised(in *check.Input, r finding.Resource, a check.Attestation, list string) finding.Finding {
	recorded := len(in.Recordings.Items) > 0
	local := "recordings on hosts' own computers are invisible to Webex"
	if named, said := a.Bool("names_local_recordings"); said && !named {
		local = "it does not name recordings on hosts' own computers, which are invisible to Webex"
	}
	code, approved := in.Params.String("purpose_tracking_code"), a.Day("approved_on")
	bin, binned := in.DeletedRecordings, madeSince(in.DeletedRecordings.Items, approved)
	age := " made since the policy was approved"
	if approved.IsZero() {
		age = "; with approved_on in the register those from before the policy do not count"
	}
	switch {
	case approved.After(in.Today):
		return check.NotAttested(r, fmt.Sprintf("the policy is to be approved on %s only, as attested", approved))
	case a.Answer == "prohibited" && recorded:
		return check.Fail(r, fmt.Sprintf("the policy prohibits recording, as attested, but there are %s", list))
	case a.Answer == "prohibited" && len(binned) > 0:
		return check.Fail(r, fmt.Sprintf("the policy prohibits recording, as attested, but the recycle bin holds %s%s", check.Count(len(binned), "recording"), age),
			some(bin.Source, binned)...)
	case a.Answer == "prohibited" && bin.Missing() != nil:
		return check.Unread(r, bin.Source, bin.Missing())
	case a.Answer == "prohibited":
		return check.Pass(r, "the policy prohibits recording, as attested, and there is no recording "+since(in.Recordings.Source)+"; "+local)
	case a.Answer == "permitted_for_purposes" && recorded && code == "":
		return check.Warn(r, fmt.Sprintf("the policy permits recording for listed purposes, as attested, and no tracking code names the purpose of %s", list))
	case a.Answer == "permitted_for_purposes" && recorded:
		return check.Warn(r, fmt.Sprintf("the policy permits recording for listed purposes, as attested; the list of recordings does not show the tracking code %s: look at %s", code, list))
	default:
		return check.Pass(r, fmt.Sprintf("a written policy permits recording, as attested; %s; %s", list, local))
	}
}

// madeSince leaves out recordings that were made before a day; one without a date
// may be of any day, and the zero Day leaves out none.
func madeSince(recordings []snapshot.Recording, day finding.Day) []snapshot.Recording {
	var made []snapshot.Recording
	for _, rec := range recordings {
		if day.IsZero() || rec.Recorded.IsZero() || !finding.DayOf(rec.Recorded, time.UTC).Before(day) {
			made = append(made, rec)
		}
	}
	return made
}
