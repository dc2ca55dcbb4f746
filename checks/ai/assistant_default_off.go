package ai

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// AssistantDefaultOff is the check ai.assistant-default-off.
var AssistantDefaultOff = check.Check{
	ID:          "ai.assistant-default-off",
	Title:       "AI Assistant / Webex Assistant does not start by itself in clinical meetings",
	Severity:    check.High,
	SeverityWhy: "It turns speech into a stored transcript before anyone has decided or asked.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'When AI Assistant transcribes a patient encounter, confirm it is covered under your Webex BAA'",
	Why:         "Default-on transcription creates PHI copies in a feature that may be outside the BAA.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(B)", "164.308(b)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"CM-7", "SA-9", "RA-3"},
	Resource:    "host in PHI scope; organisation (attested)",
	Logic: check.Logic{
		Pass:          "enabledWebexAssistantByDefault = false for all PHI-scope hosts; or true with ai.vendor-coverage PASS and consent attested.",
		Fail:          "true and ai.vendor-coverage is not PASS.",
		Warn:          "true and covered, but recordings.patient-consent is not PASS.",
		NotApplicable: "no Meetings licence.",
		Unknown:       "preference unreadable.",
	},
	Traps: []string{
		"The field is named after the older Webex Assistant; newer AI Assistant summaries are governed by org settings and templates with per-user override (org > template > user) that have no public API.",
		"Off by default does not mean off: see ai.generated-content.",
	},
	Remedy: "Control Hub ▸ Organization Settings ▸ AI Assistant off (or off in the template of the clinical group). API: PUT /meetingPreferences/schedulingOptions enabledWebexAssistantByDefault=false.",
	Params: []check.Param{
		{Name: "ok_if_covered", Default: true},
	},
	Scans:   []snapshot.Name{snapshot.HostsName, snapshot.SchedulingName},
	Follows: []string{coverageCheck, consentCheck},
	Fields:  []string{"hosts.sites", "scheduling_preferences.assistant_by_default"},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     assistantDefaultOff,
}

// consentCheck asks for the patients' consent to recordings, which a
// transcript is one of.
const consentCheck = "recordings.patient-consent"

func assistantDefaultOff(in *check.Input) []finding.Finding {
	covered := in.Params.Bool("ok_if_covered") && coverage(in) == finding.Pass
	seats := map[string]bool{}
	var fs []finding.Finding
	for _, p := range in.Scheduling.Items {
		seats[p.PersonID+"@"+p.Site] = true
		fs = append(fs, startsByItself(in, p, covered))
	}
	fs = append(fs, check.UnreadHostSites(in, "scheduling preferences", func(personID, site string) bool { return seats[personID+"@"+site] })...)
	if len(fs) == 0 && in.Hosts.Missing() == nil && in.Scheduling.Missing() == nil {
		fs = append(fs, check.NotApplicable(check.OrganizationResource(), "nobody has a licence to host meetings", check.Evidence(in.Hosts.Source, "licenses", 0)))
	}
	return fs
}

// startsByItself judges one host on one site.
func startsByItself(in *check.Input, p snapshot.SchedulingPreferences, covered bool) finding.Finding {
	src := in.Scheduling.Source
	r := check.HostResource(p.PersonID, p.Host, p.Site)
	ev := check.Evidence(src, "enabledWebexAssistantByDefault", p.AssistantByDefault.Any())
	switch {
	case p.AssistantByDefault == snapshot.Yes && !covered:
		return check.Fail(r, fmt.Sprintf("the assistant starts by itself in meetings of %s on %s, and ai.vendor-coverage does not show that it is covered", p.Host, p.Site), ev)
	case p.AssistantByDefault == snapshot.Yes && in.Other(consentCheck) != finding.Pass:
		return check.Warn(r, fmt.Sprintf("the assistant starts by itself in meetings of %s on %s; it is covered, but %s does not show the patients' consent", p.Host, p.Site, consentCheck), ev)
	case p.AssistantByDefault == snapshot.Yes:
		return check.Pass(r, fmt.Sprintf("the assistant starts by itself in meetings of %s on %s; it is covered, and consent is attested", p.Host, p.Site), ev)
	case p.Gap != nil:
		return check.Unread(r, src, p.Gap)
	case p.AssistantByDefault == snapshot.Unknown:
		return check.Absent(r, src, "enabledWebexAssistantByDefault")
	default:
		return check.Pass(r, fmt.Sprintf("the assistant does not start by itself in meetings of %s on %s", p.Host, p.Site), ev)
	}
}
