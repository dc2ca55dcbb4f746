package audit

import (
	"fmt"
	"net/netip"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// networks are those from which administrators may sign in.
type networks []netip.Prefix

// readNetworks refuses a list that is half understood.
func readNetworks(cidrs []string) (networks, error) {
	var all networks
	for i, cidr := range cidrs {
		p, err := netip.ParsePrefix(strings.TrimSpace(cidr))
		if err != nil {
			return nil, fmt.Errorf("entry %d is no network such as 203.0.113.0/24", i+1)
		}
		all = append(all, p.Masked())
	}
	return all, nil
}

// hold says whether a network lies in one of the list. Addresses are kept as
// networks, so that one that is only partly allowed leaves it open.
func (n networks) hold(network string) snapshot.Tri {
	p, err := netip.ParsePrefix(network)
	if err != nil {
		return snapshot.Unknown
	}
	answer := snapshot.No
	for _, allowed := range n {
		switch {
		case allowed.Overlaps(p) && allowed.Bits() <= p.Bits():
			return snapshot.Yes
		case allowed.Overlaps(p):
			answer = snapshot.Unknown
		}
	}
	return answer
}

// elsewhere finds an administrator who signed in from a network that is not on
// the list, where there is one.
func (w watch) elsewhere(r finding.Resource, p *snapshot.Person, s snapshot.SignIn) []finding.Finding {
	admin := w.accounts.administrator(p)
	if len(w.allowed) == 0 || admin == snapshot.No {
		return nil
	}
	src := w.in.SignIns.Source
	unplaced, counted := s.Unplaced.Get()
	outside, unclear := 0, !counted || unplaced > 0 || s.Networks == nil
	for _, network := range s.Networks {
		switch w.allowed.hold(network) {
		case snapshot.No:
			outside++
		case snapshot.Unknown:
			unclear = true
		}
	}
	ev := check.Evidence(src, "actorIp", outside)
	switch {
	case outside > 0 && admin == snapshot.Yes:
		return []finding.Finding{check.Fail(r, fmt.Sprintf("%s is an administrator and signed in from %s outside admin_allowed_cidrs", r.Name, check.Count(outside, "network")), ev)}
	case outside > 0:
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s signed in from outside admin_allowed_cidrs; whether it is an administrator was not learnt", r.Name), ev)}
	case unclear:
		return []finding.Finding{check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s may be an administrator, and some of its networks are not known, or only partly in admin_allowed_cidrs", r.Name), ev)}
	default:
		return nil
	}
}
