package apps

import (
	"cmp"
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// defaultPolicy stands in for a policy that Webex does not show.
var defaultPolicy = check.Statement{
	ID:      "apps.authorizations",
	Asks:    "What does Control Hub do with integrations that nobody has allowed by name?",
	Where:   "Control Hub ▸ Apps ▸ Integrations",
	Answers: []string{"block", "allow"},
}

// everybodyElse answers for those who hold no role: Webex shows what they have
// authorised one person at a time, and so they are not asked about. Where
// Control Hub denies what nobody allowed, they can use nothing else; where it
// allows it, the list of used integrations says what they use.
func everybodyElse(in *check.Input) []finding.Finding {
	res, action := check.SettingResource("integrations"), ""
	if in.AppPolicy.Value != nil {
		action = in.AppPolicy.Value.Action
	}
	ev := check.Evidence(in.AppPolicy.Source, "action", word(action))
	switch action {
	case "deny":
		return []finding.Finding{check.Pass(res, "Control Hub denies integrations that nobody has allowed", ev)}
	case "allow":
		return usedByAll(in, res, ev)
	}
	var used []finding.Finding
	f := in.Attest(res, defaultPolicy, "", 0, func(a check.Attestation) finding.Finding {
		if a.Answer == "block" {
			return check.Pass(res, "Control Hub is attested to block integrations that nobody has allowed")
		}
		used = usedByAll(in, res, check.AttestationEvidence(a))
		return check.NotApplicable(res, "Control Hub is attested to allow integrations that nobody has named")
	})
	if f.Status == finding.Unknown {
		why := "Webex did not return what Control Hub does with other integrations"
		if gap := in.AppPolicy.Missing(); gap != nil {
			why = gap.Detail
		}
		f.Message = why + "; " + f.Message
	}
	return append(used, f)
}

// usedByAll judges the integrations that anybody uses.
func usedByAll(in *check.Input, res finding.Resource, policy finding.Evidence) []finding.Finding {
	src, approved := in.UsedApps.Source, in.Params.Strings("approved_client_ids")
	var fs []finding.Finding
	if gap := in.UsedApps.Missing(); gap != nil {
		fs = append(fs, check.Unknown(res, gap.Reason, "Control Hub allows every integration, and which are used was not learnt: "+gap.Detail, policy))
	} else {
		fs = append(fs, check.Pass(res, fmt.Sprintf("Control Hub allows every integration; %s in use are judged one by one", check.Count(in.UsedApps.Len(), "integration")),
			policy, check.Evidence(src, "items", in.UsedApps.Len())))
	}
	for _, app := range in.UsedApps.Items {
		one := finding.Resource{Type: "application", ID: cmp.Or(app.ClientID, "nameless"), Name: app.Name}
		ev := check.Evidence(src, "appUserAdoption", app.Users.Any())
		what := called(app.Name, app.ClientID)
		switch {
		case app.ClientID == "":
			fs = append(fs, check.Absent(one, src, "appClientId"))
		case len(approved) == 0:
			fs = append(fs, check.NotAttested(one, what+" is in use; approved_client_ids is empty, so this is an inventory only", ev))
		case slices.Contains(approved, app.ClientID):
			fs = append(fs, check.Pass(one, what+" is in use, and approved", ev))
		case app.Action == "deny":
			fs = append(fs, check.Pass(one, what+" was in use, and is denied now", ev))
		case app.Action == "":
			fs = append(fs, check.Absent(one, src, "policyAction"))
		default:
			fs = append(fs, check.Warn(one, what+" is in use, and not approved", ev))
		}
	}
	return fs
}
