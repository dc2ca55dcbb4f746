package webextest_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex/replay"
)

// judge runs every check over a shipped recording.
func judge(t *testing.T, name string) map[string]check.Outcome {
	t.Helper()
	recording, err := replay.Open(filepath.Join(fixtures, name), replay.OpenOptions{})
	require.NoError(t, err)
	result := engine.Run(engine.Options{Checks: checks.All(), Snapshot: read(t, recording, recording.Now()), Now: recording.Now()})
	byID := map[string]check.Outcome{}
	for _, o := range result.Outcomes {
		byID[o.Check.ID] = o
	}
	return byID
}

// untold are the checks about which Webex does not tell enough even in the
// clean organisation, and why.
var untold = map[string]string{
	"recordings.password-set":  "the list of recordings does not show passwords",
	"recordings.deleted-early": "what was purged is shown to compliance officers only, and no full administrator should be one",
	"messaging.space-exposure": "Webex lists only the spaces of the token's own user and the public ones",
	"apps.bots":                "Webex lists only the spaces of the token's own user and the public ones",
	"ai.generated-content":     "transcripts are shown to compliance officers only",
}

// TestCleanIsClean holds the clean organisation to its promise: nothing fails
// or warns, and what is unknown no API could have told.
func TestCleanIsClean(t *testing.T) {
	t.Parallel()
	clean := judge(t, "clean")
	for id, o := range clean {
		require.NotEqual(t, finding.Fail, o.Status, "%s: %s", id, o.Message)
		require.NotEqual(t, finding.Warn, o.Status, "%s: %s", id, o.Message)
		if o.Status == finding.Unknown && untold[id] == "" {
			require.Equal(t, string(snapshot.NotAttested), o.Reason, "%s: %s", id, o.Message)
		}
	}
	for id := range untold {
		require.Equal(t, finding.Unknown, clean[id].Status, "%s: the exception is no longer needed", id)
	}
}

