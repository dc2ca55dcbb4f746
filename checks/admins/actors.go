package admins

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// agreementStatement is asked by admins.external.
var agreementStatement = check.Statement{
	ID:          "admins.external",
	Asks:        "Is there a business associate agreement with the organisation whose administrators can act here?",
	Where:       "the contract with the partner or reseller; its organisation id is in the audit log",
	Answers:     []string{"signed", "none"},
	Per:         "organisation",
	Named:       true,
	AboutAdmins: true,
}

// actorOrg is what people of one other organisation did here.
type actorOrg struct {
	id      string
	outside int // changes by somebody who is for certain not Cisco and not ours
	cisco   int // changes by Cisco's own people
	unclear int // events that do not say whose or what
	visits  int // signing in and out
	ours    int // anything by somebody with an address of our own domains
}

// actors judges the organisations that acted in the audit log. Partners'
// administrators are not in the people list, so the log is the only witness.
func actors(in *check.Input) []finding.Finding {
	orgs, nameless := outsideOrgs(in)
	var fs []finding.Finding
	for _, id := range slices.Sorted(maps.Keys(orgs)) {
		fs = append(fs, orgs[id].judge(in))
	}
	res, src := check.OrganizationResource(), in.AdminAudit.Source
	days := in.Params.Int("lookback_days")
	switch log := in.AdminAudit; {
	case in.Organization.Value == nil || log.Missing() != nil:
		return fs // the engine says so
	case nameless > 0:
		return append(fs, check.Unknown(res, snapshot.FieldAbsent,
			fmt.Sprintf("the audit log does not say which organisation acted in %s", check.Count(nameless, "event")), check.Evidence(src, "actorOrgId", nil)))
	case len(log.Items) == 0:
		return append(fs, check.Unknown(res, snapshot.Error, "the audit log holds no event at all, which proves nothing"))
	case src.Since.IsZero() || src.Since.After(in.Now.AddDate(0, 0, -days)):
		return append(fs, check.Unknown(res, snapshot.Truncated, fmt.Sprintf("the audit log was not read back over the %d days that lookback_days asks for", days)))
	case len(orgs) == 0:
		return append(fs, check.Pass(res, fmt.Sprintf("no other organisation acted here in %d days", days), check.Evidence(src, "actorOrgId", "own")))
	default:
		return fs
	}
}

// outsideOrgs gathers the events of other organisations within the window, and
// counts those that do not say whose they are.
func outsideOrgs(in *check.Input) (orgs map[string]*actorOrg, nameless int) {
	orgs = map[string]*actorOrg{}
	own := ""
	if in.Organization.Value != nil {
		own = in.Organization.Value.UUID
	}
	start := in.Now.AddDate(0, 0, -in.Params.Int("lookback_days"))
	for _, e := range in.AdminAudit.Items {
		switch {
		case !e.At.IsZero() && e.At.Before(start):
		case e.ActorOrg == "" || own == "":
			nameless++
		case strings.EqualFold(e.ActorOrg, own):
		default:
			id := strings.ToLower(e.ActorOrg)
			if orgs[id] == nil {
				orgs[id] = &actorOrg{id: id}
			}
			orgs[id].add(e, in.InternalDomains)
		}
	}
	return orgs, nameless
}

func (o *actorOrg) add(e snapshot.AdminEvent, internalDomains []string) {
	switch {
	case e.Category == "" || e.At.IsZero():
		o.unclear++
	case e.Actor.Domain == "" || len(internalDomains) == 0: // it may be one of ours
		o.unclear++
	case slices.Contains(internalDomains, e.Actor.Domain):
		o.ours++
	case signsInOrOut(e.Category):
		o.visits++
	case e.Actor.Domain == "cisco.com" || strings.HasSuffix(e.Actor.Domain, ".cisco.com"):
		o.cisco++
	default:
		o.outside++
	}
}

func (o *actorOrg) judge(in *check.Input) finding.Finding {
	res := finding.Resource{Type: "external_organization", ID: o.id}
	src := in.AdminAudit.Source
	events := o.outside + o.cisco + o.unclear + o.visits + o.ours
	ev := []finding.Evidence{check.Evidence(src, "actorOrgId", o.id), check.Evidence(src, "items", events)}
	approved := slices.ContainsFunc(in.Params.Strings("approved_orgs"), func(id string) bool {
		return strings.EqualFold(strings.TrimSpace(id), o.id)
	})
	agreement, signed := in.Stands(agreementStatement, o.id, "signed")
	switch {
	case approved && o.unclear > 0:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("the approved organisation %s acted here, and the audit log does not say what was done or by whom in %s", o.id, check.Count(o.unclear, "event")), ev...)
	case approved && signed:
		return check.Pass(res, fmt.Sprintf("the approved organisation %s acted here %s, under a business associate agreement, as attested", o.id, check.Count(events, "time")),
			append(ev, check.AttestationEvidence(agreement))...)
	case approved:
		return check.Warn(res, fmt.Sprintf("the approved organisation %s acted here %s, and nobody has attested a business associate agreement with it (%s)", o.id, check.Count(events, "time"), agreementStatement.ID), ev...)
	case o.outside > 0:
		return check.Fail(res, fmt.Sprintf("administrators of the organisation %s, which is not approved, made %s here", o.id, check.Count(o.outside, "change")), ev...)
	case o.unclear > 0:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("the organisation %s acted here, and the audit log does not say what was done or by whom in %s", o.id, check.Count(o.unclear, "event")), ev...)
	case o.ours > 0: // a subsidiary is an organisation of its own, on our domains
		return check.Warn(res, fmt.Sprintf("the organisation %s acted here %s with addresses of your own domains and may be a subsidiary: put it into approved_orgs if it is", o.id, check.Count(o.ours, "time")), ev...)
	case o.cisco > 0:
		return check.Warn(res, fmt.Sprintf("Cisco's own staff made %s here: look for the support case", check.Count(o.cisco, "change")), ev...)
	default:
		return check.Warn(res, fmt.Sprintf("administrators of the organisation %s, which is not approved, signed in here", o.id), ev...)
	}
}
