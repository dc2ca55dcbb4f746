package policy

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// Policy is what an organisation says about its audit. A nil Policy is one that
// says nothing; every method takes it.
type Policy struct {
	// Zone decides which day it is; nil is UTC. See Location.
	Zone *time.Location
	// OrganizationUUID, in lower case, is the only organisation that the policy
	// is for; empty is any.
	OrganizationUUID string
	// InternalDomains are the organisation's own, in lower case.
	InternalDomains []string
	// ContactCenterURL is the regional base address without a final slash;
	// empty when Contact Center is not to be read.
	ContactCenterURL string
	Scope            check.Scope
	// Disabled holds the reason for each check that is not to be judged, by id.
	Disabled map[string]string
	Waivers  []Waiver // in the order of the file
	Sinks    []Sink   // in the order of the file
	Reads    Reads

	params     map[string]check.Params     // by check id; only what the file changes
	severities map[string]finding.Severity // by check id
	whys       map[string]string           // of the severities
}

// Reads opts into reads that cost a request for each person, line or device.
type Reads struct {
	// EverySpace reads the members of every space, not only of classified ones.
	EverySpace bool
	// The most lines, mailboxes and devices that are read one by one. 0 is what
	// the collectors take for themselves.
	MaxLines, MaxMailboxes, MaxDevices int
}

// Location is the organisation's time zone, UTC when it is not given.
func (p *Policy) Location() *time.Location {
	if p == nil || p.Zone == nil {
		return time.UTC
	}
	return p.Zone
}

// Params returns the value of every parameter of a check: its default, or what
// the policy says.
func (p *Policy) Params(c check.Check) check.Params {
	values := check.Defaults(c.Params)
	if p != nil {
		maps.Copy(values, p.params[c.ID])
	}
	return values
}

// Severity returns the severity of a check: the catalogue's, or what the policy
// says.
func (p *Policy) Severity(c check.Check) finding.Severity {
	if p == nil {
		return c.Severity
	}
	return cmp.Or(p.severities[c.ID], c.Severity)
}

// SeverityWhy returns the policy's reason for another severity than the
// catalogue's, and nothing where it gives none.
func (p *Policy) SeverityWhy(id string) string {
	if p == nil {
		return ""
	}
	return p.whys[id]
}

// AdjustedSeverity is the name of an adjustment that is the severity; no
// parameter is called so.
const AdjustedSeverity = "severity"

// Adjusted lists every parameter of a check, and its severity, that differs from
// the catalogue, sorted by name.
func (p *Policy) Adjusted(c check.Check) []check.Adjustment {
	if p == nil {
		return nil
	}
	var all []check.Adjustment
	for _, param := range c.Params {
		if v, set := p.params[c.ID][param.Name]; set && !reflect.DeepEqual(v, param.Default) {
			all = append(all, check.Adjustment{Name: param.Name, Default: param.Default, Value: v})
		}
	}
	if s := p.Severity(c); s != c.Severity {
		all = append(all, check.Adjustment{Name: AdjustedSeverity, Default: string(c.Severity), Value: string(s)})
	}
	slices.SortFunc(all, func(a, b check.Adjustment) int { return cmp.Compare(a.Name, b.Name) })
	return all
}

// DisabledWhy says whether the policy disables a check, and why.
func (p *Policy) DisabledWhy(id string) (reason string, disabled bool) {
	if p == nil {
		return "", false
	}
	reason, disabled = p.Disabled[id]
	return reason, disabled
}
