package messaging

import (
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

// levels are the words of Webex, and of the attestation.
var levels = map[string]level{
	"NONE": none, "BLOCK_UPLOAD": uploads, "BLOCK_BOTH": both,
	"ALLOW": none, "BLOCK": both, // whiteboards
	"none": none, "block-upload": uploads, "block-both": both,
}

// wantedLevels reads the parameter, whose entries are such as "bot:BLOCK_BOTH".
// An entry that cannot be read must not be taken for no requirement.
func wantedLevels(entries []string) (wanted map[string]level, fs []finding.Finding) {
	wanted = map[string]level{}
	for _, e := range entries {
		name, word, _ := strings.Cut(e, ":")
		l, ok := levels[word]
		if !ok || !slices.ContainsFunc(clients, func(c client) bool { return c.name == name }) {
			fs = append(fs, check.Unknown(check.SettingResource("require_block"), snapshot.Error,
				"the parameter require_block holds an entry that is not such as web:BLOCK_UPLOAD"))
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
