package calling_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/calling"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

var source = snapshot.Source{Path: "GET /v1/x", Rank: snapshot.RankAPI, ReadAt: now}

var refused = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "Webex refused the request (403)"}

func list[T any](items ...T) snapshot.Section[T] {
	return snapshot.Section[T]{Items: append([]T{}, items...), Source: source}
}

func record[T any](v T) snapshot.Record[T] { return snapshot.Record[T]{Value: &v, Source: source} }

// clinic is an organisation with everything as it should be.
func clinic() *snapshot.Snapshot {
	pins := snapshot.PinRules{MinLength: snapshot.Some(8), BlockRepeated: snapshot.Yes, BlockContiguous: snapshot.Yes, BlockPatterns: snapshot.Yes}
	ours := pins
	ours.DefaultPin = snapshot.No
	return &snapshot.Snapshot{
		Licenses:      list(snapshot.License{ID: "l", Name: "Webex Calling", Consumed: snapshot.Some(3)}),
		CallRecording: record(snapshot.CallRecording{Enabled: snapshot.Yes, Vendor: "Webex"}),
		Calling: record(snapshot.Calling{
			Vendor: "Webex", DataRegion: "US", Transcripts: snapshot.No, PinRules: ours,
			Announcement: snapshot.Announcement{Inbound: snapshot.Yes, Outbound: snapshot.Yes, DelayOn: snapshot.No},
			Voicemail:    snapshot.Voicemail{ExpiryOn: snapshot.No, Forwarding: snapshot.No},
		}),
		CallingLocations: list(snapshot.CallingLocation{
			ID: "main", Name: "Main", OrgVendor: snapshot.Yes, OrgDataRegion: snapshot.Yes, OrgCaptions: snapshot.Yes, Transcription: snapshot.No,
			Announcement: snapshot.Announcement{UseOrganization: snapshot.Yes}, PinRules: pins,
		}),
		RecordedLines: list(snapshot.RecordedLine{
			ID: "p1", Kind: snapshot.PersonLine, Email: "ann@clinic.example", Location: "main", Enabled: snapshot.Yes, Record: snapshot.RecordAlways,
			PSTNAnnounced: snapshot.Yes, MayDownload: snapshot.No, MayDelete: snapshot.No, MayShare: snapshot.No, Summary: snapshot.No, Transcript: snapshot.No,
		}),
		Voicemail: list(snapshot.VoicemailBox{
			ID: "p1", Kind: snapshot.PersonLine, Email: "ann@clinic.example", Enabled: snapshot.Yes, Copy: snapshot.No, Storage: "INTERNAL",
			Notify: snapshot.No, Fax: snapshot.No,
		}),
		CallFiles: list(snapshot.CallFile{ID: "c1", Region: "US", Recorded: now.AddDate(0, 0, -3)}),
	}
}

// change is something about the clinic, its parameters or its register that a
// test changes.
type change struct {
	name    string
	do      func(*snapshot.Snapshot)
	params  check.Params
	answers []check.Attestation
	covered bool
	want    finding.Status
	says    string
}

// hold runs every change against the check.
func hold(t *testing.T, c check.Check, changes []change) {
	t.Helper()
	for _, tt := range changes {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := clinic()
			if tt.do != nil {
				tt.do(s)
			}
			params := check.Defaults(c.Params)
			for name, v := range tt.params {
				params[name] = v
			}
			in := &check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: params, Attestations: tt.answers, Others: map[string]check.Outcome{}}
			if tt.covered {
				in.Others["ai.vendor-coverage"] = check.Outcome{Status: finding.Pass}
			}
			o := engine.Evaluate(c, in)
			require.Equal(t, tt.want, o.Status, "%s", o.Message)
			require.Contains(t, o.Message, tt.says)
		})
	}
}

func location(s *snapshot.Snapshot) *snapshot.CallingLocation { return &s.CallingLocations.Items[0] }
func line(s *snapshot.Snapshot) *snapshot.RecordedLine        { return &s.RecordedLines.Items[0] }
func box(s *snapshot.Snapshot) *snapshot.VoicemailBox         { return &s.Voicemail.Items[0] }

