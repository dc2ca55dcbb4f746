package oscal

import (
	"cmp"
	"fmt"

	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/report"
)

// objectives defines each check as an objective of each paragraph that it cites.
func (d *document) objectives() []localObjective {
	var all []localObjective
	at := map[string]int{}
	for c := range d.cited() {
		control := controlOf(c.citation)
		i, known := at[control]
		if !known {
			i = len(all)
			at[control] = i
			all = append(all, localObjective{ControlID: control, Props: paragraph(c.citation)})
		}
		p := part{
			ID: objectiveOf(c.citation, c.check.ID), Name: "objective", Title: prose(cmp.Or(c.check.Title, c.check.ID)),
			Prose: prose(cmp.Or(c.check.Title, c.check.ID)),
			Props: []property{prop("check-id", c.check.ID), prop("severity", string(c.check.Severity))},
		}
		for _, b := range c.check.Basis {
			p.Props = append(p.Props, prop("basis", b))
		}
		all[i].Parts = append(all[i].Parts, p)
	}
	return all
}

// paragraph is a citation, with the controls of NIST SP 800-53 revision 5 that
// NIST SP 800-66 revision 2 maps to it.
func paragraph(citation string) []property {
	if citation == uncited {
		return []property{prop("citation", "none: the check stands on advice alone")}
	}
	props := []property{prop("citation", "45 CFR "+citation)}
	if row, ok := hipaa.Lookup(hipaa.Citation(citation)); ok {
		for _, id := range row.NIST {
			props = append(props, prop("nist-sp-800-53r5", id))
		}
	}
	return props
}

// reviewed lists the paragraphs that a selected check cites, each with what the
// matrix of the report says about it, and the objectives.
func (d *document) reviewed() reviewedControls {
	rows := map[string]report.Control{}
	for _, row := range d.report.Controls {
		rows[string(row.Citation)] = row
	}
	var reviewed reviewedControls
	var objectives objectiveSelection
	known := map[string]bool{}
	for c := range d.cited() {
		objectives.Include = append(objectives.Include, objectiveID{objectiveOf(c.citation, c.check.ID)})
		if known[c.citation] {
			continue
		}
		known[c.citation] = true
		s := controlSelection{Description: prose("45 CFR " + c.citation), Props: paragraph(c.citation), Include: []controlID{{controlOf(c.citation)}}}
		if row, ok := rows[c.citation]; ok {
			s.Description = prose(row.Title)
			s.Props = append(s.Props, prop("required", string(row.Required)), prop("state-of-the-evidence", string(row.Status)))
			for _, party := range row.Responsibility {
				s.Props = append(s.Props, prop("responsibility", string(party)))
			}
		}
		reviewed.Selections = append(reviewed.Selections, s)
	}
	if len(objectives.Include) == 0 {
		reviewed.Selections = []controlSelection{{Description: "No check ran, so nothing was reviewed."}}
		return reviewed
	}
	reviewed.Objectives = []objectiveSelection{objectives}
	if n := len(d.report.Controls) - len(known); n > 0 {
		reviewed.Selections[0].Props = append(reviewed.Selections[0].Props, prop("rows-without-a-selected-check", fmt.Sprint(n)))
	}
	return reviewed
}
