package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// writeReference writes docs/checks.md: an index, then every check.
func writeReference(w io.Writer, all []check.Check) error {
	var b strings.Builder
	b.WriteString("# Check reference\n\n")
	b.WriteString("Generated from the checks by `make docs`; do not edit. The words are those of the checklist;\n")
	b.WriteString("the examples are run by the tests.\n\n")
	b.WriteString("The source documents (\"seeds\") of the checklist:\n\n")
	for _, d := range hipaa.SourceDocuments() {
		fmt.Fprintf(&b, "- %s: %s\n", d.ID, d.What)
	}
	b.WriteString("\n")
	b.WriteString("| Check | Severity | Evidence | Passes when |\n|---|---|---|---|\n")
	for _, c := range all {
		fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s | %s |\n", c.ID, strings.ReplaceAll(c.ID, ".", ""), c.Severity, c.Mode, cell(c.Title))
	}
	for _, c := range all {
		b.WriteString("\n")
		if err := writeCheck(&b, c); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeDocuments says which documents the numbers in a check's reference mean.
func writeDocuments(w io.Writer, c check.Check) error {
	for _, d := range hipaa.SourceDocuments() {
		if strings.Contains(c.Seed, d.ID) {
			if _, err := fmt.Fprintf(w, "\nDocument %s: %s\n", d.ID, d.What); err != nil {
				return err
			}
		}
	}
	return nil
}

// writeCheck writes the reference of one check as Markdown, which also reads
// well on a terminal.
func writeCheck(w io.Writer, c check.Check) error {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n**%s**\n\n", c.ID, c.Title)
	fmt.Fprintf(&b, "- Severity: %s. %s\n", c.Severity, c.SeverityWhy)
	fmt.Fprintf(&b, "- Evidence: %s\n", c.Mode)
	fmt.Fprintf(&b, "- Basis: %s\n", c.BasisNote)
	fmt.Fprintf(&b, "- Source document: %s\n", c.Seed)
	fmt.Fprintf(&b, "- Gives evidence for: %s\n", controls(c.Controls))
	fmt.Fprintf(&b, "- NIST SP 800-53r5: %s\n", strings.Join(c.NIST, ", "))
	fmt.Fprintf(&b, "- Judged for each: %s\n", c.Resource)
	fmt.Fprintf(&b, "\n%s\n\n", c.Why)

	b.WriteString("| Answer | When |\n|---|---|\n")
	for _, row := range []struct {
		status finding.Status
		when   string
	}{{finding.Pass, c.Logic.Pass}, {finding.Fail, c.Logic.Fail}, {finding.Warn, c.Logic.Warn}, {finding.NotApplicable, c.Logic.NotApplicable}, {finding.Unknown, c.Logic.Unknown}} {
		fmt.Fprintf(&b, "| `%s` | %s |\n", row.status, cell(row.when))
	}

	fmt.Fprintf(&b, "\nTo fix: %s\n", c.Remedy)
	if len(c.Params) > 0 {
		b.WriteString("\nParameters:\n\n")
		for _, p := range c.Params {
			fmt.Fprintf(&b, "- `%s`, default `%s`\n", p.Name, literal(p.Default))
		}
	}
	b.WriteString("\nReads:\n\n")
	for _, line := range reads(c) {
		fmt.Fprintf(&b, "- %s\n", line)
	}
	if len(c.Fields) > 0 {
		fmt.Fprintf(&b, "\nDecided by: `%s`. Without any of them the answer is `unknown`.\n", strings.Join(c.Fields, "`, `"))
	}
	if len(c.Traps) > 0 {
		b.WriteString("\nTraps:\n\n")
		for _, t := range c.Traps {
			fmt.Fprintf(&b, "- %s\n", t)
		}
	}
	if err := writeExamples(&b, c); err != nil {
		return err
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func writeExamples(b *strings.Builder, c check.Check) error {
	examples, err := checks.Examples(c.ID)
	if err != nil {
		return err
	}
	b.WriteString("\nExamples (what is read, and the answer):\n")
	for _, status := range []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown} {
		ex, ok := examples[status]
		if !ok {
			continue
		}
		fmt.Fprintf(b, "\n`%s`: %s\n\n```json\n%s\n```\n", status, ex.Says, dedent(ex.Text))
	}
	return nil
}

// dedent takes off the indentation that a document had inside its file.
func dedent(text []byte) []byte {
	text = bytes.TrimSpace(text)
	last := text[bytes.LastIndexByte(text, '\n')+1:]
	indent := last[:len(last)-len(bytes.TrimLeft(last, " "))]
	return bytes.ReplaceAll(text, append([]byte("\n"), indent...), []byte("\n"))
}

func controls(cs []hipaa.Citation) string {
	var out []string
	for _, c := range cs {
		if row, ok := hipaa.Lookup(c); ok {
			out = append(out, fmt.Sprintf("45 CFR %s (%s, %s)", c, row.Title(), row.Required))
		}
	}
	return strings.Join(out, "; ")
}

// reads lists the sections of a check with the requests behind each of them.
func reads(c check.Check) []string {
	var out []string
	for _, name := range c.Reads() {
		line := fmt.Sprintf("`%s`", name)
		if eps := endpointsOf(name); eps != "" {
			line += ": " + eps
		}
		out = append(out, line)
	}
	return out
}

func endpointsOf(name snapshot.Name) string {
	var out []string
	for _, e := range collect.EndpointsOf(name) {
		line := fmt.Sprintf("`GET %s`", e.Path)
		if e.Scope != "" {
			line += fmt.Sprintf(" (scope `%s`)", e.Scope)
		}
		if e.Rank == snapshot.RankControlHub {
			line += " (rank control_hub)"
		}
		out = append(out, line)
	}
	return strings.Join(out, ", ")
}

func literal(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(b)
}

func cell(s string) string { return strings.ReplaceAll(s, "|", "\\|") }
