package attest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// sealed is an organisation out of which nothing goes.
func sealed() *check.Input {
	s := &snapshot.Snapshot{
		InternalDomains: []string{"clinic.example"},
		Organization:    snapshot.Record[snapshot.Organization]{Value: &snapshot.Organization{ID: "org", UUID: "own"}, Source: src},
		Licenses:        whole[snapshot.License](), Webhooks: whole[snapshot.Webhook](), Subscriptions: whole[snapshot.Outlet](),
		DataSources: whole[snapshot.Outlet](), LinkedFolders: whole[snapshot.Outlet](), Authorizations: whole[snapshot.PersonApps](),
		CallRecording:    snapshot.Record[snapshot.CallRecording]{Value: &snapshot.CallRecording{Enabled: snapshot.Yes, Vendor: "Webex"}, Source: src},
		CallingLocations: whole[snapshot.CallingLocation](), Voicemail: whole[snapshot.VoicemailBox](), AdminAudit: whole[snapshot.AdminEvent](), Spaces: whole[snapshot.Space](),
	}
	return &check.Input{Snapshot: s, Params: check.Defaults(DownstreamBusinessAssociates.Params)}
}

func box(change func(b *snapshot.VoicemailBox)) snapshot.Section[snapshot.VoicemailBox] {
	b := snapshot.VoicemailBox{ID: "v1", Enabled: snapshot.Yes, Copy: snapshot.No, Notify: snapshot.No, Storage: "INTERNAL"}
	change(&b)
	return whole(b)
}

func member(m snapshot.SpaceMember) snapshot.Section[snapshot.Space] {
	return whole(snapshot.Space{ID: "s1", Members: []snapshot.SpaceMember{m}})
}

