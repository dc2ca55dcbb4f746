package oscal

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// document is a report with what several parts of the result need of it.
type document struct {
	report *report.Report
	checks []report.Check   // each id once
	seen   map[string][]int // the entries of each check, by their number
}

func newDocument(r *report.Report) *document {
	d := &document{report: r, seen: map[string][]int{}}
	known := map[string]bool{}
	for _, c := range report.AllChecks(r) {
		if !known[c.ID] {
			known[c.ID] = true
			d.checks = append(d.checks, c)
		}
	}
	i := 0
	for e := range report.Entries(r) {
		d.seen[e.Check.ID] = append(d.seen[e.Check.ID], i)
		i++
	}
	return d
}

// id is the UUID of something of this run.
func (d *document) id(parts ...string) string {
	return made(slices.Concat([]string{"run", d.report.Organization.ID, d.report.Run.ID}, parts)...)
}

// lasting is the UUID of something that is the same on the next night.
func (d *document) lasting(parts ...string) string {
	return made(slices.Concat([]string{"organization", d.report.Organization.ID}, parts)...)
}

func (d *document) metadata() metadata {
	r := d.report
	return metadata{
		Title: prose("HIPAA audit of the Webex organisation " + r.Organization.Name), LastModified: moment(r.Run.FinishedAt),
		Version: value(r.Run.ID), OSCALVersion: version,
		Props:   []property{prop("schema-version", r.SchemaVersion)},
		Parties: []party{{d.lasting("party"), "organization", value(r.Organization.Name)}},
	}
}

// plan stands in for the assessment plan that OSCAL wants.
func (d *document) plan() importAP {
	return importAP{"#" + d.id("plan"), "There is no assessment plan in OSCAL: the checklist of the tool is what was planned."}
}

func (d *document) backMatter() backMatter {
	return backMatter{[]resource{{d.id("plan"), prose("The checklist of " + d.tool()),
		fmt.Sprintf("%d of %d checks were selected. The objectives are defined in this document.",
			d.report.Coverage.Checks, d.report.Run.Selection.Catalogue)}}}
}

func (d *document) tool() string {
	return value(cmp.Or(d.report.Tool.Name, "wxaudit") + " " + d.report.Tool.Version)
}

// verdict counts the checks in a sentence.
func (d *document) verdict() string {
	by, c := d.report.Summary.ByStatus, d.report.Coverage
	if c.Checks == 0 {
		return "No check ran, so nothing is known."
	}
	return fmt.Sprintf("Of %d checks %d failed (%d of them waived), %d could not be decided, %d are to look at, %d passed and %d did not apply, "+
		"%d of those because the policy disables them. What is not known has not passed.",
		c.Checks, by.Fail, d.report.Summary.Waived, by.Unknown, by.Warn, by.Pass, by.NotApplicable, c.Disabled)
}

func (d *document) props() []property {
	run := d.report.Run
	return []property{
		prop("run-id", run.ID), prop("mode", run.Mode), prop("as-of", moment(run.AsOf)),
		prop("edited-files", fmt.Sprint(run.EditedFiles)), prop("policy-sha256", run.Inputs.PolicySHA256),
		prop("attestations-sha256", run.Inputs.AttestationsSHA256),
	}
}

func (d *document) organization() component {
	return component{
		UUID: d.lasting("component"), Type: "service", Title: prose("Webex organisation " + d.report.Organization.Name),
		Description: "The Webex organisation that was audited.", Status: state{State: "operational"},
		Props: []property{prop("organization-id", d.report.Organization.ID)},
	}
}

func (d *document) assets() assets {
	return assets{
		Components: []component{{
			UUID: d.toolID(), Type: "software", Title: prose(d.tool()), Status: state{State: "operational"},
			Description: "Reads the settings of the organisation and changes nothing.",
		}},
		Platforms: []platform{{d.id("platform"), prose(d.tool()), []use{{d.toolID()}}}},
	}
}

func (d *document) toolID() string { return made("tool", d.tool()) }

// inventory has each resource that a finding is about once.
func (d *document) inventory() iter.Seq[inventoryItem] {
	return func(yield func(inventoryItem) bool) {
		known := map[string]bool{}
		for _, f := range d.report.Findings {
			id := d.itemID(f.Resource)
			if known[id] {
				continue
			}
			known[id] = true
			if !yield(inventoryItem{
				UUID: id, Description: title(f.Resource), Implemented: []use{{d.lasting("component")}},
				Props: []property{prop("resource-type", f.Resource.Type), prop("resource-id", f.Resource.ID)},
			}) {
				return
			}
		}
	}
}

func (d *document) itemID(r finding.Resource) string { return d.lasting("item", r.Type, r.ID) }

// title names a resource: where a name could be PHI there is none, and the id
// stands in.
func title(r finding.Resource) string {
	return prose(cmp.Or(r.Name, strings.TrimSpace(r.Type+" "+r.ID), "resource"))
}

// cited is a paragraph and a check that cites it. A check that cites none is
// under a control of its own.
type cited struct {
	citation string
	check    *report.Check
}

const uncited = "none"

func (d *document) cited() iter.Seq[cited] {
	return func(yield func(cited) bool) {
		for i := range d.checks {
			c := &d.checks[i]
			all := slices.Clone(c.Controls)
			if len(all) == 0 {
				all = []hipaa.Citation{uncited}
			}
			for j, citation := range all {
				if !slices.Contains(all[:j], citation) && !yield(cited{string(citation), c}) {
					return
				}
			}
		}
	}
}
