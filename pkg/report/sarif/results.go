package sarif

import (
	"cmp"
	"fmt"
	"iter"
	"net/url"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// results yields a result for every entry of the report that somebody has to look
// at.
func results(r *report.Report) iter.Seq[result] {
	index := map[string]int{}
	for i, n := range rules(r) {
		index[n.ID] = i
	}
	m := maker{r: r, index: index, waivers: waivers(r)}
	return func(yield func(result) bool) {
		for e := range report.Entries(r) {
			if settled(e) {
				continue
			}
			if !yield(m.result(e)) {
				return
			}
		}
	}
}

// settled says that there is nothing to look at: it passed, nothing of the kind
// exists or counts, or the policy leaves it out. A word that we do not know is
// looked at.
func settled(e report.Entry) bool {
	status := e.Check.Status
	if e.Finding != nil {
		status = e.Finding.Status
	} else if e.Check.Disabled {
		return true
	}
	return status == finding.Pass || status == finding.NotApplicable
}

type maker struct {
	r       *report.Report
	index   map[string]int // of the rules, by id
	waivers bool           // then every result says whether it has one (3.27.23)
}

func waivers(r *report.Report) bool {
	for _, f := range r.Findings {
		if f.Waiver != nil {
			return true
		}
	}
	return false
}

func (m *maker) result(e report.Entry) result {
	c, f := e.Check, e.Finding
	if f == nil {
		n := m.about(c.ID, c.Status, c.Severity, finding.Resource{Type: "check", ID: c.ID})
		n.Message = text(cmp.Or(c.Message, c.Title, string(c.Status)))
		n.Properties.Reason = plain(c.Reason)
		n.PartialFingerprints = fingerprints("wxauditCheck/v1", plain(c.ID))
		if m.r.History != nil {
			n.BaselineState = "unchanged" // a check has an answer every night
		}
		return n
	}
	n := m.about(f.CheckID, f.Status, f.Severity, f.Resource)
	n.Message = text(told(f))
	n.Properties.Reason, n.Properties.Evidence = plain(f.Reason), proof(f.Evidence)
	n.PartialFingerprints = fingerprints("wxauditFinding/v1", plain(f.ID))
	if !f.FirstSeen.IsZero() {
		n.Properties.FirstSeen = moment(f.FirstSeen)
	}
	if m.r.History != nil {
		n.BaselineState = "unchanged"
		if f.FirstSeen.Equal(m.r.Run.AsOf) {
			n.BaselineState = "new"
		}
	}
	if w := f.Waiver; w != nil {
		*n.Suppressions = append(*n.Suppressions, suppression{"external", "accepted", justification(w)})
	}
	return n
}

// about is what every result has.
func (m *maker) about(check string, status finding.Status, severity finding.Severity, about finding.Resource) result {
	n := result{
		RuleID: ruleID(check), Locations: []location{place(about)},
		Properties: resultProperties{Status: plain(string(status)), Severity: plain(string(severity))},
	}
	if i, ok := m.index[n.RuleID]; ok {
		n.RuleIndex = &i
	}
	n.Kind, n.Level = kind(status), "none"
	if n.Kind == "fail" {
		n.Level = level(severity)
	}
	if m.waivers {
		n.Suppressions = &[]suppression{}
	}
	return n
}

func kind(s finding.Status) string {
	switch s {
	case finding.Fail:
		return "fail"
	case finding.Warn:
		return "review"
	default: // unknown, and any word that we do not know
		return "open"
	}
}

// told says what was found, and about what unless the message says so itself.
func told(f *finding.Finding) string {
	message := cmp.Or(f.Message, string(f.Status))
	if name := f.Resource.Name; name != "" && !strings.Contains(message, name) {
		return report.Harmless(name, maxName) + ": " + message
	}
	return message
}

// fingerprints lets viewers know a result again on the next night. GitHub goes by
// primaryLocationLineHash alone, and would else look for a source line.
func fingerprints(name, id string) map[string]string {
	id = cmp.Or(id, "unnamed")
	return map[string]string{name: id, "primaryLocationLineHash": id + ":1"}
}

// place names a resource by its id, which is stable and holds no personal text.
func place(r finding.Resource) location {
	uri := "webex/" + segment(r.Type) + "/" + segment(r.ID)
	return location{
		Physical: physicalLocation{artifactLocation{uri}, region{StartLine: 1}},
		Logical: []logicalLocation{{
			Name: cmp.Or(report.Harmless(r.Name, maxName), report.Harmless(r.ID, maxName), "unnamed"), FullyQualifiedName: uri,
			Kind: cmp.Or(report.Harmless(r.Type, maxName), "resource"),
		}},
	}
}

// segment makes a text one segment of a relative URI that cannot climb out.
func segment(s string) string {
	switch s = url.PathEscape(report.Harmless(s, maxName)); s {
	case "":
		return "_"
	case ".", "..":
		return strings.ReplaceAll(s, ".", "%2E")
	}
	return strings.ReplaceAll(s, ":", "%3A")
}

func proof(all []finding.Evidence) []evidence {
	var out []evidence
	for _, e := range all {
		n := evidence{Source: plain(e.Source), Field: plain(e.Field), Value: plain(report.Word(e.Value)), Rank: plain(e.Rank)}
		if !e.ReadAt.IsZero() {
			n.ReadAt = moment(e.ReadAt)
		}
		out = append(out, n)
	}
	return out
}

// justification is the record that 45 CFR 164.306(d)(3) asks for, in a line.
func justification(w *finding.Waiver) string {
	s := fmt.Sprintf("%s until %s: %s", w.ID, w.Expires, w.Reason)
	if w.Measure != "" {
		s += "; instead: " + w.Measure
	}
	if w.Owner != "" {
		s += "; owner: " + w.Owner
	}
	if len(w.Approvers) > 0 {
		s += "; approved by: " + strings.Join(w.Approvers, ", ")
	}
	if w.Ticket != "" {
		s += "; ticket: " + w.Ticket
	}
	return plain(s)
}
