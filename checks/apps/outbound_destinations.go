package apps

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// OutboundDestinations is the check apps.outbound-destinations.
var OutboundDestinations = check.Check{
	ID:          "apps.outbound-destinations",
	Title:       "Webhooks, event subscriptions and media data sources only go to approved hosts",
	Severity:    check.High,
	SeverityWhy: "Each destination receives PHI metadata or media; a recipient without a BAA is an impermissible disclosure.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleRequired, check.GoodPractice},
	BasisNote:   "rule-required (business associates) + beyond seeds",
	Seed:        "beyond seeds (supports 001 'Business Associate Contracts')",
	Why:         "Integrations quietly forward who met whom, recordings created, messages posted, or live audio.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(b)(3)", "164.312(e)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"CA-3", "SA-9", "AC-4"},
	Resource:    "webhook / subscription / data source / linked folder",
	Logic: check.Logic{
		Pass:          "host in approved_hosts and (if resource in need_baa_for) a valid downstream BAA entry names it.",
		Fail:          "active item to a host not approved.",
		Warn:          "approved host without BAA evidence; approved_hosts empty but items exist.",
		NotApplicable: "no items visible and the token can list org-level items.",
		Unknown:       "token cannot list org-level webhooks (only own) → UNKNOWN with the count seen.",
	},
	Traps: []string{
		"GET /webhooks shows only the caller's own webhooks; other people's integrations are invisible. ownedBy=org covers admin/compliance hooks only.",
		"Inactive webhooks still matter (can be re-activated) → INFO.",
		"Never print the query string of a targetUrl; drop 'secret'.",
	},
	Remedy: "Delete or re-point (API: DELETE /webhooks/{webhookId}); sign a BAA with the receiver.",
	Params: []check.Param{
		{Name: "approved_hosts", Default: []string{}},
		{Name: "need_baa_for", Default: []string{"messages", "recordings", "meetingTranscripts", "convergedRecordings", "telephony_calls", "meetings", "memberships", "rooms"}},
	},
	Scans:      []snapshot.Name{snapshot.WebhooksName, snapshot.SubscriptionsName},
	Consults:   []snapshot.Name{snapshot.DataSourcesName, snapshot.LinkedFoldersName},
	Statements: []check.Statement{hostAgreement, otherOutlets},
	Fields:     []string{"webhooks.host", "webhooks.resource"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        outboundDestinations,
}

// hostAgreement is the contract with whoever receives PHI.
var hostAgreement = check.Statement{
	ID:      "apps.outbound-destinations/baa",
	Asks:    "Is a business associate agreement in force with whoever runs this host?",
	Where:   "the contracts; see attest.downstream-business-associates",
	Answers: []string{"yes", "no"},
	Per:     "host",
	Named:   true,
}

func outboundDestinations(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, o := range outlets(in) {
		fs = append(fs, destinationOf(in, o))
	}
	fs = append(fs, unseen(in, "data-sources", snapshot.DataSourcesName)...)
	return append(fs, unseen(in, "linked-folders", snapshot.LinkedFoldersName)...)
}

func destinationOf(in *check.Input, o outlet) finding.Finding {
	approved := in.Params.Strings("approved_hosts")
	ev := check.Evidence(o.src, o.field, word(o.host))
	switch ok := approves(approved, o.host); {
	case o.host == "":
		return check.Absent(o.res, o.src, o.field)
	case len(approved) == 0:
		return check.Warn(o.res, fmt.Sprintf("%s sends to %s, and approved_hosts names no host", o.what, o.host), ev)
	case !ok && o.active == snapshot.No:
		f := check.Warn(o.res, fmt.Sprintf("%s to %s is switched off, and the host is not approved", o.what, o.host), ev)
		f.Severity = finding.Info
		return f
	case !ok && o.active == snapshot.Unknown:
		return check.Unknown(o.res, snapshot.FieldAbsent, fmt.Sprintf("%s leads to %s, which is not approved, and Webex did not return whether it is active", o.what, o.host), ev)
	case !ok:
		return check.Fail(o.res, fmt.Sprintf("%s sends to %s, which is not approved", o.what, o.host), ev)
	}
	switch o.carriesPHI(in.Params.Strings("need_baa_for")) {
	case snapshot.No:
		return check.Pass(o.res, fmt.Sprintf("%s sends to %s, which is approved", o.what, o.host), ev)
	case snapshot.Unknown:
		return check.Absent(o.res, o.src, "resource")
	}
	f := in.Attest(o.res, hostAgreement, o.host, 0, func(a check.Attestation) finding.Finding {
		if a.Answer != "yes" {
			return check.Fail(o.res, fmt.Sprintf("%s sends to %s, with which there is no business associate agreement", o.what, o.host))
		}
		return check.Pass(o.res, fmt.Sprintf("%s sends to %s, which is approved and under a business associate agreement", o.what, o.host))
	})
	f.Evidence = append(f.Evidence, ev)
	return f
}
