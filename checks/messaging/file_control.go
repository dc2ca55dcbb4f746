package messaging

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// fileControls stands in for settings that Webex does not show.
var fileControls = check.Statement{
	ID:      "messaging.file-sharing",
	Asks:    "What do the file sharing controls block on this kind of client?",
	Where:   "Control Hub ▸ Services ▸ Messaging ▸ Settings ▸ Collaboration restrictions",
	Answers: []string{"block-both", "block-upload", "none"},
	Per:     "client",
	Scopes:  []string{"desktop", "mobile", "web", "bot", "whiteboard"},
	Named:   true,
}

// managedDevices says that files stay on devices of the organisation even where
// Webex lets people download them.
var managedDevices = check.Statement{
	ID:      "messaging.file-sharing/managed-devices",
	Asks:    "Can this kind of client be used on managed devices only?",
	Where:   "the mobile device management; Control Hub ▸ Organization Settings ▸ Security",
	Answers: []string{"yes", "no"},
	Per:     "client",
	Scopes:  []string{"desktop", "mobile", "web"},
	Named:   true,
}

// ownStorage takes the files out of Webex altogether.
var ownStorage = check.Statement{
	ID:      "messaging.file-sharing/own-storage",
	Asks:    "Are files in spaces stored in the organisation's own service only, with the storage of Webex switched off?",
	Where:   "Control Hub ▸ Services ▸ Messaging ▸ Settings ▸ Enterprise content management",
	Answers: []string{"yes", "no"},
}

// client is a kind of client with a file control of its own.
type client struct {
	name, words string
	field       string // of snapshot.OrgSettings
	setting     func(*check.Input) string
	// open clients run on devices of people's own: to block nothing there is
	// worth a warning even where no level is required.
	open bool
}

const whiteboard = "whiteboard"

var clients = []client{
	{"desktop", "desktop clients", "desktop_files", settingOf(func(s *snapshot.OrgSettings) string { return s.DesktopFiles }), false},
	{"mobile", "mobile clients", "mobile_files", settingOf(func(s *snapshot.OrgSettings) string { return s.MobileFiles }), true},
	{"web", "web clients", "web_files", settingOf(func(s *snapshot.OrgSettings) string { return s.WebFiles }), true},
	{"bot", "bots", "bot_files", settingOf(func(s *snapshot.OrgSettings) string { return s.BotFiles }), false},
	{whiteboard, "whiteboards", "whiteboard_files", settingOf(func(s *snapshot.OrgSettings) string { return s.WhiteboardFiles }), false},
}

func settingOf(field func(*snapshot.OrgSettings) string) func(*check.Input) string {
	return func(in *check.Input) string {
		if in.OrgSettings.Value == nil {
			return ""
		}
		return field(in.OrgSettings.Value)
	}
}

func clientResource(name string) finding.Resource {
	return finding.Resource{Type: "client", ID: name, Name: name}
}

// managed says whether the devices of a client are attested to be managed, and
// by which entry.
func managed(in *check.Input, c client) (finding.Evidence, bool) {
	if !slices.Contains(managedDevices.Scopes, c.name) || !in.Params.Bool("accept_if_mdm_attested") || !in.Relied(managedDevices, c.name, "yes", 0) {
		return finding.Evidence{}, false
	}
	a, _ := in.Attested(managedDevices, c.name)
	return check.AttestationEvidence(a), true
}

// attested answers for a client of which Webex does not show the setting.
func (c client) attested(in *check.Input, wanted level, res finding.Resource) finding.Finding {
	f := in.Attest(res, fileControls, c.name, 0, func(a check.Attestation) finding.Finding {
		have := attestedWords[a.Answer]
		if c.name == "bot" && have == none {
			return unblockedBots(in, res)
		}
		if have >= wanted && !(c.open && have == none) {
			return check.Pass(res, fmt.Sprintf("the file control of %s is attested as %s", c.words, a.Answer))
		}
		return check.Warn(res, fmt.Sprintf("the file control of %s is attested as %s%s", c.words, a.Answer, instead(wanted)))
	})
	if f.Status == finding.Unknown {
		f.Message = absent(in, c.field, c.name+"FileShareControl") + "; " + f.Message
	}
	return f
}
