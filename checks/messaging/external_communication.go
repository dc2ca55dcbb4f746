package messaging

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ExternalCommunication is the check messaging.external-communication.
var ExternalCommunication = check.Check{
	ID:          "messaging.external-communication",
	Title:       "Messaging with outside organisations is blocked or limited to approved domains",
	Severity:    check.High,
	SeverityWhy: "One mistyped addressee puts PHI into a space owned by somebody else's tenant, beyond recall.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed, check.GoodPractice},
	BasisNote:   "seed (access control) + good practice",
	Seed:        "002 — 'strict access controls set to carefully control who has access to the platform'; 003 — 'patient-specific communication is PHI'",
	Why:         "External spaces move retention, discovery and deletion to the other organisation.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.308(b)(1)"},
	NIST:        []string{"AC-4", "AC-3", "SC-7(10)"},
	Resource:    "organisation",
	Logic: check.Logic{
		Pass:          "blockExternalCommunications = true, or attested 'selected domains' with a list.",
		Fail:          "attested 'all external', or setting false and no domain list attested.",
		Warn:          "selected domains include a consumer domain (gmail.com etc.) or more than 50 domains.",
		NotApplicable: "no messaging licences.",
		Unknown:       "setting unreadable and no attestation. A missing value must not be read as false OR true (the old UI defaulted absent to 'not blocked').",
	},
	Traps: []string{
		"The boolean predates domain allow-listing: false may hide a tight allow-list - hence HYBRID.",
		"The setting does not stop external people in MEETING chat.",
		"Pro Pack feature in part.",
	},
	Remedy: "Control Hub ▸ Management ▸ Organization Settings ▸ External communication ▸ Allow selected domains only.",
	Params: []check.Param{
		{Name: "allowed_modes", Default: []string{"blocked", "selected-domains"}},
		{Name: "max_age_days", Default: 180},
	},
	Consults:   []snapshot.Name{snapshot.OrgSettingsName},
	Statements: []check.Statement{outsideMessaging},
	Fields:     []string{"organization_settings.block_external"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown},
	Run:        externalCommunication,
}

// outsideMessaging stands in where Webex shows nothing, and where it shows that
// not everything is blocked: the list of domains has no setting of its own.
var outsideMessaging = check.Statement{
	ID:      "messaging.external-communication",
	Asks:    "With which outside organisations can staff exchange messages?",
	Where:   "Control Hub ▸ Management ▸ Organization Settings ▸ External communication",
	Answers: []string{"blocked", "selected-domains", "all-external"},
	Details: []check.Detail{{Name: "domains", Asks: "Which domains are allowed?", Kind: check.ListDetail, Optional: true}},
}

// fewDomains is how many allowed domains still are a choice.
const fewDomains = 50

const blockField = "blockExternalCommunications"

func externalCommunication(in *check.Input) []finding.Finding {
	res := check.SettingResource(blockField)
	blocked := snapshot.Unknown
	if in.OrgSettings.Value != nil {
		blocked = in.OrgSettings.Value.BlockExternal
	}
	ev := check.Evidence(in.OrgSettings.SourceOf("block_external"), blockField, blocked.Any())
	entry, attested := in.Attested(outsideMessaging, "")
	switch {
	case blocked == snapshot.Yes && !slices.Contains(in.Params.Strings("allowed_modes"), "blocked"):
		return []finding.Finding{check.Fail(res, "messages with outside organisations are blocked, which is none of allowed_modes", ev)}
	case blocked == snapshot.Yes:
		return []finding.Finding{check.Pass(res, "messages with outside organisations are blocked; the chat of meetings is not part of it", ev)}
	case blocked == snapshot.No && !attested:
		return []finding.Finding{check.Fail(res, "messages with outside organisations are not blocked, and nobody has attested a list of allowed domains", ev)}
	case blocked == snapshot.No && entry.Answer == "blocked":
		return []finding.Finding{check.Fail(res, "messages with outside organisations are not blocked, although that is attested", ev, check.AttestationEvidence(entry))}
	}
	f := in.Attest(res, outsideMessaging, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		return outsideMode(in, a, blocked, res)
	})
	if !attested {
		f.Message = absent(in, "block_external", blockField) + "; " + f.Message
	}
	if blocked == snapshot.No {
		f.Evidence = append(f.Evidence, ev)
	}
	return []finding.Finding{f}
}

// outsideMode judges what somebody attests.
func outsideMode(in *check.Input, a check.Attestation, blocked snapshot.Tri, res finding.Resource) finding.Finding {
	domains := a.List("domains")
	i, odd := slices.IndexFunc(domains, isConsumerDomain), slices.IndexFunc(domains, isNoDomain)
	switch {
	case !slices.Contains(in.Params.Strings("allowed_modes"), a.Answer):
		return check.Fail(res, fmt.Sprintf("messages with outside organisations: attested is %q, which is none of allowed_modes", a.Answer))
	case a.Answer == "blocked":
		return check.Pass(res, "messages with outside organisations are attested to be blocked")
	case a.Answer != "selected-domains":
		return check.Fail(res, "messages can be exchanged with every outside organisation")
	case len(domains) == 0 && blocked == snapshot.No:
		return check.Fail(res, "messages with outside organisations are not blocked, and the attestation lists no domain")
	case len(domains) == 0:
		return check.NotAttested(res, "the attestation of selected domains lists none of them")
	case odd >= 0:
		return check.NotAttested(res, fmt.Sprintf("the allowed domains hold %q, which is no domain: everybody may be meant", domains[odd]))
	case i >= 0:
		return check.Warn(res, fmt.Sprintf("the allowed domains hold %s, where anybody can have an address", strings.ToLower(domains[i])))
	case len(domains) > fewDomains:
		return check.Warn(res, fmt.Sprintf("%d domains are allowed, more than %d", len(domains), fewDomains))
	default:
		return check.Pass(res, fmt.Sprintf("messages can be exchanged with %s only, as attested", check.Count(len(domains), "outside domain")))
	}
}
