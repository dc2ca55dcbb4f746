package accounts

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// mechanism holds what is attested about deactivation to the accounts that are
// there: those that were idle for longer than it allows contradict it.
func mechanism(in *check.Input, org finding.Resource, a check.Attestation) finding.Finding {
	most := in.Params.Int("max_days")
	days, said := a.Int("days")
	said = said && days > 0 // after no days at all nothing can have been idle
	limit := most
	if said {
		limit = days
	}
	idle, judged, unclear := idleAccounts(in, limit+graceDays)
	ev := check.Evidence(in.People.Source, "lastActivity", idle)
	share := float64(idle) / float64(max(judged+unclear, 1)) // what is not known may be in use
	tells := fmt.Sprintf("%d of %s were idle for more than %d days", idle, check.Count(judged+unclear, "account"), limit+graceDays)
	none := a.Answer != "automatic"
	switch {
	case idle > 0 && none:
		return check.Fail(org, "nothing deactivates accounts by itself, and "+tells, ev)
	case share > mostIdle:
		return check.Fail(org, "accounts are attested to be deactivated by themselves, but "+tells, ev)
	case unclear > 0 || judged == 0:
		return check.Unknown(org, snapshot.FieldAbsent, fmt.Sprintf("whether accounts are idle could not be told of %d: see accounts.inactive", unclear), ev)
	}
	if gap := in.Unlisted(); gap != nil && in.People.Missing() == nil {
		return check.Unknown(org, gap.Reason, "whether accounts are idle is not known of all: "+gap.Detail, ev)
	}
	onSite := snapshot.No
	if a.Word("mechanism") == siteRule {
		onSite = controlHubOnly(in)
	}
	if onSite == snapshot.Unknown {
		return check.Unknown(org, snapshot.FieldAbsent, "Webex did not say who manages the sites, and the attested option exists only where Control Hub does not", ev)
	}
	var faults check.Faults
	faults.Warn(none, "is attested not to exist, though no account is idle")
	faults.Warn(!none && !said, "has no number of days in the register")
	faults.Warn(said && days > most, fmt.Sprintf("waits %d days, more than the %d of max_days", days, most))
	faults.Warn(idle > 0, "leaves some out: "+tells)
	faults.Warn(onSite == snapshot.Yes, "is an option of Site Administration, which sites that Control Hub manages do not have")
	if faults.Any() {
		return faults.Finding(org, "the deactivation of accounts", ev)
	}
	return check.Pass(org, fmt.Sprintf("accounts are attested to be deactivated by themselves after %d days, and no account was idle for longer", days), ev)
}

// idleAccounts counts the accounts that are provably idle over so many days,
// those that were judged, and those of which it is not known.
func idleAccounts(in *check.Input, days int) (idle, judged, unclear int) {
	v := newView(in)
	for i := range in.People.Items {
		switch v.judge(&in.People.Items[i], days, days).Status {
		case finding.Fail, finding.Warn:
			idle++
			judged++
		case finding.Pass, finding.NotApplicable:
			judged++
		case finding.Unknown:
			unclear++
		}
	}
	return idle, judged, unclear
}

// controlHubOnly says whether Control Hub manages every site that a licence
// names.
func controlHubOnly(in *check.Input) snapshot.Tri {
	if in.Licenses.Missing() != nil {
		return snapshot.Unknown
	}
	answer := snapshot.No
	for _, l := range in.Licenses.Items {
		switch {
		case l.SiteURL == "":
		case l.SiteType == "":
			return snapshot.Unknown
		case strings.EqualFold(l.SiteType, "Site Admin managed site"):
			return snapshot.No
		default:
			answer = snapshot.Yes
		}
	}
	return answer
}