func says(statement, answer string, scope ...string) []check.Attestation {
	today := finding.DayOf(now, time.UTC)
	return []check.Attestation{{Statement: statement, Answer: answer, Scope: scope, Owner: "ann@clinic.example", SignedOn: today.Plus(-10), ValidUntil: today.Plus(200), Proof: check.ProofStated}}
}

func expired(entries []check.Attestation) []check.Attestation {
	entries[0].ValidUntil = finding.DayOf(now, time.UTC).Plus(-1)
	return entries
}

// shared are the changes that every check answers alike.
func shared() []change {
	return []change{
		{name: "as it should be", want: finding.Pass},
		{name: "licences unread", do: func(s *snapshot.Snapshot) {
			s.Licenses = snapshot.Section[snapshot.License]{Gap: refused}
		}, want: finding.Unknown},
		{name: "licences half read", do: func(s *snapshot.Snapshot) {
			s.Licenses.Items[0].Consumed, s.Licenses.Gap = snapshot.Some(0), refused
		}, want: finding.Unknown},
		{name: "no licence in use", do: func(s *snapshot.Snapshot) { s.Licenses.Items[0].Consumed = snapshot.Some(0) },
			want: finding.NotApplicable, says: "no licence"},
		{name: "no licence in use, and nothing else was read", do: func(s *snapshot.Snapshot) {
			*s = snapshot.Snapshot{Licenses: list(snapshot.License{ID: "m", Name: "Messaging", Consumed: snapshot.Some(9)})}
		}, want: finding.NotApplicable},
		{name: "nothing but licences read", do: func(s *snapshot.Snapshot) { *s = snapshot.Snapshot{Licenses: s.Licenses} }, want: finding.Unknown},
	}
}

func TestRecordingProviderRegion(t *testing.T) {
	t.Parallel()
	const baa = "calling.recording-provider-region/baa"
	dubber := func(s *snapshot.Snapshot) { s.Calling.Value.Vendor = "Dubber" }
	must := check.Params{"region_required": true}
	hold(t, calling.RecordingProviderRegion, append(shared(), []change{
		{name: "recording is off", do: func(s *snapshot.Snapshot) { s.CallRecording.Value.Enabled = snapshot.No; dubber(s) }, want: finding.Pass, says: "off"},
		{name: "another vendor", do: dubber, want: finding.Fail, says: "no agreement"},
		{name: "another vendor with an agreement", do: dubber, answers: says(baa, "yes", "dubber"), want: finding.Pass},
		{name: "another vendor without one", do: dubber, answers: says(baa, "no", "dubber"), want: finding.Fail},
		{name: "an agreement with somebody else", do: dubber, answers: says(baa, "yes", "Imagicle"), want: finding.Fail},
		{name: "an agreement that ended", do: dubber, answers: expired(says(baa, "yes", "Dubber")), want: finding.Fail, says: "ended"},
		{name: "a location with another vendor", do: func(s *snapshot.Snapshot) {
			location(s).OrgVendor, location(s).Vendor = snapshot.No, "Dubber"
		}, want: finding.Fail},
		{name: "a location with another vendor that is allowed", do: func(s *snapshot.Snapshot) {
			location(s).OrgVendor, location(s).Vendor = snapshot.No, "Dubber"
		}, params: check.Params{"allowed_vendors": []string{"webex", "dubber"}}, want: finding.Warn, says: "where the organisation has Webex"},
		{name: "a location with the same vendor", do: func(s *snapshot.Snapshot) {
			location(s).OrgVendor, location(s).Vendor = snapshot.No, "webex"
		}, want: finding.Pass},
		{name: "a location unread", do: func(s *snapshot.Snapshot) {
			location(s).OrgVendor, location(s).Gaps = snapshot.Unknown, map[string]*snapshot.Gap{snapshot.PartVendors: refused}
		}, want: finding.Unknown},
		{name: "in the right country", params: must, want: finding.Pass},
		{name: "in another country", params: must, do: func(s *snapshot.Snapshot) { s.Calling.Value.DataRegion = "DE" }, want: finding.Fail, says: "DE"},
		{name: "in a country that is not known", params: must, do: func(s *snapshot.Snapshot) { s.Calling.Value.DataRegion = "" }, want: finding.Unknown},
		{name: "a location in another country", params: must, do: func(s *snapshot.Snapshot) {
			location(s).OrgDataRegion, location(s).DataRegion = snapshot.No, "DE"
		}, want: finding.Fail},
		{name: "the country does not matter", do: func(s *snapshot.Snapshot) { s.Calling.Value.DataRegion = "DE" }, want: finding.Pass},
		{name: "a vendor that hides its country", params: check.Params{"region_required": true, "allowed_vendors": []string{"Dubber"}}, do: dubber,
			want: finding.Warn, says: "not known to Webex"},
		{name: "a recording elsewhere", params: must, do: func(s *snapshot.Snapshot) { s.CallFiles.Items[0].Region = "SG" }, want: finding.Fail, says: "SG"},
		{name: "a recording elsewhere since recording is off", params: must, do: func(s *snapshot.Snapshot) {
			s.CallFiles.Items[0].Region, s.CallRecording.Value.Enabled = "SG", snapshot.No
		}, want: finding.Fail},
		{name: "recordings unread", params: must, do: func(s *snapshot.Snapshot) { s.CallFiles = snapshot.Section[snapshot.CallFile]{Gap: refused} }, want: finding.Unknown},
	}...))
}

