package attest

import (
	"strings"
	"unicode"

	"wxaudit/pkg/finding"
)

// line is a product line of Webex, as the schedule of an agreement names it.
type line string

// The product lines.
const (
	meetings         line = "meetings"
	messaging        line = "messaging"
	calling          line = "calling"
	contactCenter    line = "contact-center"
	webinars         line = "webinars"
	recordingStorage line = "recording-storage"
	transcriptsAI    line = "transcripts-ai"
	platform         line = "devices-control-hub-api"
	slido            line = "slido"
	vidcast          line = "vidcast"
)

// lines lists every product line in the order of the reports.
var lines = []line{meetings, messaging, calling, contactCenter, webinars, recordingStorage, transcriptsAI, platform, slido, vidcast}

// lineWords are the lines as the register writes them.
func lineWords() []string {
	var words []string
	for _, l := range lines {
		words = append(words, string(l))
	}
	return words
}

// resource is a product line in a finding.
func (l line) resource() finding.Resource {
	return finding.Resource{Type: "product", ID: string(l), Name: string(l)}
}

// keywords tell by the name of a licence which lines it is for. Names differ by
// offer and change, so that each is the beginning of a word, or of several; a
// blank at the end asks for the whole word.
var keywords = map[line][]string{
	meetings:         {"meeting", "training center", "support center", "audio "},
	messaging:        {"messag", "messenger", "jabber", "screen share "},
	calling:          {"calling", "call on webex", "ucm", "unified communication", "attendant", "customer assist", "cx essentials", "customer experience essentials", "webex go ", "pstn"},
	contactCenter:    {"contact cent", "wxcc"},
	webinars:         {"webinar", "event ", "events "},
	recordingStorage: {"storage"},
	transcriptsAI:    {"assistant", "ai ", "translation"},
	platform:         {"device", "room ", "rooms", "board", "desk", "pro pack", "control hub", "hybrid"},
	slido:            {"slido"},
	vidcast:          {"vidcast"},
}

// linesOf returns the lines that a licence is for: none when its name says
// nothing, and more than one when it names several.
func linesOf(licence string) []line {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(licence), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c)
	}), " ") + " "
	var found []line
	for _, l := range lines {
		for _, k := range keywords[l] {
			if strings.Contains(words, " "+k) {
				found = append(found, l)
				break
			}
		}
	}
	return found
}
