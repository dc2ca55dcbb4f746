package attest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestRiskRows(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, channel, rating string
		details               map[string]any
		want                  finding.Status
	}{
		{"as the checklist rates it", "telehealth-video", "high", nil, finding.Pass},
		{"lower, without a reason", "telehealth-video", "medium", nil, finding.Warn},
		{"lower, with one", "telehealth-video", "medium", map[string]any{"reason_recorded": true}, finding.Pass},
		{"undecided", "telehealth-video", "depends", nil, finding.Warn},
		{"without a rating", "telehealth-video", "", nil, finding.Warn},
		{"without controls", "telehealth-video", "high", map[string]any{"controls_listed": false}, finding.Warn},
		{"not allowed, and in use", "telehealth-video", "high", map[string]any{"allowed": false}, finding.Fail},
		{"not allowed, and kept out", "telehealth-video", "high", map[string]any{"allowed": false, "kept_out": true}, finding.Pass},
		{"administration without PHI", "administrative-meetings", "low", map[string]any{"allowed": false}, finding.Pass},
		{"reminders without PHI", "appointment-reminders", "low", map[string]any{"allowed": false}, finding.Pass},
		{"reminders undecided", "appointment-reminders", "depends", nil, finding.Warn},
		{"not in use", "clinical-messaging", "low", map[string]any{"allowed": false}, finding.NotApplicable},
		{"use not learnt, a good row", "contact-center", "high", nil, finding.Pass},
		{"use not learnt, not allowed", "contact-center", "high", map[string]any{"allowed": false}, finding.Unknown},
	} {
		in := visits()
		queuesRefused(in.Snapshot)
		in.Voicemail = whole[snapshot.VoicemailBox]()
		details := map[string]any{"allowed": true, "controls_listed": true}
		if c.rating != "" {
			details["rating"] = c.rating
		}
		for name, v := range c.details {
			details[name] = v
		}
		o := on(t, PHIRiskRegister, in, signed(t, phiRiskStatement, "assessed", details, c.channel))
		require.Equal(t, c.want, statusOf(o, c.channel), c.name)
	}

	in := visits()
	in.Voicemail = whole(snapshot.VoicemailBox{Enabled: snapshot.Yes, Fax: snapshot.Unknown})
	o := on(t, PHIRiskRegister, in, signed(t, phiRiskStatement, "not-used", nil, "voicemail", "fax", "appointment-reminders"))
	require.Equal(t, finding.Warn, statusOf(o, "voicemail"), "it is in use")
	require.Equal(t, finding.Unknown, statusOf(o, "fax"), "it may be")
	require.Equal(t, finding.NotApplicable, statusOf(o, "appointment-reminders"))
}

func TestPolicies(t *testing.T) {
	t.Parallel()
	changed := func(at, event, setting string) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			e := snapshot.AdminEvent{Event: event, Setting: setting}
			if at != "" {
				e.At = dayOf(t, at).Time().Add(time.Hour)
			}
			s.AdminAudit = whole(e)
		}
	}
	for _, c := range []struct {
		name    string
		change  func(*snapshot.Snapshot)
		details map[string]any
		want    finding.Status
	}{
		{"nothing changed", nil, nil, finding.Pass},
		{"changed on the day of the review", changed("2026-11-01", "An admin changed the retention policy", ""), nil, finding.Pass},
		{"changed after it", changed("2026-11-02", "An admin changed the retention policy", ""), nil, finding.Warn},
		{"a role changed after it", changed("2026-11-02", "An admin assigned a role to a user", ""), nil, finding.Pass},
		{"a setting that is named changed after it", changed("2026-11-02", "", "blockExternalCommunications"), nil, finding.Warn},
		{"something changed after it", changed("2026-11-02", "", ""), nil, finding.Unknown},
		{"changed on a day not told", changed("", "An admin changed the retention policy", ""), nil, finding.Unknown},
		{"the log refused", func(s *snapshot.Snapshot) { s.AdminAudit = snapshot.Section[snapshot.AdminEvent]{Gap: forbidden} }, nil, finding.Unknown},
		{"the log broken off, with a change", func(s *snapshot.Snapshot) {
			changed("2026-11-02", "An admin changed the retention policy", "")(s)
			s.AdminAudit.Gap = forbidden
		}, nil, finding.Warn},
		{"kept for five years", nil, map[string]any{"retention_years": 5}, finding.Fail},
		{"not published", nil, map[string]any{"published": false}, finding.Warn},
		{"reviewed 366 days ago", nil, map[string]any{"reviewed_on": dayOf(t, "2025-11-19")}, finding.Warn},
	} {
		in := quiet()
		in.AdminAudit = whole[snapshot.AdminEvent]()
		if c.change != nil {
			c.change(in.Snapshot)
		}
		details := map[string]any{"reviewed_on": dayOf(t, "2026-11-01"), "published": true, "retention_years": 6}
		for name, v := range c.details {
			details[name] = v
		}
		o := on(t, PoliciesAndDocumentation, in, signed(t, policiesStatement, "in-force", details, "documentation-retention"))
		require.Equal(t, c.want, statusOf(o, "documentation-retention"), c.name)
	}
	in := quiet()
	in.AdminAudit = whole[snapshot.AdminEvent]()
	o := on(t, PoliciesAndDocumentation, in, signed(t, policiesStatement, "none", nil, "review-log"), signed(t, policiesStatement, "not-applicable", nil, "acceptable-use"))
	require.Equal(t, finding.Fail, statusOf(o, "review-log"))
	require.Equal(t, finding.Warn, statusOf(o, "acceptable-use"), "a reason belongs to it")
	require.Equal(t, finding.Unknown, statusOf(o, "messaging-and-recording"))
}

