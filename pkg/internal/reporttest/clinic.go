package reporttest

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/snapshot"
)

func clinicSnapshot() *snapshot.Snapshot {
	refused := &snapshot.Gap{
		Reason: snapshot.Forbidden,
		Detail: "GET /v1/meetingPreferences/schedulingOptions answered 403 (tracking id ROUTER_5F); it needs the scope meeting:admin_preferences_read, granted by: full administrator",
	}
	s := &snapshot.Snapshot{
		People: snapshot.Section[snapshot.Person]{Items: []snapshot.Person{}},
		AdminAudit: snapshot.Section[snapshot.AdminEvent]{
			Gap:    &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "GET /v1/adminAudit/events answered 403; it needs the scope audit:events_read, granted by: full administrator"},
			Source: snapshot.Source{Path: "GET /v1/adminAudit/events", Rank: snapshot.RankAPI, ReadAt: Now},
		},
	}
	for i := range 44 {
		p := snapshot.SchedulingPreferences{PersonID: fmt.Sprint(i)}
		if i < 3 {
			p.Gap = refused
		}
		s.Scheduling.Items = append(s.Scheduling.Items, p)
	}
	return s
}

func clinicChecks() []check.Check {
	const settings = "GET /v1/admin/meeting/config/commonSettings"
	const scheduling = "GET /v1/meetingPreferences/schedulingOptions"

	site := fixed("meetings.join-before-host-site", check.Critical, "Nobody can sit in a meeting that has no host",
		check.Pass(check.SiteResource("clinic.webex.com"), "the site makes attendees wait for the host",
			value(settings, "securityOptions.joinBeforeHost", false, snapshot.RankAPI)),
		check.Fail(check.SiteResource("clinic-tele.webex.com"), "the site lets attendees in before the host",
			value(settings, "securityOptions.joinBeforeHost", true, snapshot.RankAPI)))

	var hosts []finding.Finding
	for i := range 44 {
		r := check.HostResource(fmt.Sprintf("p%02d", i), fmt.Sprintf("host%02d@clinic.example", i), "clinic.webex.com")
		switch {
		case i < 3:
			hosts = append(hosts, check.Unknown(r, snapshot.Forbidden, clinicRefusal,
				finding.Evidence{Source: scheduling, ReadAt: Now, Rank: string(snapshot.RankAPI)}))
		case i < 25:
			hosts = append(hosts, check.Fail(r, fmt.Sprintf("attendees may join %d minutes before the host", i%15),
				value(scheduling, "joinBeforeHostMinutes", i%15, snapshot.RankAPI)))
		default:
			hosts = append(hosts, check.Pass(r, "attendees wait", value(scheduling, "joinBeforeHostMinutes", 0, snapshot.RankAPI)))
		}
	}
	host := fixed("meetings.join-before-host", check.High, "No host lets attendees in early", hosts...)
	host.Needs = []snapshot.Name{snapshot.SchedulingName}

	lock := check.Fail(check.SettingResource("message retention"), "messages are kept 2160 days, 32 days short of six years",
		value("GET /admin/api/v1/organizations/{orgId}/settings/sparkDataRetentionDays", "sparkDataRetentionDays", 2160, snapshot.RankControlHub))
	retention := fixed("messaging.retention-six-years", check.Medium, "Messages are kept for six years", lock)

	pmr := fixed("links.pmr-custom-url", check.Low, "Personal Room links do not name a clinician",
		check.Fail(finding.Resource{Type: "personal_room", ID: "room-1", Name: "dr.o'brien@clinic.example"}, "the link holds the mailbox of its host"),
		check.Warn(check.SiteResource("clinic.webex.com"), "hosts may choose their link"))

	mfa := fixed("identity.mfa-enforced", check.Critical, "Multi-factor authentication is mandatory for everyone",
		check.NotAttested(check.OrganizationResource(), "sign-in is with SSO: somebody must attest that the identity provider asks for a second factor",
			value("GET /idb/idbconfig/{orgId}/v1/authentication", "mfaEnabled", false, snapshot.RankControlHub)))

	lockout := fixed("identity.lockout", check.Medium, "Accounts are locked after failed sign-ins",
		check.Absent(check.OrganizationResource(), snapshot.Source{Path: "GET /idb/idbconfig/{orgId}/v1/authentication", Rank: snapshot.RankControlHub, ReadAt: Now}, "lockoutFailures"))

	review := fixed("admins.access-review", check.Medium, "Somebody reviews the administrators")
	review.Needs = []snapshot.Name{snapshot.AdminAuditName, snapshot.PeopleName}
	dormant := fixed("admins.dormant", check.High, "No administrator account sleeps")
	dormant.Needs = []snapshot.Name{snapshot.AdminAuditName}

	full := fixed("admins.full-admin-count", check.High, "Few people are full administrators",
		check.Warn(finding.Resource{Type: "administrators", ID: "administrators"}, "5 full administrators; 4 are advised",
			value("GET /v1/people", "roles", 5, snapshot.RankAPI)))
	full.Params = []check.Param{{Name: "max", Default: 4}}
	downloads := fixed("recordings.downloads-prevented", check.High, "Recordings cannot be downloaded")
	return []check.Check{site, host, pmr, downloads, retention, mfa, lockout, full, dormant, review}
}

const clinicRefusal = "GET /v1/meetingPreferences/schedulingOptions answered 403; it needs the scope meeting:admin_preferences_read, granted by: full administrator"

// clinicPolicy changes a threshold, leaves a check out and waives a failure.
func clinicPolicy() *policy.Policy {
	p, err := policy.Parse("wxaudit.yaml", []byte(`version: 1
checks:
  admins.full-admin-count:
    params:
      max: 6
disabled:
  - check: recordings.downloads-prevented
    reason: nobody may record here
waivers:
  - id: W-7
    check: messaging.retention-six-years
    resources: ["*"]
    reason: the archive keeps what Webex deletes
    equivalent_measure: a nightly export to the archive
    owner: ann@clinic.example
    approvers: [bob@clinic.example]
    ticket: SEC-12
    starts: 2026-01-01
    expires: 2026-03-31
`), clinicChecks())
	if err != nil {
		panic(err) // a mistake in this file
	}
	return p
}

// waivers are those of the policy, all in force.
func waivers(p *policy.Policy) []report.Waiver {
	var all []report.Waiver
	if p == nil {
		return all
	}
	for _, w := range p.Waivers {
		all = append(all, report.Waiver{
			ID: w.ID, Check: w.Check, Resources: w.Resources, Reason: w.Reason, Measure: w.Measure, Owner: w.Owner,
			Approvers: w.Approvers, Ticket: w.Ticket, Starts: w.Starts, Expires: w.Expires, State: report.WaiverInForce,
		})
	}
	return all
}

// attestations has one entry that stands and one that is missing, where there are
// checks that could ask for them.
func attestations(checks []check.Check) []report.Attestation {
	if len(checks) < 2 {
		return nil
	}
	signed := finding.DayOf(Now.AddDate(0, -2, 0), time.UTC)
	return []report.Attestation{
		{
			Statement: checks[0].ID, Asks: "Do attendees wait for the host?", Scope: "clinic.webex.com", Checks: []string{checks[0].ID},
			State: "due", Answer: "yes", Owner: "ann@clinic.example", Role: "IT director", SignedOn: signed,
			ValidUntil: signed.Plus(80), Evidence: "verified",
		},
		{Statement: checks[1].ID, Asks: "Does somebody look at it?", Checks: []string{checks[1].ID}, State: "missing"},
	}
}
