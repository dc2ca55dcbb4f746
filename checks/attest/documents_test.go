package attest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// visits is an organisation that holds meetings, and so uses two product lines.
func visits() *check.Input {
	in := quiet()
	in.Licenses = whole(used("Webex Meetings", 3))
	return in
}

var both = []string{string(meetings), string(platform)}

func report(t *testing.T, name, kind, field, day string, products []string, read bool) check.Attestation {
	t.Helper()
	details := map[string]any{"type": kind, "products": products, "exclusions_reviewed": read, "user_controls_read": true}
	if day != "" {
		details[field] = dayOf(t, day)
	}
	return signed(t, reportStatement, "obtained", details, name)
}

func TestVendorReports(t *testing.T) {
	t.Parallel()
	good := report(t, "SOC 2", period, "period_end", "2026-06-30", both, true)
	old := report(t, "examination", pointInTime, "as_of", "2021-09-30", both, true)
	over := good
	over.ValidUntil = dayOf(t, "2026-11-19")
	changed := report(t, "ISO", certificate, "expires", "2027-06-30", both, true)
	changed.Proof = check.ProofMismatch
	for _, c := range []struct {
		name    string
		reports []check.Attestation
		want    finding.Status
	}{
		{"one in date", []check.Attestation{good}, finding.Pass},
		{"the old one alone", []check.Attestation{old}, finding.Fail},
		{"the old one beside", []check.Attestation{old, good}, finding.Pass},
		{"an entry that is over", []check.Attestation{over}, finding.Fail},
		{"of 548 days", []check.Attestation{report(t, "x", pointInTime, "as_of", "2025-05-21", both, true)}, finding.Pass},
		{"of 549 days", []check.Attestation{report(t, "x", pointInTime, "as_of", "2025-05-20", both, true)}, finding.Fail},
		{"a period that ended 456 days ago", []check.Attestation{report(t, "x", period, "period_end", "2025-08-21", both, true)}, finding.Pass},
		{"457 days ago", []check.Attestation{report(t, "x", period, "period_end", "2025-08-20", both, true)}, finding.Fail},
		{"a period that is not over", []check.Attestation{report(t, "x", period, "period_end", "2026-11-21", both, true)}, finding.Fail},
		{"a certificate of 61 days more", []check.Attestation{report(t, "x", certificate, "expires", "2027-01-20", both, true)}, finding.Pass},
		{"of 60 days more", []check.Attestation{report(t, "x", certificate, "expires", "2027-01-19", both, true)}, finding.Warn},
		{"on its last day", []check.Attestation{report(t, "x", certificate, "expires", today, both, true)}, finding.Warn},
		{"expired", []check.Attestation{report(t, "x", certificate, "expires", "2026-11-19", both, true)}, finding.Fail},
		{"without a day", []check.Attestation{report(t, "x", period, "period_end", "", both, true)}, finding.Unknown},
		{"without its exclusions", []check.Attestation{report(t, "x", period, "period_end", "2026-06-30", both, false)}, finding.Warn},
		{"without its exclusions, beside a good one", []check.Attestation{report(t, "x", period, "period_end", "2026-06-30", both, false), good}, finding.Pass},
		{"without a product in use", []check.Attestation{report(t, "x", period, "period_end", "2026-06-30", both[:1], true)}, finding.Warn},
		{"two that include all together", []check.Attestation{
			report(t, "x", period, "period_end", "2026-06-30", both[:1], true), report(t, "y", period, "period_end", "2026-06-30", both[1:], true)}, finding.Pass},
		{"a changed one beside", []check.Attestation{good, changed}, finding.Fail},
		{"none, attested", []check.Attestation{signed(t, reportStatement, "none", nil, "any")}, finding.Fail},
		{"nothing entered", nil, finding.Unknown},
	} {
		o := on(t, VendorReport, visits(), c.reports...)
		require.Equal(t, c.want, o.Status, "%s: %s", c.name, o.Message)
	}

	in := visits()
	in.CCQueues = snapshot.Section[snapshot.CCQueue]{Gap: forbidden}
	require.Equal(t, finding.Unknown, on(t, VendorReport, in, good).Status, "a product line may be in use and in no scope")
}

