package ai

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// VendorCoverage is the check ai.vendor-coverage.
var VendorCoverage = check.Check{
	ID:          "ai.vendor-coverage",
	Title:       "AI features are covered by the BAA and their data handling is known — checked recently",
	Severity:    check.Critical,
	SeverityWhy: "Without coverage the AI provider handles PHI with no assurance.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.RuleRequired, check.Seed},
	BasisNote:   "seed + rule-required (business associate)",
	Seed:        "003 — 'confirm it is covered under your Webex BAA, determine whether Webex uses meeting content for model improvement, and understand where transcription data is stored and for how long'; 'Verify coverage at the time of your evaluation, not at the time of initial BAA execution'",
	Why:         "Three questions of the seed, each answered with a document and a date; AI terms change quickly.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.314(a)(2)(i)(A)", "164.308(a)(8)"},
	NIST:        []string{"SA-9", "SA-4", "CA-2"},
	Resource:    "AI feature in use or licensed",
	Logic: check.Logic{
		Pass:          "covered = yes, training = no (or contractually excluded), region and retention stated, evidence attached, age ≤ max_age_days.",
		Fail:          "covered = no while the feature is on; or training = yes without authorisation.",
		Warn:          "entry older than max_age_days but ≤ 365; missing sub-answer.",
		NotApplicable: "feature attested off AND ai.generated-content finds nothing.",
		Unknown:       "no entry.",
	},
	Traps: []string{
		"Cisco's third-party examination in seed 001 covers features 'included as of September 30, 2021': AI Assistant is later, so that report is no evidence for it.",
		"Public statements (e.g. AI content stored in the organisation's region, help oybc4fb) are not contract terms.",
	},
	Remedy: "Ask Cisco for written confirmation naming the feature; otherwise switch it off.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 180},
	},
	Consults:   []snapshot.Name{snapshot.LicensesName, snapshot.GeneratedName, snapshot.VidcastName},
	TimeBased:  true,
	Statements: []check.Statement{Coverage},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        vendorCoverage,
}

// oldestDays is the age at which what was said about an AI feature is no
// longer an answer: its terms change faster.
const oldestDays = 365

func vendorCoverage(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, f := range features {
		if out, ev := f.unlicensed(in); out {
			fs = append(fs, check.NotApplicable(f.resource(), fmt.Sprintf("nobody holds a licence for %s", f.product), ev))
			continue
		}
		fs = append(fs, in.Attest(f.resource(), Coverage, f.scope, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
			if a.Answer == "off" {
				return f.off(in)
			}
			return covered(in, f, a)
		}))
	}
	return fs
}

// covered judges what is said of a feature that is on.
func covered(in *check.Input, f feature, a check.Attestation) finding.Finding {
	trained, said := a.Bool("used_for_training")
	authorised, _ := a.Bool("training_authorised")
	days, retention := a.Int("retention_days")
	_, others := a.Bool("third_party_models")
	age := in.Today.Since(a.SignedOn)

	var faults check.Faults
	faults.Fail(a.Answer != "covered", "is on and not covered by the BAA")
	faults.Fail(trained && !authorised, "uses content to improve models, without an authorisation")
	faults.Fail(age > oldestDays, fmt.Sprintf("was last checked %d days ago, more than a year", age))
	faults.Warn(trained && authorised, "uses content to improve models, with an authorisation")
	faults.Warn(!said, "has no answer about the use of content to improve models")
	faults.Warn(a.Word("region") == "", "has no storage region")
	faults.Warn(!retention || days < 0, "has no retention period")
	faults.Warn(!others, "has no answer about models of third parties")
	faults.Warn(a.Proof != check.ProofVerified && a.Proof != check.ProofStated, "is not evidenced by a document with its SHA-256")
	if faults.Any() {
		return faults.Finding(f.resource(), f.title)
	}
	return check.Pass(f.resource(), fmt.Sprintf("%s is attested to be covered by the BAA, not to train models, and to keep its content %s in %s",
		f.title, check.Count(days, "day"), a.Word("region")))
}