func TestRecipients(t *testing.T) {
	t.Parallel()
	away := snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.example", Key: "k"}
	for _, c := range []struct {
		name   string
		change func(s *snapshot.Snapshot)
		want   string // the recipient; empty for none
		doubts int
	}{
		{"nobody", func(*snapshot.Snapshot) {}, "", 0},
		{"a webhook", func(s *snapshot.Snapshot) { s.Webhooks = whole(snapshot.Webhook{Host: "Hooks.Archive.example"}) }, "hooks.archive.example", 0},
		{"a webhook to ourselves", func(s *snapshot.Snapshot) { s.Webhooks = whole(snapshot.Webhook{Host: "hooks.clinic.example"}) }, "", 0},
		{"a webhook to somebody like us", func(s *snapshot.Snapshot) { s.Webhooks = whole(snapshot.Webhook{Host: "evilclinic.example"}) }, "evilclinic.example", 0},
		{"a webhook to Webex", func(s *snapshot.Snapshot) { s.Webhooks = whole(snapshot.Webhook{Host: "eu.webex.com"}) }, "", 0},
		{"a webhook to nowhere", func(s *snapshot.Snapshot) { s.Webhooks = whole(snapshot.Webhook{ID: "w"}) }, "", 1},
		{"a subscription", func(s *snapshot.Snapshot) { s.Subscriptions = whole(snapshot.Outlet{Host: "cc.example"}) }, "cc.example", 0},
		{"a folder", func(s *snapshot.Snapshot) { s.LinkedFolders = whole(snapshot.Outlet{Host: "drive.example"}) }, "drive.example", 0},
		{"a list refused", func(s *snapshot.Snapshot) { s.DataSources = snapshot.Section[snapshot.Outlet]{Gap: forbidden} }, "", 1},
		{"a part of a list", func(s *snapshot.Snapshot) {
			s.DataSources = whole(snapshot.Outlet{Host: "media.example"})
			s.DataSources.Gap = forbidden
		}, "media.example", 1},
		{"an application", func(s *snapshot.Snapshot) {
			s.Authorizations = whole(snapshot.PersonApps{Apps: []snapshot.App{{ClientID: "C77", Name: "Planner"}}})
		}, "C77", 0},
		{"applications of one person refused", func(s *snapshot.Snapshot) {
			s.Authorizations = whole(snapshot.PersonApps{PersonID: "p", Gap: forbidden})
		}, "", 1},
		{"a recorder", func(s *snapshot.Snapshot) { s.CallRecording.Value.Vendor = "Dubber" }, "dubber", 0},
		{"a recorder without its name", func(s *snapshot.Snapshot) { s.CallRecording.Value.Vendor = "" }, "", 1},
		{"recording off", func(s *snapshot.Snapshot) { s.CallRecording.Value = &snapshot.CallRecording{Enabled: snapshot.No} }, "", 0},
		{"a recorder of one location", func(s *snapshot.Snapshot) {
			s.CallingLocations = whole(snapshot.CallingLocation{OrgVendor: snapshot.No, Vendor: "Imagicle"})
		}, "imagicle", 0},
		{"voicemail to staff", func(s *snapshot.Snapshot) {
			s.Voicemail = box(func(b *snapshot.VoicemailBox) { b.Copy, b.CopyTo = snapshot.Yes, snapshot.Party{Kind: snapshot.Staff} })
		}, "", 0},
		{"voicemail to somebody else", func(s *snapshot.Snapshot) {
			s.Voicemail = box(func(b *snapshot.VoicemailBox) { b.Copy, b.CopyTo = snapshot.Yes, away })
		}, "mail.example", 0},
		{"voicemail to nobody known", func(s *snapshot.Snapshot) {
			s.Voicemail = box(func(b *snapshot.VoicemailBox) { b.Copy = snapshot.Yes })
		}, "", 1},
		{"news of voicemail to a number", func(s *snapshot.Snapshot) {
			s.Voicemail = box(func(b *snapshot.VoicemailBox) {
				b.Notify, b.NotifyMail, b.NotifySMS = snapshot.Yes, snapshot.No, snapshot.Yes
			})
		}, "", 0},
		{"news of voicemail to nobody known", func(s *snapshot.Snapshot) {
			s.Voicemail = box(func(b *snapshot.VoicemailBox) { b.Notify, b.NotifySMS = snapshot.Yes, snapshot.Yes })
		}, "", 1},
		{"voicemail kept elsewhere", func(s *snapshot.Snapshot) {
			s.Voicemail = box(func(b *snapshot.VoicemailBox) { b.Storage, b.StorageTo = "EXTERNAL", away })
		}, "mail.example", 0},
		{"voicemail off", func(s *snapshot.Snapshot) {
			s.Voicemail = box(func(b *snapshot.VoicemailBox) { b.Enabled, b.Copy, b.CopyTo = snapshot.No, snapshot.Yes, away })
		}, "", 0},
		{"a mailbox refused", func(s *snapshot.Snapshot) { s.Voicemail = box(func(b *snapshot.VoicemailBox) { b.Gap = forbidden }) }, "", 1},
		{"no calling", func(s *snapshot.Snapshot) {
			s.Voicemail = snapshot.Section[snapshot.VoicemailBox]{Gap: &snapshot.Gap{Reason: snapshot.NotLicensed}}
		}, "", 0},
		{"no calling, by half a list of licences", func(s *snapshot.Snapshot) {
			s.Voicemail = snapshot.Section[snapshot.VoicemailBox]{Gap: &snapshot.Gap{Reason: snapshot.NotLicensed}}
			s.Licenses.Gap = forbidden
		}, "", 1},
		{"an administrator of a reseller", func(s *snapshot.Snapshot) {
			s.AdminAudit = whole(snapshot.AdminEvent{ActorOrg: "R-1", Actor: snapshot.Party{Domain: "reseller.example"}})
		}, "r-1", 0},
		{"one of Cisco", func(s *snapshot.Snapshot) {
			s.AdminAudit = whole(snapshot.AdminEvent{ActorOrg: "C-1", Actor: snapshot.Party{Domain: "cisco.com"}})
		}, "", 0},
		{"our own", func(s *snapshot.Snapshot) { s.AdminAudit = whole(snapshot.AdminEvent{ActorOrg: "OWN"}) }, "", 0},
		{"one of no organisation", func(s *snapshot.Snapshot) { s.AdminAudit = whole(snapshot.AdminEvent{}) }, "", 1},
		{"a bot", func(s *snapshot.Snapshot) {
			s.Spaces = member(snapshot.SpaceMember{Bot: snapshot.Yes, BotName: "Scribe@webex.bot"})
		}, "bot:scribe", 0},
		{"a member who may be one", func(s *snapshot.Snapshot) { s.Spaces = member(snapshot.SpaceMember{}) }, "", 1},
		{"members of one space refused", func(s *snapshot.Snapshot) { s.Spaces = whole(snapshot.Space{ID: "s1", Gap: forbidden}) }, "", 1},
	} {
		in := sealed()
		c.change(in.Snapshot)
		found, doubts := recipients(in)
		require.Len(t, doubts, c.doubts, c.name)
		if c.want == "" {
			require.Empty(t, found, c.name)
		} else {
			require.Len(t, found, 1, c.name)
			require.Equal(t, c.want, found[0].id, c.name)
		}
		for _, r := range found {
			require.NotContains(t, r.id+r.name, "@", "an address")
		}
		if c.doubts > 0 {
			vendor := signed(t, downstreamStatement, "no-phi", nil, "any", c.want)
			require.Equal(t, finding.Unknown, on(t, DownstreamBusinessAssociates, in, vendor).Status, "%s: a pass is impossible", c.name)
		}
	}
}

