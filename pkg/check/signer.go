package check

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// fullAdministrator is how GET /roles calls the role that may do everything.
const fullAdministrator = "Full Administrator"

// disqualified says why an entry about the administrators does not count: who
// is the only full administrator may not vouch for them (rule R11).
func (in *Input) disqualified(r finding.Resource, st Statement, a Attestation) (finding.Finding, bool) {
	if !st.AboutAdmins {
		return finding.Finding{}, false
	}
	switch in.onlyAdministrator(a.Owner) {
	case snapshot.No:
		return finding.Finding{}, false
	case snapshot.Yes:
		return NotAttested(r, fmt.Sprintf("the attestation %s is signed by the only full administrator, who may not vouch for the administrators: "+
			"somebody else must sign", st.ID), AttestationEvidence(a)), true
	}
	why := snapshot.FieldAbsent
	for _, g := range []*snapshot.Gap{in.Roles.Missing(), in.People.Missing()} {
		if g != nil {
			why = g.Reason
		}
	}
	return Unknown(r, why, fmt.Sprintf("it was not learnt whether the attestation %s is signed by the only full administrator, "+
		"who may not vouch for the administrators", st.ID), AttestationEvidence(a)), true
}

// onlyAdministrator says whether the person behind an address is the only full
// administrator who can sign in. Two of them settle it, whatever else is not
// known; one that groups or the identity service add is not looked for, and a
// machine is nobody who could look over a shoulder.
func (in *Input) onlyAdministrator(owner string) snapshot.Tri {
	names := map[string]string{}
	for _, r := range in.Roles.Items {
		names[r.ID] = strings.TrimSpace(r.Name)
	}
	whole := in.Roles.Missing() == nil && in.People.Missing() == nil
	var able []snapshot.Person
	for _, p := range in.People.Items {
		nameless := slices.ContainsFunc(p.Roles, func(id string) bool { return names[id] == "" })
		full := slices.ContainsFunc(p.Roles, func(id string) bool { return strings.EqualFold(names[id], fullAdministrator) })
		switch {
		case p.LoginEnabled == snapshot.No || p.InvitePending == snapshot.Yes || p.Type == "bot" || p.Type == "appuser":
		case full && p.Type == "person" && p.LoginEnabled == snapshot.Yes && p.InvitePending == snapshot.No:
			able = append(able, p)
		case full || nameless || p.Roles == nil:
			whole = false
		}
	}
	switch {
	case len(able) > 1:
		return snapshot.No
	case len(able) == 0:
		return snapshot.Unknown
	}
	mine := is(able[0], owner)
	if mine == snapshot.Yes && !whole {
		return snapshot.Unknown // there may be others
	}
	return mine
}

// is says whether an account has the address; a name is no address.
func is(p snapshot.Person, owner string) snapshot.Tri {
	switch {
	case !strings.Contains(owner, "@") || p.Email == "":
		return snapshot.Unknown
	case slices.ContainsFunc(append([]string{p.Email}, p.Emails...), func(e string) bool { return strings.EqualFold(e, owner) }):
		return snapshot.Yes
	case p.Emails == nil:
		return snapshot.Unknown
	default:
		return snapshot.No
	}
}
