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
	Scans:      []snapshot.Name{snapshot.SitesName},
	Consults:   []snapshot.Name{snapshot.HostsName, snapshot.PersonalRoomsName},
	Statements: []check.Statement{roomsStatement},
	Fields:     []string{"sites.url"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:        pmrSitePolicy,
}

func pmrSitePolicy(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, s := range in.Sites.Items {
		if s.URL == "" {
			fs = append(fs, check.Absent(check.OrganizationResource(), in.Sites.Source, "siteUrl"))
			continue
		}
		f := in.Attest(check.SiteResource(s.URL), roomsStatement, s.URL, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
			return admitted(in, s.URL, a)
		})
		fs = append(fs, check.Beside(f, fmt.Sprintf("whom %s lets into an unlocked Personal Room has no API", s.URL)))
	}
	return fs
}

// admitted judges what is attested of one site.
func admitted(in *check.Input, site string, a check.Attestation) finding.Finding {
	r := check.SiteResource(site)
	captcha, said := a.Bool("captcha")
	switch {
	case a.Answer == "guests_join":
		return check.Fail(r, fmt.Sprintf("%s lets guests into an unlocked Personal Room directly, as attested", site))
	case a.Answer == "disabled":
		return noRooms(in, site)
	case !said:
		return check.NotAttested(r, fmt.Sprintf("the attestation does not say whether %s asks guests for a CAPTCHA", site))
	case !captcha:
		return check.Warn(r, fmt.Sprintf("%s asks guests of Personal Rooms for no CAPTCHA, as attested", site))
	case a.Answer == "guests_cannot_join":
		return check.Pass(r, fmt.Sprintf("guests cannot join unlocked Personal Rooms of %s, as attested", site))
	default:
		return check.Pass(r, fmt.Sprintf("guests wait in the lobby of unlocked Personal Rooms of %s, as attested", site))
	}
}

// noRooms compares the word that a site has no Personal Rooms with those that
// its hosts have.
func noRooms(in *check.Input, site string) finding.Finding {
	r, src := check.SiteResource(site), in.PersonalRooms.Source
	has, why, reason := roomsOn(in, site)
	switch has {
	case snapshot.Yes:
		return check.Fail(r, fmt.Sprintf("%s has Personal Rooms, although it is attested that they are disabled", site), check.Evidence(src, "personalMeetingRoomLink", true))
	case snapshot.No:
		return check.NotApplicable(r, fmt.Sprintf("Personal Rooms are disabled on %s, as attested, and no host has one", site), check.Evidence(src, "personalMeetingRoomLink", false))
	default:
		return check.Unknown(r, reason, fmt.Sprintf("it is attested that Personal Rooms are disabled on %s, and whether a host has one all the same is not known: %s", site, why))
	}
}