func TestRecordingAnnouncement(t *testing.T) {
	t.Parallel()
	// own gives the location an announcement of its own.
	own := func(inbound, outbound snapshot.Tri) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			location(s).Announcement = snapshot.Announcement{UseOrganization: snapshot.No, Inbound: inbound, Outbound: outbound, DelayOn: snapshot.No}
			line(s).PSTNAnnounced = snapshot.No
		}
	}
	quiet := own(snapshot.No, snapshot.Yes)
	hold(t, calling.RecordingAnnouncement, append(shared(), []change{
		{name: "not announced", do: quiet, want: finding.Fail, says: "always recorded"},
		{name: "not announced but by the line itself", do: func(s *snapshot.Snapshot) { quiet(s); line(s).PSTNAnnounced = snapshot.Yes }, want: finding.Warn},
		{name: "not announced, on demand", do: func(s *snapshot.Snapshot) { quiet(s); line(s).Record = snapshot.RecordOnDemand }, want: finding.Warn},
		{name: "not announced, and the line's own is not known", do: func(s *snapshot.Snapshot) { quiet(s); line(s).PSTNAnnounced = snapshot.Unknown }, want: finding.Unknown},
		{name: "not announced where nobody is recorded", do: func(s *snapshot.Snapshot) {
			s.CallingLocations.Items = append(s.CallingLocations.Items, snapshot.CallingLocation{ID: "empty", Announcement: snapshot.Announcement{UseOrganization: snapshot.No, Inbound: snapshot.No}})
		}, want: finding.Pass},
		{name: "announced at the location, not by the organisation", do: func(s *snapshot.Snapshot) {
			own(snapshot.Yes, snapshot.Yes)(s)
			line(s).PSTNAnnounced = snapshot.Yes
			s.Calling.Value.Announcement.Inbound = snapshot.No
		}, want: finding.Pass, says: ""},
		{name: "outbound only is not asked for", do: own(snapshot.Yes, snapshot.No), params: check.Params{"require_outbound": false, "require_inbound": false}, want: finding.Pass},
		{name: "late", do: func(s *snapshot.Snapshot) {
			s.Calling.Value.Announcement.DelayOn, s.Calling.Value.Announcement.DelaySeconds = snapshot.Yes, snapshot.Some(11)
		}, want: finding.Warn, says: "after 11 seconds"},
		{name: "in time", do: func(s *snapshot.Snapshot) {
			s.Calling.Value.Announcement.DelayOn, s.Calling.Value.Announcement.DelaySeconds = snapshot.Yes, snapshot.Some(10)
		}, want: finding.Pass},
		{name: "at an unknown time", do: func(s *snapshot.Snapshot) { s.Calling.Value.Announcement.DelayOn = snapshot.Yes }, want: finding.Unknown},
		{name: "the line's own is off", do: func(s *snapshot.Snapshot) { line(s).PSTNAnnounced = snapshot.No }, want: finding.Warn},
		{name: "the line's place is not known", do: func(s *snapshot.Snapshot) { quiet(s); line(s).Location = "" }, want: finding.Unknown},
		{name: "a line left out", do: func(s *snapshot.Snapshot) {
			s.RecordedLines.Items = append(s.RecordedLines.Items, snapshot.RecordedLine{ID: "p2", Kind: snapshot.PersonLine, Gap: &snapshot.Gap{Reason: snapshot.Budget, Detail: "left out"}})
		}, want: finding.Unknown, says: "left out"},
		{name: "nobody is recorded", do: func(s *snapshot.Snapshot) { line(s).Enabled = snapshot.No }, want: finding.NotApplicable},
		{name: "lines half read, and nobody is recorded", do: func(s *snapshot.Snapshot) { line(s).Enabled, s.RecordedLines.Gap = snapshot.No, refused }, want: finding.Unknown},
	}...))
}

