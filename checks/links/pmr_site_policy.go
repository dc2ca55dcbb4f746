package links

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// PMRSitePolicy is the check links.pmr-site-policy.
var PMRSitePolicy = check.Check{
	ID:          "links.pmr-site-policy",
	Title:       "Site rule for Personal Room admission is 'guests wait in the lobby' (or rooms are off)",
	Severity:    check.High,
	SeverityWhy: "The one setting that decides whether strangers enter a Personal Room directly.",
	Mode:        check.Attested,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed",
	Seed:        "003 — 'Enable waiting rooms …'",
	Why:         "It is site configuration without any public API, so it must be looked at by a person and recorded.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.312(d)"},
	NIST:        []string{"AC-3", "SC-15"},
	Resource:    "site",
	Logic: check.Logic{
		Pass:          "valid entry with answer 'guests wait in lobby', 'guests can't join' or 'Personal Rooms disabled', plus CAPTCHA on.",
		Fail:          "entry says guests can join directly.",
		Warn:          "CAPTCHA off, or entry older than max_age_days.",
		NotApplicable: "entry says Personal Rooms disabled AND no host returned a personalMeetingRoomLink.",
		Unknown:       "no entry for the site.",
	},
	Traps: []string{
		"An attested 'disabled' contradicted by readable Personal Room preferences → FAIL (evidence beats attestation).",
		"Per-user settings templates can override the site.",
	},
	Remedy: "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Personal Meeting Room ▸ 'When a meeting is unlocked' = Guests wait in the lobby until the host admits them; auto-lock; CAPTCHA.",
	Params: []check.Param{
		{Name: "max_age_days", Default: 180},
	},
	Scans:   []snapshot.Name{snapshot.SitesName},
	Fields:  []string{},
	Answers: []finding.Status{finding.Unknown},
	Run:     pmrSitePolicy,
}

func pmrSitePolicy(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, s := range in.Sites.Items {
		fs = append(fs, check.NotAttested(check.SiteResource(s.URL),
			fmt.Sprintf("nobody has attested whom %s lets into an unlocked Personal Room; Webex has no API for it", s.URL)))
	}
	return fs
}