func TestMeasures(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		check   check.Check
		entry   check.Attestation
		subject string
		want    finding.Status
	}{
		{"trained enough", Workforce, signed(t, workforceStatement, "in-place", map[string]any{"rate": 0.95, "held_on": dayOf(t, "2026-01-01")}, training), training, finding.Pass},
		{"too few", Workforce, signed(t, workforceStatement, "in-place", map[string]any{"rate": 0.94, "held_on": dayOf(t, "2026-01-01")}, training), training, finding.Warn},
		{"too long ago", Workforce, signed(t, workforceStatement, "in-place", map[string]any{"rate": 1.0, "held_on": dayOf(t, "2025-11-19")}, training), training, finding.Warn},
		{"how many is not said", Workforce, signed(t, workforceStatement, "in-place", nil, training), training, finding.Warn},
		{"no training", Workforce, signed(t, workforceStatement, "none", nil, training), training, finding.Fail},
		{"no sanctions", Workforce, signed(t, workforceStatement, "none", nil, sanctionPolicy), sanctionPolicy, finding.Fail},
		{"no reminders", Workforce, signed(t, workforceStatement, "none", nil, "reminders"), "reminders", finding.Warn},
		{"leavers within a day", Workforce, signed(t, workforceStatement, "in-place", map[string]any{"sla_hours": 24}, "leaver-procedure"), "leaver-procedure", finding.Pass},
		{"leavers before they leave", Workforce, signed(t, workforceStatement, "in-place", map[string]any{"sla_hours": -1}, "leaver-procedure"), "leaver-procedure", finding.Warn},
		{"no incident procedure", IncidentAndContingency, signed(t, contingencyStatement, "none", nil, incidentProcedure), incidentProcedure, finding.Fail},
		{"one without a contact", IncidentAndContingency, signed(t, contingencyStatement, "in-place", nil, incidentProcedure), incidentProcedure, finding.Warn},
		{"no break-glass", IncidentAndContingency, signed(t, contingencyStatement, "none", nil, emergencyAccess), emergencyAccess, finding.Warn},
		{"tested a year ago", IncidentAndContingency, signed(t, contingencyStatement, "in-place", map[string]any{"tested_on": dayOf(t, "2025-11-20")}, emergencyAccess), emergencyAccess, finding.Pass},
		{"tested before", IncidentAndContingency, signed(t, contingencyStatement, "in-place", map[string]any{"tested_on": dayOf(t, "2025-11-19")}, emergencyAccess), emergencyAccess, finding.Warn},
		{"never tested", IncidentAndContingency, signed(t, contingencyStatement, "in-place", nil, emergencyAccess), emergencyAccess, finding.Warn},
		{"no source of threats", IncidentAndContingency, signed(t, contingencyStatement, "none", nil, threatInformation), threatInformation, finding.NotApplicable},
	} {
		require.Equal(t, c.want, statusOf(on(t, c.check, quiet(), c.entry), c.subject), c.name)
	}
	require.Empty(t, statusOf(on(t, IncidentAndContingency, quiet()), threatInformation), "nobody need have one")
}
