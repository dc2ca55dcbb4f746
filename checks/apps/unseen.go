package apps

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// otherOutlets stands in for the lists that no token of an administrator sees to
// their ends.
var otherOutlets = check.Statement{
	ID:      "apps.outbound-destinations/other-outlets",
	Asks:    "Does anything of this kind send to a host that is not approved?",
	Where:   "Control Hub ▸ Apps ▸ Service Apps (data sources); Control Hub ▸ Services ▸ Messaging ▸ Settings ▸ Enterprise content management (linked folders)",
	Answers: []string{"no", "yes"},
	Per:     "kind",
	Scopes:  []string{"data-sources", "linked-folders"},
}

// unseen answers for a list that was not read to its end. Somebody's word stands
// in where the token may not see all of it, which Webex also says with 404: one
// that was throttled, broke off or failed can be read another time, and may hold
// anything.
func unseen(in *check.Input, kind string, name snapshot.Name) []finding.Finding {
	part := in.Part(name)
	gap := part.Missing()
	if gap == nil {
		return nil
	}
	res := finding.Resource{Type: "section", ID: string(name), Name: kind}
	refusedWhole := name == snapshot.LinkedFoldersName && in.LinkedFolders.Items == nil // not even the visible ones
	hidden := gap.Reason == snapshot.Forbidden || gap.Reason == snapshot.NotFound
	if !hidden || refusedWhole {
		return []finding.Finding{check.Unread(res, part.Origin(), gap)}
	}
	f := in.Attest(res, otherOutlets, kind, 0, func(a check.Attestation) finding.Finding {
		if a.Answer != "no" {
			return check.Fail(res, fmt.Sprintf("%s are attested to send to hosts that are not approved", kind))
		}
		return check.Pass(res, fmt.Sprintf("%s are attested to send to approved hosts only", kind))
	})
	if f.Status == finding.Unknown {
		f.Message = gap.Detail + "; " + f.Message
	}
	return []finding.Finding{f}
}
