package admins

import (
	"fmt"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// auditorItself judges the identity behind this audit where it is not among the
// administrators that Webex shows, as with service apps and partners. A report
// that kept quiet about its own token would be no report.
func auditorItself(in *check.Input, approved approvals) finding.Finding {
	me, src := in.Auditor.Value, in.Auditor.Source
	res := finding.Resource{Type: "person", ID: me.ID, Name: "this audit's own identity"}
	machine := me.Type == "bot" || me.Type == "appuser"
	entry, listed := approved.find(&administrator{uuid: me.UUID})
	ev := []finding.Evidence{check.Evidence(src, "type", word(me.Type)), check.Evidence(src, "roles", len(me.Roles))}
	switch {
	case me.UUID == "":
		return check.Absent(res, src, "id")
	case machine && len(me.Roles) > 0 && (!listed || entry.expired(in.Now)):
		return check.Fail(res, fmt.Sprintf("this audit runs as a machine (type %s) with administrator roles, and that is not approved", me.Type), ev...)
	case me.Type == "":
		return check.Absent(res, src, "type")
	case machine && me.Roles == nil:
		return check.Absent(res, src, "roles")
	case machine && len(me.Roles) > 0 && entry.reason == "":
		return check.Warn(res, "this audit runs as a machine that is approved without an owner and the date on which its token expires", ev...)
	case machine && len(me.Roles) > 0:
		return check.Pass(res, fmt.Sprintf("this audit runs as a machine that is approved until %s", entry.date.Format(time.DateOnly)), ev...)
	default:
		return check.Pass(res, "this audit runs as an identity for which no administrator role was seen", ev...)
	}
}

// word is an enumeration word as evidence, or nil when it is absent.
func word(s string) any {
	if strings.TrimSpace(s) == "" {
		return nil
	}
	return s
}
