package calling

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// inside says whether somebody is within the organisation: by its domains as
// the parameter gives them, else as they are known.
func inside(in *check.Input, p snapshot.Party) snapshot.Tri {
	domains := in.Params.Strings("internal_domains")
	switch {
	case p.Kind == snapshot.Anonymous, p.Domain == "" && (p.Kind == "" || len(domains) > 0):
		return snapshot.Unknown
	case len(domains) > 0:
		return snapshot.TriFrom(among(domains, p.Domain))
	case p.Kind == "":
		return snapshot.Unknown
	default:
		return snapshot.TriFrom(p.Kind == snapshot.Staff)
	}
}

// mayMail says that messages of a mailbox go somewhere by e-mail.
func mayMail(b snapshot.VoicemailBox) bool {
	return b.Enabled != snapshot.No && (b.Copy == snapshot.Yes || b.Storage == external)
}

// external is the kind of storage that sends every message away.
const external = "EXTERNAL"

// mailboxCopies judges where the messages of one mailbox go.
func mailboxCopies(in *check.Input, b snapshot.VoicemailBox) finding.Finding {
	r, src := mailboxResource(b), own(b.Source, in.Voicemail.Source)
	who := subject(b.Kind, r)
	enabled := check.Evidence(src, "enabled", b.Enabled.Any())
	switch {
	case b.Gap != nil:
		return check.Unread(r, src, b.Gap)
	case b.Enabled == snapshot.Unknown:
		return check.Absent(r, src, "enabled")
	case b.Enabled == snapshot.No:
		return check.NotApplicable(r, who+" has no voicemail", enabled)
	}

	m := mailing{in: in, src: src, ev: []finding.Evidence{enabled}}
	m.copies("emailCopyOfMessage", "sends a copy of each message", b.Copy, b.CopyTo)
	m.storage(b)
	m.notices(b)
	m.faxes(b)
	switch {
	case m.faults.Failed(), m.faults.Any() && m.lacks == "":
		return m.faults.Finding(r, who, m.ev...)
	case m.lacks != "":
		return check.Unknown(r, snapshot.FieldAbsent, "Webex did not return "+m.lacks, m.ev...)
	default:
		return check.Pass(r, who+" sends no message to where it is not covered", m.ev...)
	}
}

// mailing gathers what is wrong, and what is missing, with one mailbox.
type mailing struct {
	in     *check.Input
	src    snapshot.Source
	ev     []finding.Evidence
	faults check.Faults
	lacks  string // the first field that is missing
}

func (m *mailing) see(field string, value any) {
	m.ev = append(m.ev, check.Evidence(m.src, field, value))
	if value == nil && m.lacks == "" {
		m.lacks = field
	}
}

// copies judges messages that go to somebody by e-mail.
func (m *mailing) copies(field, what string, on snapshot.Tri, to snapshot.Party) {
	m.see(field+".enabled", on.Any())
	if on == snapshot.Yes {
		m.sent(field+".emailId", what, to)
	}
}

func (m *mailing) storage(b snapshot.VoicemailBox) {
	m.see("messageStorage.storageType", word(b.Storage))
	switch {
	case b.Storage == external:
		m.sent("messageStorage.externalEmail", "keeps its messages in an e-mail mailbox", b.StorageTo)
	case !slices.Contains([]string{"", "INTERNAL"}, b.Storage) && m.lacks == "":
		m.lacks = "a storage type that is known"
	}
}

// sent judges the addressee of messages.
func (m *mailing) sent(field, what string, to snapshot.Party) {
	in := inside(m.in, to)
	m.see(field+" (internal)", in.Any())
	m.faults.Fail(in == snapshot.No, what+" outside the organisation, to "+to.Domain)
	m.faults.Fail(in == snapshot.Yes && !m.in.Params.Bool("allow_internal_copy"), what+" within the organisation, which allow_internal_copy forbids")
	m.faults.Warn(in == snapshot.Yes && m.in.Params.Bool("allow_internal_copy") && !m.in.Relied(emailBAA, "", "yes", 0),
		what+" within the organisation, whose e-mail nobody attests as covered")
}

// notices judges news of messages: without their sound, but with number and
// time of the caller.
func (m *mailing) notices(b snapshot.VoicemailBox) {
	m.see("notifications.enabled", b.Notify.Any())
	if b.Notify != snapshot.Yes {
		return
	}
	if b.NotifySMS == snapshot.Yes {
		m.faults.Warn(true, "tells of new messages by text message")
		return
	}
	in := inside(m.in, b.NotifyTo)
	m.see("notifications.destination (internal)", in.Any())
	m.faults.Warn(in == snapshot.No, "tells of new messages outside the organisation, to "+b.NotifyTo.Domain)
}

// faxes judges faxes, whose pages travel as messages do.
func (m *mailing) faxes(b snapshot.VoicemailBox) {
	policy := m.in.Params.String("fax_policy")
	if policy == "allow" {
		return
	}
	m.see("faxMessage.enabled", b.Fax.Any())
	m.faults.Fail(b.Fax == snapshot.Yes && policy == "fail", "takes faxes, which fax_policy forbids")
	m.faults.Warn(b.Fax == snapshot.Yes && policy != "fail", "takes faxes, whose pages travel as its messages do")
}
