package attest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// DownstreamBusinessAssociates is the check attest.downstream-business-associates.
var DownstreamBusinessAssociates = check.Check{
	ID:          "attest.downstream-business-associates",
	Title:       "Other vendors that touch Webex PHI have business associate agreements",
	Severity:    check.High,
	SeverityWhy: "Recorders, archives, DLP, IdPs, transcription and reseller admins often see PHI.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.RuleRequired},
	BasisNote:   "rule-required",
	Seed:        "001 — 'Business Associate Contracts and Other Arrangement'; 'Contract Must Provide that Business Associate's Agents Adequately Protect EPHI'",
	Why:         "The automated checks find the recipients; this check asks for their contracts.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(2)", "164.308(b)(3)", "164.314(a)(1)", "164.314(a)(2)(iii)"},
	NIST:        []string{"SA-9", "CA-3", "PS-7"},
	Resource:    "recipient organisation",
	Logic: check.Logic{
		Pass:          "valid entry per recipient.",
		Fail:          "recipient marked 'handles PHI, no BAA'.",
		Warn:          "entry old; recipient unclassified.",
		NotApplicable: "no recipients found and no vendor attested.",
		Unknown:       "recipient lists incomplete, unless somebody attests to have looked through those that no token sees to their ends (else PASS is impossible).",
	},
	Traps: []string{
		"Pure conduits (telecom carriers without storage) are not business associates; a cloud recorder is.",
	},
	Remedy: "Sign BAAs or stop the flow.",
	Params: []check.Param{
		{Name: "review_days", Default: 365},
	},
	Consults:   append([]snapshot.Name{snapshot.OrganizationName, snapshot.LicensesName}, recipientSections...),
	TimeBased:  true,
	Statements: []check.Statement{downstreamStatement, hiddenStatement},
	Fields:     []string{"webhooks.host"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        downstreamBusinessAssociates,
}

// A recipient that the register does not name is unknown, not a warning: else
// striking out the entry that says "no agreement" would better the answer.
func downstreamBusinessAssociates(in *check.Input) []finding.Finding {
	found, fs := recipients(in)
	for _, r := range found {
		fs = append(fs, r.contract(in))
	}
	for _, e := range newest(in, downstreamStatement) {
		shown := slices.ContainsFunc(found, func(r recipient) bool {
			return strings.EqualFold(e.name, r.id) || strings.EqualFold(e.name, r.name)
		})
		if !shown { // such as an archive or a directory that Webex does not show
			r := recipient{id: strings.ToLower(e.name), name: e.name, how: "attested, and not seen in Webex"}
			fs = append(fs, r.contract(in))
		}
	}
	return fs
}

func (r recipient) contract(in *check.Input) finding.Finding {
	res, scope := r.resource(), r.id
	var ev []finding.Evidence
	if r.ev.Source != "" {
		ev = append(ev, r.ev)
	}
	if _, said := in.Attested(downstreamStatement, r.id); !said {
		scope = cmp.Or(r.name, r.id)
	}
	if _, said := in.Attested(downstreamStatement, scope); !said && r.unsure != "" {
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("%s: %s, and %s", scope, r.how, r.unsure), ev...)
	}
	return in.Attest(res, downstreamStatement, scope, in.Params.Int("review_days"), func(a check.Attestation) finding.Finding {
		switch {
		case a.Answer == "no-baa":
			return check.Fail(res, fmt.Sprintf("%s handles PHI without a Business Associate Agreement: %s", scope, r.how), ev...)
		case a.Answer == "conduit" && r.keeps:
			return check.Fail(res, fmt.Sprintf("%s is attested to be a conduit, and keeps what it gets, so that it needs an agreement: %s", scope, r.how), ev...)
		case a.Answer == "baa" && a.Effective.After(in.Today):
			return check.Fail(res, fmt.Sprintf("the agreement with %s takes effect on %s only: %s", scope, a.Effective, r.how), ev...)
		case a.Answer == "baa" && (a.Effective.IsZero() || !proved(a)):
			return check.Warn(res, fmt.Sprintf("the agreement with %s is attested without its effective date or without a document and its SHA-256", scope), ev...)
		case a.Answer == "baa":
			return check.Pass(res, fmt.Sprintf("an agreement with %s is attested, in force since %s: %s", scope, a.Effective, r.how), ev...)
		default:
			return check.Pass(res, fmt.Sprintf("%s is attested to need no agreement (%s): %s", scope, a.Answer, r.how), ev...)
		}
	})
}