// TestClinicFaults holds the clinic to the table of its faults: each is found,
// and at the site or the person that it was planted at.
func TestClinicFaults(t *testing.T) {
	t.Parallel()
	const (
		telehealth = "mercyvalley-telehealth.webex.com"
		domain     = "@mercyvalley.example"
		clinicSite = "mercyvalley.webex.com"
	)
	clinic := judge(t, "clinic")
	for _, tt := range []struct {
		check  string
		status finding.Status
		name   string // of the resource; empty where it has none
	}{
		{"meetings.join-before-host-site", finding.Fail, telehealth},
		{"meetings.join-before-host-site", finding.Pass, clinicSite},
		{"meetings.strong-password-site", finding.Fail, telehealth},
		{"meetings.strong-password-site", finding.Pass, clinicSite},
		{"meetings.unlisted", finding.Warn, telehealth},
		{"meetings.host-privilege-grant", finding.Warn, telehealth},
		{"meetings.content-leak-paths", finding.Warn, telehealth},
		{"links.pmr-custom-url", finding.Warn, telehealth},
		{"meetings.join-before-host", finding.Fail, "peter.nakamura" + domain},
		{"meetings.join-before-host", finding.Fail, "amara.sandoval" + domain},
		{"meetings.lobby-for-uninvited", finding.Fail, "julia.quinn" + domain},
		{"meetings.auto-lock", finding.Fail, "julia.quinn" + domain},
		{"meetings.password-present", finding.Fail, "felix.tanaka" + domain},
		{"meetings.unlisted", finding.Fail, "hector.vance" + domain},
		{"meetings.host-privilege-grant", finding.Fail, "sofia.whitfield" + domain},
		{"meetings.content-leak-paths", finding.Fail, "walter.xiong" + domain},
		{"meetings.uninvited-participants", finding.Fail, "ingrid.yilmaz" + domain},
		{"meetings.uninvited-participants", finding.Warn, "ingrid.yilmaz" + domain},
		{"links.pmr-patient-use", finding.Warn, "omar.petrov" + domain},    // recognised by the room's number: a heuristic
		{"links.pmr-patient-use", finding.Warn, "george.fischer" + domain}, // scheduled: Webex does not show who is invited
		{"links.pmr-hardening", finding.Fail, "omar.petrov" + domain},
		{"links.pmr-hardening", finding.Fail, "kevin.ramirez" + domain},
		{"links.shared-across-patients", finding.Fail, "rajesh.lindqvist" + domain},
		{"links.shared-across-patients", finding.Warn, "helen.goldberg" + domain},
		{"links.long-lived-series", finding.Fail, "leon.zielinski" + domain},
		{"recordings.downloads-prevented", finding.Fail, "felix.tanaka" + domain},
		{"recordings.auto-share-off", finding.Fail, "peter.nakamura" + domain},
		{"recordings.auto-share-off", finding.Fail, "arthur.calder" + domain},
		{"recordings.auto-record-off", finding.Fail, "diane.ulrich" + domain},
		{"recordings.unexpected-access", finding.Fail, "naomi.moreno" + domain},
		{"recordings.unexpected-access", finding.Warn, "grace.jansen" + domain},
		{"recordings.deleted-early", finding.Fail, "kevin.ramirez" + domain},
		{"recordings.orphaned-owner", finding.Warn, "rosa.thornton" + domain},
		{"recordings.disposal-overdue", finding.Warn, "naomi.moreno" + domain},
		{"messaging.retention-six-years", finding.Fail, ""},
		{"identity.mfa-enforced", finding.Unknown, ""},
		{"identity.sso-enforced", finding.Warn, ""},
		{"identity.lockout", finding.Unknown, ""},
		{"identity.session-persistence", finding.Fail, ""},
		{"identity.unique-users", finding.Warn, "frontdesk" + domain},
		{"admins.full-admin-count", finding.Warn, ""},
		{"admins.compliance-officer-separation", finding.Fail, "marcus.grant" + domain},
		{"admins.dormant", finding.Fail, "thomas.fuentes" + domain},
		{"admins.unused-role", finding.Warn, "hannah.hollis" + domain},
		{"admins.external", finding.Fail, ""},
		{"admins.external", finding.Warn, "tobias.renner.mvc.contract@outlook.com"},
		{"admins.non-human", finding.Fail, "pager-bridge@webex.bot"},
		{"messaging.external-communication", finding.Fail, ""},
		{"messaging.space-exposure", finding.Fail, ""},
		{"messaging.file-sharing", finding.Fail, "bot"},
		{"messaging.classification", finding.Warn, ""},
		{"apps.outbound-destinations", finding.Warn, "collector.vendor.example"},
		{"apps.webhook-integrity", finding.Fail, ""},
		{"apps.bots", finding.Warn, "ward-scribe@webex.bot"},
		{"accounts.inactive", finding.Warn, "thomas.fuentes" + domain},
		{"ai.assistant-default-off", finding.Fail, "felix.tanaka" + domain},
		{"calling.recording-announcement", finding.Warn, "Lakeview"},
		{"calling.recording-user-access", finding.Fail, "hannah.grant" + domain},
		{"calling.voicemail-and-fax-copies", finding.Fail, "hannah.grant" + domain},
		{"calling.voicemail-and-fax-copies", finding.Warn, "victor.hollis" + domain},
		{"calling.voicemail-policy", finding.Warn, "Riverside"},
		{"cc.recording-controls", finding.Warn, ""},
		{"cc.sensitive-variables", finding.Fail, ""},
		{"devices.unmaintained", finding.Fail, ""},
		{"devices.config-hardening", finding.Warn, ""},
		{"audit.sensitive-changes", finding.Fail, ""},
		{"crypto.tls-minimum", finding.Fail, "collector.vendor.example"},
	} {
		found := false
		for _, f := range clinic[tt.check].Findings {
			found = found || f.Status == tt.status && strings.HasPrefix(f.Resource.Name, tt.name)
		}
		require.True(t, found, "%s: %s at %q", tt.check, tt.status, tt.name)
	}
	for _, o := range clinic {
		require.NotContains(t, o.Message, "broke", o.Check.ID)
	}
	require.Equal(t, "not_attested", clinic["identity.mfa-enforced"].Reason, "an organisation with single sign-on needs no MFA in Webex")
	require.Contains(t, clinic["messaging.retention-six-years"].Message, "32 days short")
}
