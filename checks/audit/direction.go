package audit

import (
	"strconv"
	"strings"

	"wxaudit/pkg/snapshot"
)

// direction says where a change went.
type direction int

const (
	elsewhere direction = iota // to be looked at, as far as the event tells
	weaker                     // it took protection away, or content out
	untold                     // a value is missing that would tell
)

// directionOf reads from an event of a family whether it weakened the
// protection: from the values of the setting where the log has them, and else
// from its words. What neither tells is elsewhere, which is never a pass.
func directionOf(family string, e snapshot.AdminEvent) direction {
	if e.Failed {
		return elsewhere // nothing changed, and somebody tried
	}
	judge := map[string]func(said, named string, e snapshot.AdminEvent) direction{
		retentionFamily: retentionChange, signInFamily: signInChange, externalFamily: externalChange,
		discoveryFamily: func(said, _ string, _ snapshot.AdminEvent) direction { return when(takenOut(said)) },
	}[family]
	if judge == nil {
		return elsewhere
	}
	return judge(plain(e.Event), plain(e.Setting), e)
}

func when(is bool) direction {
	if is {
		return weaker
	}
	return elsewhere
}

// retentionChange finds a period that became shorter; -1 is for ever.
func retentionChange(said, _ string, e snapshot.AdminEvent) direction {
	if begins(said, "lower", "reduc", "shorten", "decreas") {
		return weaker
	}
	if e.Setting == "" {
		return elsewhere
	}
	before, err1 := strconv.Atoi(e.Before)
	after, err2 := strconv.Atoi(e.After)
	if err1 != nil || err2 != nil {
		return untold
	}
	return when(after >= 0 && (before < 0 || after < before))
}

// signInChange finds MFA and single sign-on that were switched off.
func signInChange(said, named string, e snapshot.AdminEvent) direction {
	second := []string{"mfa", "multi factor", "two factor", "sso", "single sign", "identity provider", "idp", "saml"}
	if hasAny(named, second...) {
		return switched(e, "false")
	}
	return when(hasAny(said, second...) && isOff(said))
}

// externalChange finds communication with outsiders that was opened.
func externalChange(said, named string, e snapshot.AdminEvent) direction {
	if e.Setting != "" {
		if begins(named, "block", "restrict", "disallow", "deny") {
			return switched(e, "false")
		}
		return switched(e, "true")
	}
	blocks := begins(said, "block", "restrict", "disallow", "deny", "prevent")
	opens := begins(said, "allow", "permit", "enabl", "open", "unblock") || hasAny(said, "turned on")
	return when(blocks && isOff(said) || !blocks && opens && !isOff(said))
}

// takenOut finds content that somebody took out, or had put together for that.
func takenOut(said string) bool {
	return begins(said, "export", "download") || hasAny(said, "report", "reports") && begins(said, "creat", "generat", "complet")
}

// switched compares the value that a switch was given.
func switched(e snapshot.AdminEvent, bad string) direction {
	switch strings.ToLower(e.After) {
	case bad:
		return weaker
	case "true", "false":
		return elsewhere
	default:
		return untold
	}
}

// isOff says whether something was taken away.
func isOff(said string) bool {
	return begins(said, "disabl", "deactivat", "remov", "delet", "unset") || hasAny(said, "off")
}
