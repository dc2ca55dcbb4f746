package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PatientConsent is the check recordings.patient-consent.
var PatientConsent = check.Check{
	ID:          "recordings.patient-consent",
	Title:       "Consent is obtained before a visit is recorded",
	Severity:    check.High,
	SeverityWhy: "Recording without consent breaks state law in two-party states and the organisation's policy.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed (state law; HIPAA itself has no recording-consent rule)",
	Seed:        "003 — 'Obtain patient consent before recording (state consent requirements vary)'",
	Why:         "Consent is spoken or signed outside Webex; only a procedure and samples can prove it.",
	Controls:    []hipaa.Citation{"164.316(a)", "164.316(b)(1)(ii)"},
	NIST:        []string{"PL-1", "PT-4"},
	Resource:    "organisation (per quarter)",
	Logic: check.Logic{
		Pass:          "valid entry, sample ≥ min(min_sample, population), rate ≥ min_rate.",
		Fail:          "rate < min_rate, or answer 'no procedure'.",
		Warn:          "sample smaller than required, entry older than max_age_days.",
		NotApplicable: "policy prohibits recording and no recordings exist.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"The Webex 'this meeting is being recorded' banner/audio prompt is notice, not documented consent.",
		"Consent to recording is not a HIPAA authorisation; do not cite 164.508 for it.",
	},
	Remedy: "Add consent wording to the visit script and store it in the chart; keep the sample sheet six years.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 120},
		{Name: "min_sample", Default: 10},
		{Name: "min_rate", Default: 1.0},
	},
	Scans:      []snapshot.Name{snapshot.RecordingsName},
	Statements: []check.Statement{consentStatement, policyStatement},
	TimeBased:  true,
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:        patientConsent,
}

// Consent is given outside Webex; the count of the quarter tells how many
// recordings a sample is drawn from.
func patientConsent(in *check.Input) []finding.Finding {
	r, src, from := check.OrganizationResource(), in.Recordings.Source, in.Now.AddDate(0, -3, 0)
	dated, undated := 0, 0
	for _, rec := range in.Recordings.Items {
		switch {
		case rec.Recorded.IsZero():
			undated++
		case !rec.Recorded.Before(from):
			dated++
		}
	}
	ev := check.Evidence(src, "items", countOf(in.Recordings))
	if a, prohibited := in.Stands(policyStatement, "", "prohibited"); prohibited && in.Recordings.Missing() == nil && len(in.Recordings.Items) == 0 {
		return []finding.Finding{check.NotApplicable(r, "the policy prohibits recording, as attested, and there is no recording "+since(src), ev, check.AttestationEvidence(a))}
	}
	known := fmt.Sprintf("no consent procedure is attested; the last three months have %s to draw a sample from", check.Count(dated+undated, "recording"))
	if in.Recordings.Missing() != nil {
		known = "no consent procedure is attested; the recordings of the last three months were not read to the end"
	}
	f := in.Attest(r, consentStatement, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		return sampled(in, r, a, dated, dated+undated)
	})
	if _, said := in.Attested(consentStatement, ""); said {
		f.Evidence = append([]finding.Evidence{ev}, f.Evidence...)
		return []finding.Finding{f}
	}
	return []finding.Finding{check.Beside(f, known, ev)}
}