func TestRecordingUserAccess(t *testing.T) {
	t.Parallel()
	hold(t, calling.RecordingUserAccess, append(shared(), []change{
		{name: "may delete", do: func(s *snapshot.Snapshot) { line(s).MayDelete = snapshot.Yes }, want: finding.Fail, says: "may delete"},
		{name: "may delete, and the rest is not known", do: func(s *snapshot.Snapshot) {
			line(s).MayDelete, line(s).MayShare = snapshot.Yes, snapshot.Unknown
		}, want: finding.Fail},
		{name: "may delete by policy", do: func(s *snapshot.Snapshot) { line(s).MayDelete = snapshot.Yes }, params: check.Params{"allow_delete": true}, want: finding.Pass},
		{name: "may share", do: func(s *snapshot.Snapshot) { line(s).MayShare = snapshot.Yes }, want: finding.Fail},
		{name: "may download", do: func(s *snapshot.Snapshot) { line(s).MayDownload = snapshot.Yes }, want: finding.Warn},
		{name: "AI not covered", do: func(s *snapshot.Snapshot) { line(s).Summary = snapshot.Yes }, want: finding.Warn},
		{name: "AI covered", do: func(s *snapshot.Snapshot) { line(s).Summary = snapshot.Yes }, covered: true, want: finding.Pass},
		{name: "AI not known", do: func(s *snapshot.Snapshot) { line(s).Summary = snapshot.Unknown }, want: finding.Unknown},
		{name: "never recorded", do: func(s *snapshot.Snapshot) { line(s).MayDelete, line(s).Record = snapshot.Yes, snapshot.RecordNever }, want: finding.Pass},
		{name: "recorded by another vendor", do: func(s *snapshot.Snapshot) {
			line(s).MayDelete, location(s).OrgVendor, location(s).Vendor = snapshot.Yes, snapshot.No, "Dubber"
		}, want: finding.Pass},
		{name: "recorded by nobody knows whom", do: func(s *snapshot.Snapshot) { s.Calling.Value.Vendor = "" }, want: finding.Unknown},
		{name: "calls are transcribed", do: func(s *snapshot.Snapshot) { s.Calling.Value.Transcripts = snapshot.Yes }, want: finding.Warn},
		{name: "calls are transcribed at a location", do: func(s *snapshot.Snapshot) {
			location(s).OrgCaptions, location(s).Transcripts = snapshot.No, snapshot.Yes
		}, want: finding.Warn, says: "Main"},
		{name: "captions unread", do: func(s *snapshot.Snapshot) {
			s.Calling.Value.Transcripts, s.Calling.Value.Gaps = snapshot.Unknown, map[string]*snapshot.Gap{snapshot.PartCaptions: refused}
		}, want: finding.Unknown},
	}...))
}

