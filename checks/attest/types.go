package attest

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// channel is a type of communication that may carry PHI.
type channel struct {
	name string
	// floor is the rating that the checklist (seed 003) gives it; empty where it
	// gives none.
	floor string
	// line is the product line that shows its use; empty where it has its own.
	line line
}

// channels are the rows that a risk register must have: the five of seed 003
// first.
var channels = []channel{
	{"telehealth-video", "high", meetings},
	{"clinical-messaging", "high", messaging},
	{"recordings", "high", recordingStorage},
	{"administrative-meetings", "low", meetings},
	{"appointment-reminders", "", ""},
	{"calls", "", calling},
	{"voicemail", "", ""},
	{"fax", "", ""},
	{"contact-center", "", contactCenter},
	{"webinars", "", webinars},
	{"transcripts-ai", "", transcriptsAI},
	{"files-whiteboards", "", messaging},
}

func typeWords() []string {
	var words []string
	for _, c := range channels {
		words = append(words, c.name)
	}
	return words
}

func (c channel) resource() finding.Resource {
	return finding.Resource{Type: "communication", ID: c.name, Name: c.name}
}

// use says whether the channel is in use. Meetings are taken for both kinds,
// and messages for files too: Webex does not say what they are about.
func (c channel) use(in *check.Input) use {
	switch {
	case c.line != "":
		return usageOf(in, c.line)
	case c.name == "voicemail":
		return boxes(in, "voicemail box", func(b snapshot.VoicemailBox) snapshot.Tri { return b.Enabled })
	case c.name == "fax":
		return boxes(in, "fax box", func(b snapshot.VoicemailBox) snapshot.Tri { return b.Fax })
	default: // reminders: nothing in Webex tells them from other messages
		gap := &snapshot.Gap{Reason: snapshot.NotAttested, Detail: "Webex cannot tell it from other messages"}
		return use{why: gap.Detail, gap: gap, hidden: true}
	}
}

// boxes counts the mailboxes that have something switched on.
func boxes(in *check.Input, noun string, on func(snapshot.VoicemailBox) snapshot.Tri) use {
	hits, doubts := 0, 0
	for _, b := range in.Voicemail.Items {
		switch {
		case on(b) == snapshot.Yes:
			hits++
		case on(b) == snapshot.Unknown:
			doubts++
		}
	}
	s := seen(&in.Voicemail, hits, doubts, noun)
	if s.state == snapshot.No {
		s.why = "no " + noun + " is switched on"
	}
	return together(s.unlessBought(licensed(in, calling).signal))
}
