package recordings

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// complianceToken has an unknown finding unless it is certain that the token is
// no compliance officer's. Roles are recognised by name, because their ids
// differ from one organisation to the next.
func complianceToken(in *check.Input) []finding.Finding {
	me, src := in.Auditor.Value, in.Auditor.Source
	r := finding.Resource{Type: "token", ID: "auditor", Name: "token of this audit"}
	if len(me.Roles) == 0 {
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, "Webex shows no role of this token, so that it may be a compliance officer's, "+
			"who is offered downloads even where they are prevented", check.Evidence(src, "roles", nil))}
	}
	nameless, unclassified := false, false
	for _, id := range me.Roles {
		i := slices.IndexFunc(in.Roles.Items, func(role snapshot.Role) bool { return role.ID == id })
		if i < 0 || in.Roles.Items[i].Name == "" {
			nameless = true
			continue
		}
		switch role := check.RoleOf(in.Roles.Items[i].Name); {
		case role == check.ComplianceOfficer:
			return []finding.Finding{check.Unknown(r, snapshot.Error, "the token is a compliance officer's, who is offered downloads even where they are prevented: "+
				"run this check with the token of an administrator", check.Evidence(src, "roles", "compliance-officer"))}
		case role != check.NoRole && role.Unclassified():
			unclassified = true
		}
	}
	if nameless {
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, "a role of this token has no name in the list of roles, so that it may be the compliance officer's, "+
			"who is offered downloads even where they are prevented", check.Evidence(in.Roles.Source, "name", nil))}
	}
	if unclassified {
		return []finding.Finding{check.Unknown(r, snapshot.Schema, "a role of this token has a name that is not known, so that it may be the compliance officer's, "+
			"who is offered downloads even where they are prevented", check.Evidence(in.Roles.Source, "name", "unclassified"))}
	}
	return nil
}