func TestVoicemailAndFaxCopies(t *testing.T) {
	t.Parallel()
	const baa = "calling.voicemail-and-fax-copies/email-baa"
	staff := snapshot.Party{Kind: snapshot.Staff, Email: "ann@clinic.example", Domain: "clinic.example", Key: "1"}
	outsider := snapshot.Party{Kind: snapshot.Outsider, Domain: "gmail.com", Key: "2"}
	copyTo := func(p snapshot.Party) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) { box(s).Copy, box(s).CopyTo = snapshot.Yes, p }
	}
	hold(t, calling.VoicemailAndFaxCopies, append(shared(), []change{
		{name: "to an outsider", do: copyTo(outsider), want: finding.Fail, says: "gmail.com"},
		{name: "to an outsider of an own domain", do: copyTo(outsider), params: check.Params{"internal_domains": []string{"Gmail.com"}}, want: finding.Warn},
		{name: "to nobody knows whom", do: copyTo(snapshot.Party{}), want: finding.Unknown},
		{name: "to a doubtful domain", do: copyTo(snapshot.Party{Domain: "sister.example", Key: "3"}), want: finding.Unknown},
		{name: "to staff", do: copyTo(staff), want: finding.Warn, says: "attests"},
		{name: "to staff outside the own domains", do: copyTo(staff), params: check.Params{"internal_domains": []string{"other.example"}}, want: finding.Fail},
		{name: "to staff, with cover", do: copyTo(staff), answers: says(baa, "yes"), want: finding.Pass},
		{name: "to staff, without cover", do: copyTo(staff), answers: says(baa, "no"), want: finding.Warn},
		{name: "to staff, with cover that ended", do: copyTo(staff), answers: expired(says(baa, "yes")), want: finding.Fail, says: "ended"},
		{name: "cover that ended and nobody needs", answers: expired(says(baa, "yes")), want: finding.Pass},
		{name: "to staff, which is forbidden", do: copyTo(staff), answers: says(baa, "yes"), params: check.Params{"allow_internal_copy": false}, want: finding.Fail},
		{name: "to an outsider, whatever is covered", do: copyTo(outsider), answers: says(baa, "yes"), want: finding.Fail},
		{name: "kept outside", do: func(s *snapshot.Snapshot) { box(s).Storage, box(s).StorageTo = "EXTERNAL", outsider }, want: finding.Fail},
		{name: "kept in a new way", do: func(s *snapshot.Snapshot) { box(s).Storage = "ELSEWHERE" }, want: finding.Unknown},
		{name: "told outside", do: func(s *snapshot.Snapshot) {
			box(s).Notify, box(s).NotifyTo, box(s).NotifySMS = snapshot.Yes, outsider, snapshot.No
		}, want: finding.Warn},
		{name: "told by text message", do: func(s *snapshot.Snapshot) { box(s).Notify, box(s).NotifySMS = snapshot.Yes, snapshot.Yes }, want: finding.Warn},
		{name: "told within", do: func(s *snapshot.Snapshot) {
			box(s).Notify, box(s).NotifyTo, box(s).NotifySMS = snapshot.Yes, staff, snapshot.No
		}, want: finding.Pass},
		{name: "faxes", do: func(s *snapshot.Snapshot) { box(s).Fax = snapshot.Yes }, want: finding.Warn},
		{name: "faxes are forbidden", do: func(s *snapshot.Snapshot) { box(s).Fax = snapshot.Yes }, params: check.Params{"fax_policy": "fail"}, want: finding.Fail},
		{name: "faxes are allowed", do: func(s *snapshot.Snapshot) { box(s).Fax = snapshot.Yes }, params: check.Params{"fax_policy": "allow"}, want: finding.Pass},
		{name: "switched off", do: func(s *snapshot.Snapshot) { copyTo(outsider)(s); box(s).Enabled = snapshot.No }, want: finding.NotApplicable},
		{name: "a mailbox left out", do: func(s *snapshot.Snapshot) {
			s.Voicemail.Items = append(s.Voicemail.Items, snapshot.VoicemailBox{ID: "p2", Gap: &snapshot.Gap{Reason: snapshot.Budget, Detail: "left out"}})
		}, want: finding.Unknown},
	}...))
}