func TestContracts(t *testing.T) {
	t.Parallel()
	baa := func(effective string) check.Attestation {
		a := signed(t, downstreamStatement, "baa", nil, "hooks.archive.example")
		a.Effective = dayOf(t, effective)
		return a
	}
	unproved := baa("2025-01-01")
	unproved.Proof = check.ProofNone
	for name, c := range map[string]struct {
		entries []check.Attestation
		want    finding.Status
	}{
		"an agreement":              {[]check.Attestation{baa("2025-01-01")}, finding.Pass},
		"one of tomorrow":           {[]check.Attestation{baa("2026-11-21")}, finding.Fail},
		"one without a document":    {[]check.Attestation{unproved}, finding.Warn},
		"a conduit":                 {[]check.Attestation{signed(t, downstreamStatement, "conduit", nil, "HOOKS.archive.example")}, finding.Pass},
		"PHI without an agreement":  {[]check.Attestation{signed(t, downstreamStatement, "no-baa", nil, "hooks.archive.example")}, finding.Fail},
		"nothing said":              {nil, finding.Unknown},
		"another vendor without it": {[]check.Attestation{baa("2025-01-01"), signed(t, downstreamStatement, "no-baa", nil, "Directory Ltd")}, finding.Fail},
	} {
		in := sealed()
		in.Webhooks = whole(snapshot.Webhook{Host: "hooks.archive.example"})
		require.Equal(t, c.want, on(t, DownstreamBusinessAssociates, in, c.entries...).Status, name)
	}
	require.Equal(t, finding.NotApplicable, on(t, DownstreamBusinessAssociates, sealed()).Status)

	in := sealed()
	in.CallRecording.Value = &snapshot.CallRecording{Enabled: snapshot.Yes, Vendor: "Recorder"}
	conduit, none := signed(t, downstreamStatement, "conduit", nil, "recorder"), signed(t, downstreamStatement, "no-phi", nil, "recorder")
	require.Equal(t, finding.Fail, on(t, DownstreamBusinessAssociates, in, conduit).Status, "who records calls is no conduit")
	require.Equal(t, finding.Pass, on(t, DownstreamBusinessAssociates, in, none).Status)

	in = sealed()
	in.InternalDomains = nil
	in.Webhooks = whole(snapshot.Webhook{Host: "hooks.clinic.example"})
	o := on(t, DownstreamBusinessAssociates, in)
	require.Equal(t, finding.Unknown, o.Status)
	require.Contains(t, o.Message, "which domains are the organisation's own")
}

// TestUnseenLists holds that somebody's word stands in for lists that no token
// sees to their ends, and for no list that was lost.
func TestUnseenLists(t *testing.T) {
	t.Parallel()
	usual := func() *check.Input {
		in := sealed()
		in.DataSources = snapshot.Section[snapshot.Outlet]{Gap: forbidden, Source: src}
		in.LinkedFolders.Gap, in.Spaces.Gap = forbidden, forbidden
		return in
	}
	said := func(answer string, lists ...string) check.Attestation {
		return signed(t, hiddenStatement, answer, nil, lists...)
	}
	all := said("yes", "data-sources", "linked-folders", "bots")
	for name, c := range map[string]struct {
		change  func(*check.Input)
		entries []check.Attestation
		want    finding.Status
	}{
		"nobody looked":       {nil, nil, finding.Unknown},
		"somebody looked":     {nil, []check.Attestation{all}, finding.Pass},
		"at two of them":      {nil, []check.Attestation{said("yes", "data-sources", "bots")}, finding.Unknown},
		"and it was not all":  {nil, []check.Attestation{said("yes", "data-sources", "bots"), said("no", "linked-folders")}, finding.Warn},
		"spaces are refused":  {func(in *check.Input) { in.Spaces.Items = nil }, []check.Attestation{all}, finding.Unknown},
		"folders are refused": {func(in *check.Input) { in.LinkedFolders.Items = nil }, []check.Attestation{all}, finding.Unknown},
		"a list broke off": {func(in *check.Input) {
			in.DataSources.Gap = &snapshot.Gap{Reason: snapshot.Truncated}
		}, []check.Attestation{all}, finding.Unknown},
		"webhooks are refused": {func(in *check.Input) { in.Webhooks = snapshot.Section[snapshot.Webhook]{Gap: forbidden} }, []check.Attestation{all}, finding.Unknown},
		"a hit is a hit": {func(in *check.Input) {
			in.LinkedFolders.Items = []snapshot.Outlet{{ID: "f", Host: "drive.example"}}
		}, []check.Attestation{all, signed(t, downstreamStatement, "no-baa", nil, "drive.example")}, finding.Fail},
	} {
		in := usual()
		if c.change != nil {
			c.change(in)
		}
		o := on(t, DownstreamBusinessAssociates, in, c.entries...)
		require.Equal(t, c.want, o.Status, "%s: %s", name, o.Message)
	}
}
