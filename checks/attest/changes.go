package attest

import (
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// materialFamilies begin the families of changes after which a policy is to be
// looked at again. Roles and integrations come and go with people; they have
// checks of their own.
var materialFamilies = []string{"retention", "authentication", "external", "recording", "org"}

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
		if !material(e) {
			continue
		}
		n++
		if e.At.IsZero() && c.gap == nil {
			c.gap = &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: "Webex did not say when a setting changed"}
		}
		if on := finding.DayOf(e.At, time.UTC); !e.At.IsZero() && on.After(c.on) {
			c.on = on
		}
	}
	if c.gap == nil {
		c.ev.Value = n
	}
	return c
}

// material says whether an event changed a setting of weight. One that is of no
// family and names its setting is.
func material(e snapshot.AdminEvent) bool {
	family := strings.ToLower(e.Family)
	return family == "" && e.Setting != "" || slices.ContainsFunc(materialFamilies, func(prefix string) bool {
		return strings.HasPrefix(family, prefix)
	})
}

// after says whether the change came after that day.
func (c change) after(day finding.Day) bool { return c.on.After(day) }
