package apps

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// WebhookIntegrity is the check apps.webhook-integrity.
var WebhookIntegrity = check.Check{
	ID:          "apps.webhook-integrity",
	Title:       "Webhooks use HTTPS and a signing secret",
	Severity:    check.Medium,
	SeverityWhy: "Plain HTTP exposes metadata; no secret allows forged events.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable},
	BasisNote:   "rule-addressable (transmission security)",
	Seed:        "beyond seeds (supports 001 'Integrity Controls (A)' and 'Encryption (A)')",
	Why:         "Transmission security applies to the events too.",
	Controls:    []hipaa.Citation{"164.312(e)(2)(i)", "164.312(e)(2)(ii)", "164.312(e)(1)"},
	NIST:        []string{"SC-8", "SC-13", "SI-7"},
	Resource:    "webhook",
	Logic: check.Logic{
		Pass:          "https, public host name, secret present.",
		Fail:          "scheme http on an active webhook.",
		Warn:          "no secret; host is an IP literal, localhost or a tunnelling service (ngrok etc.).",
		NotApplicable: "none visible.",
		Unknown:       "list denied.",
	},
	Traps: []string{
		"It is not documented whether secret is shown for hooks of other owners: absent on a hook that is not the token's own → UNKNOWN for that field.",
	},
	Remedy:  "Recreate with https and secret (API: PUT /webhooks/{webhookId}).",
	Scans:   []snapshot.Name{snapshot.WebhooksName},
	Fields:  []string{"webhooks.scheme", "webhooks.host", "webhooks.secret"},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     webhookIntegrity,
}

func webhookIntegrity(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, w := range in.Webhooks.Items {
		fs = append(fs, integrityOf(in.Webhooks.Source, w))
	}
	return fs
}

func integrityOf(src snapshot.Source, w snapshot.Webhook) finding.Finding {
	res := webhookResource(w)
	ev := []finding.Evidence{
		check.Evidence(src, "targetUrl.scheme", word(w.Scheme)),
		check.Evidence(src, "targetUrl.host", hostKind(w.Host)),
		check.Evidence(src, "secret", w.Secret.Any()),
	}
	plain := w.Scheme != "" && w.Scheme != "https"
	var faults check.Faults
	faults.Fail(plain && w.Status == "active", "sends events without encryption")
	faults.Warn(plain && w.Status == "inactive", "would send events without encryption if it were switched on again")
	faults.Warn(w.Secret == snapshot.No, "has no secret, so that its events can be forged")
	faults.Warn(w.Host != "" && hostKind(w.Host) != "public", "sends to a host that is not one of a public service")
	if faults.Failed() {
		return faults.Finding(res, "the webhook", ev...)
	}
	if field, ok := check.FirstAbsent(ev); ok {
		return check.Absent(res, src, field)
	}
	switch {
	case plain && w.Status != "inactive":
		return check.Unknown(res, snapshot.FieldAbsent, "the webhook sends without encryption, and Webex did not return whether it is active", ev...)
	case faults.Any():
		return faults.Finding(res, "the webhook", ev...)
	default:
		return check.Pass(res, "the webhook sends over HTTPS to a public host, with a secret", ev...)
	}
}
