package policy

import (
	"fmt"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// Parse reads a policy file for those checks. Its error is an *Error: the fault
// of the lowest line. name is how errors call the file.
func Parse(name string, data []byte, all []check.Check) (*Policy, error) {
	f := &faults{file: name}
	root := document(f, data)
	if root == nil {
		return nil, f.err()
	}
	fit(f, root, policyShape(all), "")
	p := &Policy{
		Zone:             readZone(f, root),
		OrganizationUUID: strings.ToLower(wordOf(get(root, "organization", "id"))),
		InternalDomains:  lower(wordsOf(get(root, "organization", "internal_domains"))),
		ContactCenterURL: strings.TrimSuffix(wordOf(get(root, "contact_center", "url")), "/"),
		Scope:            readScope(get(root, "phi_scope")),
		Disabled:         readDisabled(f, root),
		Reads:            readReads(get(root, "reads")),
		params:           readParams(f, root, all),
		severities:       map[string]finding.Severity{},
		whys:             map[string]string{},
	}
	for _, c := range all {
		if n := get(root, "checks", c.ID, "severity"); n != nil {
			p.severities[c.ID] = finding.Severity(n.Value)
			p.whys[c.ID] = textOf(get(root, "checks", c.ID, "severity_reason"))
		}
	}
	p.Waivers = readWaivers(f, root, all, p)
	p.Sinks = readSinks(f, root)
	if err := f.err(); err != nil {
		return nil, err
	}
	return p, nil
}

func readZone(f *faults, root *yaml.Node) *time.Location {
	n := get(root, "organization", "timezone")
	if n == nil || !aZone.fits(wordOf(n)) {
		return nil
	}
	zone, err := time.LoadLocation(n.Value)
	if err != nil || strings.EqualFold(n.Value, "local") { // which would depend on the machine
		f.add(n.Line, `"timezone" is not a known time zone`, "write it like America/New_York")
		return nil
	}
	return zone
}

func readScope(n *yaml.Node) check.Scope {
	return check.Scope{
		Hosts:               lower(wordsOf(get(n, "hosts"))),
		Groups:              wordsOf(get(n, "groups")),
		Departments:         wordsOf(get(n, "departments")),
		Sites:               lower(wordsOf(get(n, "sites"))),
		SessionTypes:        wordsOf(get(n, "session_types")),
		Classifications:     wordsOf(get(n, "classifications")),
		Queues:              wordsOf(get(n, "queues")),
		ExternalParticipant: boolOf(get(n, "external_participant")),
	}
}

func readReads(n *yaml.Node) Reads {
	return Reads{
		EverySpace:   boolOf(get(n, "every_space")),
		MaxLines:     intOf(get(n, "max_lines")),
		MaxMailboxes: intOf(get(n, "max_mailboxes")),
		MaxDevices:   intOf(get(n, "max_devices")),
	}
}

func readDisabled(f *faults, root *yaml.Node) map[string]string {
	reasons := map[string]string{}
	for _, n := range items(get(root, "disabled")) {
		id := wordOf(get(n, "check"))
		if _, twice := reasons[id]; twice && id != "" {
			f.add(lineOf(n, "check"), "the check is disabled twice", "keep one of the entries")
		}
		reasons[id] = textOf(get(n, "reason"))
	}
	return reasons
}

// The most days from the first to the last of a waiver.
const (
	longest         = 365
	longestCritical = 90
)

func readWaivers(f *faults, root *yaml.Node, all []check.Check, p *Policy) []Waiver {
	var waivers []Waiver
	lines := map[string]int{} // by id in lower case
	for _, n := range items(get(root, "waivers")) {
		w := Waiver{
			Waiver: finding.Waiver{
				ID:        wordOf(get(n, "id")),
				Reason:    textOf(get(n, "reason")),
				Measure:   textOf(get(n, "equivalent_measure")),
				Owner:     wordOf(get(n, "owner")),
				Approvers: wordsOf(get(n, "approvers")),
				Ticket:    wordOf(get(n, "ticket")),
				Expires:   dayOf(f, get(n, "expires"), "expires"),
			},
			Check:     wordOf(get(n, "check")),
			Resources: wordsOf(get(n, "resources")),
			Starts:    dayOf(f, get(n, "starts"), "starts"),
			Line:      n.Line,
		}
		if before, twice := lines[strings.ToLower(w.ID)]; twice && w.ID != "" {
			f.add(lineOf(n, "id"), fmt.Sprintf("the waiver on line %d has the same id", before), "give it another")
		}
		lines[strings.ToLower(w.ID)] = lineOf(n, "id")
		if _, off := p.Disabled[w.Check]; off && w.Check != "" {
			f.add(lineOf(n, "check"), "the waived check is disabled, so nothing is left to waive", "remove the waiver, or enable the check")
		}
		whole := waiverShape(shape{kind: text}) // whose check is looked up here
		for _, c := range all {
			if c.ID == w.Check && fit(&faults{}, n, whole, "") {
				holdWaiver(f, n, w, c, p.Severity(c))
			}
		}
		waivers = append(waivers, w)
	}
	return waivers
}
