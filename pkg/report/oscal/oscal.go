// Package oscal writes a report as OSCAL 1.1.3 assessment results, for tools of
// governance, risk and compliance.
//
// There is no official OSCAL catalogue of HIPAA. The controls are the paragraphs
// of 45 CFR 164 under ids of our own (164.312(a)(1) is cfr-164.312_a_1), with the
// citation and the controls of NIST SP 800-53 that SP 800-66r2 maps to it beside
// them. The objectives are the checks, defined in the document itself, one for
// each paragraph that a check cites (cfr-164.312_a_1_obj.meetings.unlisted).
//
// So "satisfied" says that a check passed, and never that a paragraph is met: no
// setting can say that. Everything but a pass is not-satisfied, with the reason
// fail for failures and other for what is unknown, to look at, or not applicable.
//
// Each entry of the report is an observation with its evidence, and each check
// with failures has a risk; where a waiver accepts them, the risk is one of its
// own whose deviation is approved.
//
// Every UUID is made from the id of the run, or of the organisation for what
// stays from run to run (RFC 9562, version 5), so the same report gives the same
// document.
package oscal

import (
	"bufio"
	"io"

	"wxaudit/pkg/report"
)

// version is that of OSCAL.
const version = "1.1.3"

// Write writes the report, with one observation a line.
func Write(w io.Writer, r *report.Report) error {
	d := newDocument(r)
	s := &stream{w: bufio.NewWriterSize(w, 64<<10)}
	s.raw(`{"assessment-results":{`)
	s.member("uuid", d.id("assessment-results"))
	s.member("metadata", d.metadata())
	s.member("import-ap", d.plan())
	if objectives := d.objectives(); len(objectives) > 0 {
		s.member("local-definitions", localDefinitions{objectives})
	}
	s.open("results", "[{")
	d.result(s)
	s.close("}]")
	s.member("back-matter", d.backMatter())
	s.raw("}}\n")
	return s.flush()
}

func (d *document) result(s *stream) {
	r := d.report
	s.member("uuid", d.id("result"))
	s.member("title", prose("Audit of the Webex organisation "+r.Organization.Name))
	s.member("description", d.verdict())
	s.member("start", moment(r.Run.StartedAt))
	s.member("end", moment(r.Run.FinishedAt))
	s.member("props", d.props())
	s.open("local-definitions", "{")
	s.member("components", []component{d.organization()})
	s.member("assessment-assets", d.assets())
	array(s, "inventory-items", d.inventory())
	s.close("}")
	s.member("reviewed-controls", d.reviewed())
	array(s, "observations", d.observations())
	array(s, "risks", d.risks())
	array(s, "findings", d.findings())
	s.member("remarks", "Satisfied says that a check passed on the day of the audit. It is evidence for an assessment of the paragraph that the check "+
		"cites, and not the assessment: that takes people, documents and measures outside of Webex.")
}