func TestHitrust(t *testing.T) {
	t.Parallel()
	letter := func(level, issued, expires string) check.Attestation {
		details := map[string]any{"products": both}
		if level != "" {
			details["level"] = level
		}
		for name, day := range map[string]string{"issued_on": issued, "expires": expires} {
			if day != "" {
				details[name] = dayOf(t, day)
			}
		}
		return signed(t, hitrustStatement, "certified", details, level+issued)
	}
	notice := signed(t, hitrustStatement, "announcement", map[string]any{"issued_on": dayOf(t, "2020-07-01")}, "notice")
	refused := signed(t, hitrustStatement, "not-relied-on", nil)
	for _, c := range []struct {
		name     string
		entry    check.Attestation
		want     finding.Status
		required finding.Status
	}{
		{"r2 of 730 days", letter("r2", "2024-11-20", ""), finding.Pass, finding.Pass},
		{"r2 of 731 days", letter("r2", "2024-11-19", ""), finding.Warn, finding.Fail},
		{"i1 of 365 days", letter("i1", "2025-11-20", ""), finding.Pass, finding.Pass},
		{"i1 of 366 days", letter("i1", "2025-11-19", ""), finding.Warn, finding.Fail},
		{"expired before its age", letter("r2", "2025-11-20", "2026-11-19"), finding.Warn, finding.Fail},
		{"of tomorrow", letter("r2", "2026-11-21", ""), finding.Warn, finding.Fail},
		{"without its level", letter("", "2026-01-01", ""), finding.Unknown, finding.Unknown},
		{"the notice of 2020", notice, finding.Warn, finding.Fail},
		{"none relied on", refused, finding.NotApplicable, finding.Fail},
	} {
		require.Equal(t, c.want, on(t, VendorHitrust, visits(), c.entry).Status, c.name)
		in := visits()
		in.Params = check.Defaults(VendorHitrust.Params)
		in.Params["policy_requires_hitrust"] = true
		require.Equal(t, c.required, on(t, VendorHitrust, in, c.entry).Status, "%s, required", c.name)
	}
	require.Equal(t, finding.Pass, on(t, VendorHitrust, visits(), notice, letter("r2", "2025-11-20", "")).Status, "a certificate makes the notice idle")
	short := letter("r2", "2025-11-20", "")
	short.Details["products"] = both[1:]
	require.Equal(t, finding.Warn, on(t, VendorHitrust, visits(), short).Status, "meetings are out of scope")
}

func TestCoverage(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		line    line
		change  func(s *snapshot.Snapshot)
		entries []check.Attestation
		want    finding.Status
	}{
		{"in use and covered", meetings, nil, []check.Attestation{signed(t, coveredStatement, "covered", nil, "meetings")}, finding.Pass},
		{"in use and not covered", meetings, nil, []check.Attestation{signed(t, coveredStatement, "not-covered", nil, "meetings")}, finding.Fail},
		{"in use and said not to be", meetings, nil, []check.Attestation{signed(t, coveredStatement, "not-used", nil, "meetings")}, finding.Fail},
		{"in use, of which nothing is said", meetings, nil, nil, finding.Unknown},
		{"not in use", messaging, nil, nil, finding.NotApplicable},
		{"not in use and not covered", messaging, nil, []check.Attestation{signed(t, coveredStatement, "not-covered", nil, "messaging")}, finding.NotApplicable},
		{"use not learnt", contactCenter, queuesRefused, nil, finding.Unknown},
		{"use not learnt, said not to be", contactCenter, queuesRefused, []check.Attestation{signed(t, coveredStatement, "not-used", nil, "contact-center")}, finding.Unknown},
		{"use not learnt, not covered", contactCenter, queuesRefused, []check.Attestation{signed(t, coveredStatement, "not-covered", nil, "contact-center")}, finding.Unknown},
		{"use not learnt, covered", contactCenter, queuesRefused, []check.Attestation{signed(t, coveredStatement, "covered", nil, "contact-center")}, finding.Pass},
		{"use not shown", slido, nil, nil, finding.Unknown},
		{"use not shown, said not to be", slido, nil, []check.Attestation{signed(t, coveredStatement, "not-used", nil, "slido")}, finding.NotApplicable},
		{"use not shown, not covered", slido, nil, []check.Attestation{signed(t, coveredStatement, "not-covered", nil, "slido")}, finding.Unknown},
		{"bought and idle", calling, idleCalling, nil, finding.Warn},
		{"bought, idle and covered", calling, idleCalling, []check.Attestation{signed(t, coveredStatement, "covered", nil, "calling")}, finding.Pass},
	} {
		in := visits()
		if c.change != nil {
			c.change(in.Snapshot)
		}
		o := on(t, ProductsCovered, in, c.entries...)
		require.Equal(t, c.want, statusOf(o, string(c.line)), c.name)
	}
}

