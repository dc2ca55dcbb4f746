package main

import (
	"io"

	"wxaudit/pkg/check"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// checkJSON is a check as wxaudit checks list --format json writes it. What the
// report has of it, too, has the same names there.
type checkJSON struct {
	ID             string           `json:"id"`
	Title          string           `json:"title"` // true when the check passes
	Area           string           `json:"area"`
	Severity       check.Severity   `json:"severity"`
	SeverityWhy    string           `json:"severity_why"`
	Basis          []check.Basis    `json:"basis"`
	Mode           check.Mode       `json:"mode"`
	SourceDocument string           `json:"source_document"`
	Why            string           `json:"why"`
	Resource       string           `json:"resource"` // what one finding is about
	Controls       []hipaa.Citation `json:"controls"`
	NIST           []string         `json:"nist"`
	Reads          []snapshot.Name  `json:"reads"`
	Remediation    string           `json:"remediation"`
}

func writeChecksJSON(w io.Writer, checks []check.Check) error {
	all := make([]checkJSON, 0, len(checks))
	for _, c := range checks {
		all = append(all, checkJSON{
			ID: c.ID, Title: c.Title, Area: c.Area(), Severity: c.Severity, SeverityWhy: c.SeverityWhy,
			Basis: append([]check.Basis{}, c.Basis...), Mode: c.Mode, SourceDocument: c.Seed, Why: c.Why, Resource: c.Resource,
			Controls: append([]hipaa.Citation{}, c.Controls...), NIST: append([]string{}, c.NIST...),
			Reads: append([]snapshot.Name{}, c.Reads()...), Remediation: c.Remedy,
		})
	}
	return writeIndented(w, all)
}
