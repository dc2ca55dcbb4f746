package attest

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// materialWords tell by the words of an event that it changed what policies are
// about. Roles, accounts and integrations come and go with people; they have
// checks of their own.
var materialWords = []string{
	"setting", "settings", "policy", "policies", "template", "templates", "configuration", "retention", "recording", "recordings",
	"mfa", "sso", "saml", "authentication", "password", "passwords", "external communication", "external communications",
}

// change is the last material change of settings in the admin audit log.
type change struct {
	on  finding.Day // zero when there was none
	gap *snapshot.Gap
	ev  finding.Evidence
}

// lastChange finds it. A gap means that there may have been a later one.
func lastChange(in *check.Input) change {
	c := change{gap: in.AdminAudit.Missing(), ev: check.Evidence(in.AdminAudit.Source, "items", nil)}
	n := 0
	for _, e := range in.AdminAudit.Items {
		is := material(e)
		if c.gap == nil && (is == snapshot.Unknown || is == snapshot.Yes && e.At.IsZero()) {
			c.gap = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: "Webex did not say of every event what it changed, and when"}
		}
		if is != snapshot.Yes || e.At.IsZero() {
			continue
		}
		n++
		if on := finding.DayOf(e.At, time.UTC); on.After(c.on) {
			c.on = on
		}
	}
	if c.gap == nil {
		c.ev.Value = n
	}
	return c
}

// material says whether an event changed a setting; Unknown when it says
// nothing about itself.
func material(e snapshot.AdminEvent) snapshot.Tri {
	words := " " + strings.Join(strings.FieldsFunc(strings.ToLower(e.Event), func(c rune) bool {
		return !unicode.IsLetter(c) && !unicode.IsDigit(c)
	}), " ") + " "
	holds := func(word string) bool { return strings.Contains(words, " "+word+" ") }
	switch {
	case e.Setting != "" || slices.ContainsFunc(materialWords, holds):
		return snapshot.Yes
	case e.Event == "":
		return snapshot.Unknown
	default:
		return snapshot.No
	}
}

// after says whether the change came after that day.
func (c change) after(day finding.Day) bool { return c.on.After(day) }

// since says in words that nothing came after that day.
func (c change) since() string {
	if c.on.IsZero() {
		return "and no change of settings is in the log"
	}
	return "after the last change of settings on " + c.on.String()
}