func TestOtherLicences(t *testing.T) {
	t.Parallel()
	bare := signed(t, otherLicenceStatement, "covered", nil, "Quantum Foam")
	bare.Proof = check.ProofNone
	for _, c := range []struct {
		name    string
		entries []check.Attestation
		want    finding.Status
	}{
		{"nothing is said", nil, finding.Unknown},
		{"covered", []check.Attestation{signed(t, otherLicenceStatement, "covered", nil, "Quantum Foam")}, finding.Pass},
		{"covered, without a document", []check.Attestation{bare}, finding.Warn},
		{"not covered", []check.Attestation{signed(t, otherLicenceStatement, "not-covered", nil, "Quantum Foam")}, finding.Fail},
	} {
		in := visits()
		in.Licenses.Items = append(in.Licenses.Items, used("Quantum Foam", 3))
		require.Equal(t, c.want, statusOf(on(t, ProductsCovered, in, c.entries...), "Quantum Foam"), c.name)
	}
}

// TestUnlistedLicences: what people hold and the list lacks is of no known
// product and subscription.
func TestUnlistedLicences(t *testing.T) {
	t.Parallel()
	for _, c := range []check.Check{ProductsCovered, PlanEligible} {
		in := visits()
		require.Empty(t, statusOf(on(t, c, in), "unlisted"), c.ID)
		in.UnlistedLicenses = 2
		o := on(t, c, in)
		require.Equal(t, finding.Unknown, statusOf(o, "unlisted"), c.ID)
		require.NotEqual(t, finding.Pass, o.Status, c.ID)
	}
}

// TestEverybodysLicences: what Webex gives to every account is of no
// subscription, and asks for no confirmation unless somebody holds nothing else.
func TestEverybodysLicences(t *testing.T) {
	t.Parallel()
	paid := snapshot.License{ID: "paid", Name: "Webex Meetings Suite", Consumed: snapshot.Some(3), SubscriptionID: "Sub1"}
	trial := paid
	trial.SubscriptionID = "trialSub.e57285a3"
	calling := snapshot.License{ID: "calling", Name: "Webex Calling - Professional", Consumed: snapshot.Some(3), SubscriptionID: "Sub1"}
	unsure := paid
	unsure.Consumed = snapshot.Opt[int]{}
	given := []snapshot.License{
		{ID: "f1", Name: "Basic Messaging", Consumed: snapshot.Some(44)}, {ID: "f2", Name: "Free screen share", Consumed: snapshot.Some(44)},
		{ID: "f3", Name: "Basic Space Meetings", Consumed: snapshot.Some(44)},
	}
	one := func(licences ...string) snapshot.Person {
		return snapshot.Person{ID: "p", UUID: "u", Type: "person", LoginEnabled: snapshot.Yes, Licenses: licences}
	}
	for name, tt := range map[string]struct {
		licence snapshot.License
		person  snapshot.Person
		lost    bool // the identity service was not read
		want    finding.Status
	}{
		"beside a paid one":      {paid, one("f1", "f2", "f3", "paid"), false, finding.Pass},
		"nothing else":           {paid, one("f1", "f2", "f3"), false, finding.Warn},
		"none at all":            {paid, one([]string{}...), false, finding.Pass},
		"licences not shown":     {paid, func() snapshot.Person { p := one(); p.Licenses = nil; return p }(), false, finding.Unknown},
		"somebody may be hidden": {paid, one("f1", "paid"), true, finding.Unknown},
		"a trial":                {trial, one("f1", "paid"), false, finding.Fail},
		"no other meetings":      {calling, one("f1", "f3", "calling"), false, finding.Fail},
		"perhaps other meetings": {unsure, one("f1", "f3", "paid"), false, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			in := &check.Input{Snapshot: &snapshot.Snapshot{Licenses: whole(append([]snapshot.License{tt.licence}, given...)...), People: whole(tt.person)}}
			in.ScimUsers = whole(snapshot.ScimUser{UUID: "u", Active: snapshot.Yes, UserType: "user"})
			if tt.lost {
				in.ScimUsers = snapshot.Section[snapshot.ScimUser]{Gap: forbidden}
			}
			o := on(t, PlanEligible, in, signed(t, eligibleStatement, "eligible", nil, tt.licence.SubscriptionID))
			require.Equal(t, tt.want, o.Status, "%+v", o.Findings)
		})
	}
}

func queuesRefused(s *snapshot.Snapshot) {
	s.CCQueues = snapshot.Section[snapshot.CCQueue]{Gap: forbidden}
}

func idleCalling(s *snapshot.Snapshot) { s.Licenses = whole(used("Webex Calling", 0)) }

// statusOf is what an outcome says about one resource.
func statusOf(o check.Outcome, id string) finding.Status {
	for _, f := range o.Findings {
		if f.Resource.ID == id {
			return f.Status
		}
	}
	return ""
}
