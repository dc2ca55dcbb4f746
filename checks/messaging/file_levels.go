package messaging

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// level is how much a file control blocks; more is stricter.
type level int

const (
	none level = iota
	uploads
	both
)

// The words of Webex, and of the attestation. A word of another kind of client
// has no documented meaning.
var (
	clientWords     = map[string]level{"NONE": none, "BLOCK_UPLOAD": uploads, "BLOCK_BOTH": both}
	whiteboardWords = map[string]level{"ALLOW": none, "BLOCK": both}
	attestedWords   = map[string]level{"none": none, "block-upload": uploads, "block-both": both}
)

// levels are the words that Webex has for this kind of client.
func (c client) levels() map[string]level {
	if c.name == whiteboard {
		return whiteboardWords
	}
	return clientWords
}

// wantedLevels reads the parameter, whose entries are such as "bot:BLOCK_BOTH".
// An entry that cannot be read must not be taken for no requirement.
func wantedLevels(entries []string) (wanted map[string]level, fs []finding.Finding) {
	wanted = map[string]level{}
	for _, e := range entries {
		name, word, _ := strings.Cut(e, ":")
		i := slices.IndexFunc(clients, func(c client) bool { return c.name == name })
		l, ok := none, false
		if i >= 0 {
			l, ok = clients[i].levels()[word]
		}
		if !ok {
			fs = append(fs, check.Unknown(check.SettingResource("require_block"), snapshot.Error,
				fmt.Sprintf("the parameter require_block holds %q, which is not such as web:BLOCK_UPLOAD or whiteboard:BLOCK", e)))
			continue
		}
		wanted[name] = max(wanted[name], l)
	}
	return wanted, fs
}

// instead says what a setting should be.
func instead(wanted level) string {
	switch wanted {
	case uploads:
		return ", and BLOCK_UPLOAD at least is asked for"
	case both:
		return ", and BLOCK_BOTH is asked for"
	default:
		return ", on devices that are not attested to be managed"
	}
}