func TestVoicemailPolicy(t *testing.T) {
	t.Parallel()
	const transient = "calling.voicemail-policy/transient"
	expires := func(days int) func(*snapshot.Snapshot) {
		return func(s *snapshot.Snapshot) {
			s.Calling.Value.Voicemail.ExpiryOn, s.Calling.Value.Voicemail.ExpiryDays = snapshot.Yes, snapshot.Some(days)
		}
	}
	hold(t, calling.VoicemailPolicy, append(shared(), []change{
		{name: "forwarding", do: func(s *snapshot.Snapshot) { s.Calling.Value.Voicemail.Forwarding = snapshot.Yes }, want: finding.Warn},
		{name: "a default PIN", do: func(s *snapshot.Snapshot) { s.Calling.Value.PinRules.DefaultPin = snapshot.Yes }, want: finding.Warn, says: "one PIN for all"},
		{name: "a short default PIN", do: func(s *snapshot.Snapshot) {
			s.Calling.Value.PinRules.DefaultPin, s.Calling.Value.PinRules.MinLength = snapshot.Yes, snapshot.Some(5)
		}, want: finding.Fail},
		{name: "a short default PIN at a location", do: func(s *snapshot.Snapshot) {
			s.Calling.Value.PinRules.DefaultPin, location(s).PinRules.MinLength = snapshot.Yes, snapshot.Some(4)
		}, want: finding.Fail, says: "Main"},
		{name: "a short PIN at a location", do: func(s *snapshot.Snapshot) { location(s).PinRules.MinLength = snapshot.Some(4) }, want: finding.Warn, says: "4 digits"},
		{name: "a PIN shorter than asked for", params: check.Params{"min_pin": 9}, want: finding.Warn},
		{name: "simple PINs", do: func(s *snapshot.Snapshot) { s.Calling.Value.PinRules.BlockContiguous = snapshot.No }, want: finding.Warn},
		{name: "transcription", do: func(s *snapshot.Snapshot) { location(s).Transcription = snapshot.Yes }, want: finding.Warn},
		{name: "transcription allowed", do: func(s *snapshot.Snapshot) { location(s).Transcription = snapshot.Yes }, params: check.Params{"allow_transcription": true}, want: finding.Pass},
		{name: "transcription covered", do: func(s *snapshot.Snapshot) { location(s).Transcription = snapshot.Yes }, covered: true, want: finding.Pass},
		{name: "early expiry", do: expires(60), want: finding.Warn, says: "60 days"},
		{name: "expiry after no days, by policy", do: expires(0), answers: says(transient, "yes"), want: finding.Unknown},
		{name: "expiry after less than no days", do: expires(-1), want: finding.Unknown},
		{name: "early expiry by policy", do: expires(60), answers: says(transient, "yes"), want: finding.Pass},
		{name: "early expiry against policy", do: expires(60), answers: says(transient, "no"), want: finding.Warn},
		{name: "early expiry by a policy that ended", do: expires(60), answers: expired(says(transient, "yes")), want: finding.Fail},
		{name: "six years", do: expires(2192), want: finding.Pass},
		{name: "expiry at an unknown time", do: func(s *snapshot.Snapshot) { s.Calling.Value.Voicemail.ExpiryOn = snapshot.Yes }, want: finding.Unknown},
		{name: "settings unread", do: func(s *snapshot.Snapshot) {
			s.Calling.Value.Voicemail = snapshot.Voicemail{}
			s.Calling.Value.Gaps = map[string]*snapshot.Gap{snapshot.PartVoicemail: refused}
		}, want: finding.Unknown, says: "403"},
	}...))
}

// TestAnnouncedToNobodyKnown holds that an announcement passes nowhere while it
// is not known whether any call is recorded.
func TestAnnouncedToNobodyKnown(t *testing.T) {
	t.Parallel()
	for name, lose := range map[string]func(*snapshot.Snapshot){
		"lines unread": func(s *snapshot.Snapshot) { s.RecordedLines = snapshot.Section[snapshot.RecordedLine]{Gap: refused} },
		"lines empty, and half read": func(s *snapshot.Snapshot) {
			s.RecordedLines.Items, s.RecordedLines.Gap = []snapshot.RecordedLine{}, refused
		},
		"a line unread": func(s *snapshot.Snapshot) { line(s).Gap = refused },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := clinic()
			lose(s)
			o := engine.Evaluate(calling.RecordingAnnouncement, &check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC),
				Params: check.Defaults(calling.RecordingAnnouncement.Params), Others: map[string]check.Outcome{}})
			require.Equal(t, finding.Unknown, o.Status)
			require.Zero(t, o.Passed, o.Message)
		})
	}
}
