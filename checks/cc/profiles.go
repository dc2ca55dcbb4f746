package cc

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// keepers are the profiles that may edit recordings.
var keepers = []string{"ADMINISTRATOR", "ADMINISTRATOR_ONLY", "SUPERVISOR"}

// profileRights judges who may edit recordings and, where the register says who
// may replay them, that too.
func profileRights(in *check.Input, p snapshot.CCProfile) finding.Finding {
	r, src := finding.Resource{Type: "user_profile", ID: p.ID}, in.CCProfiles.Source
	a, _ := in.Attested(Retention, "")
	replay := a.List("replay_roles")
	ev := []finding.Evidence{check.Evidence(src, "permissions", check.Word(p.Recordings)), check.Evidence(src, "profileType", check.Word(p.Type))}
	edits := p.Recordings == "EDIT" || p.Recordings == "ENABLED"
	none := p.Recordings == "NONE" || p.Recordings == "DISABLED"
	var f finding.Finding
	switch {
	case p.Gap != nil:
		return check.Unread(r, src, p.Gap)
	case p.Recordings == "":
		return check.Absent(r, src, "permissions")
	case none, !edits && replay == nil:
		return check.Pass(r, "the profile may not edit recordings", ev...)
	case p.Type == "":
		return check.Absent(r, src, "profileType")
	case edits && !slices.Contains(keepers, p.Type):
		f = check.Warn(r, fmt.Sprintf("a profile of type %s may edit recordings, beyond supervisors", p.Type), ev...)
	case replay != nil && !slices.Contains(replay, p.Type):
		f = check.Warn(r, fmt.Sprintf("a profile of type %s may replay recordings, though it is not among those attested", p.Type), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("a profile of type %s should see recordings", p.Type), ev...)
	}
	switch p.Active {
	case snapshot.No:
		return check.NotApplicable(r, "the profile is not active", check.Evidence(src, "active", false))
	case snapshot.Unknown:
		return check.Absent(r, src, "active")
	default:
		return f
	}
}
