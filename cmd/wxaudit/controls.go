package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/hipaa"
)

func newControlsCommand(sys *system) *cobra.Command {
	var format string
	cmd := &cobra.Command{
		Use:   "controls [CITATION]",
		Short: "List the rows of 45 CFR 164 and what each rests on",
		Long: `List the standards and implementation specifications of the HIPAA Security Rule (45 CFR
164.308 to 164.316), who can make each true, and which checks say something about it.
Checks under "vouched for by" are a person's word and can satisfy a row; those under
"supported by" can only speak for or against it. What Cisco said about its own part stands
with its date; it is never evidence for the customer's part.`,
		Example: "  wxaudit controls\n  wxaudit controls '164.312(a)(2)(iii)'\n  wxaudit controls --format json",
		Args:    cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			rows := engine.Rows(checks.All())
			if len(args) == 1 {
				rows = rowsOf(rows, args[0])
				if len(rows) == 0 {
					return usage(fmt.Errorf("there is no row %q", args[0]), "wxaudit controls lists them all, such as 164.312(d)")
				}
			}
			switch format {
			case "text":
				return writeControls(sys.stdout, rows, len(args) == 0)
			case "json":
				return writeControlsJSON(sys.stdout, rows)
			default:
				return usage(fmt.Errorf("--format %q is not known", format), "use text or json")
			}
		},
	}
	cmd.Flags().StringVar(&format, "format", "text", "text or json")
	return cmd
}

// rowsOf returns the row of a citation, or those below it.
func rowsOf(rows []hipaa.RowState, citation string) (found []hipaa.RowState) {
	wanted := strings.TrimPrefix(strings.ReplaceAll(citation, " ", ""), "45CFR")
	for _, r := range rows {
		rest, below := strings.CutPrefix(string(r.Row.Citation), wanted)
		if below && (rest == "" || rest[0] == '(') {
			found = append(found, r)
		}
	}
	return found
}

func writeControls(w io.Writer, rows []hipaa.RowState, all bool) error {
	b := &strings.Builder{}
	for _, r := range rows {
		var who []string
		for _, party := range r.Row.Responsibility {
			who = append(who, string(party))
		}
		fmt.Fprintf(b, "%s  %s  (%s; %s)\n", r.Row.Citation, r.Row.Title(), requiredWords[r.Row.Required], strings.Join(who, " + "))
		list(b, "vouched for by", r.Satisfies)
		list(b, "supported by", r.Supports)
		if len(r.Row.Checks) == 0 {
			b.WriteString("    no check: nothing in Webex, and no attestation, says anything about it\n")
		}
		if r.Row.VendorStatement != "" {
			fmt.Fprintf(b, "    Cisco, of its own part, as of 2021-09-30: %s\n", r.Row.VendorStatement)
		}
		if r.Row.Note != "" {
			fmt.Fprintf(b, "    note: %s\n", r.Row.Note)
		}
	}
	if all {
		b.WriteString("\nWhat Cisco has said about its services; evidence for nothing that is the customer's:\n")
		for _, a := range hipaa.VendorAssertions() {
			fmt.Fprintf(b, "%s  %s\n    covers: %s\n", a.AsOf, a.Says, strings.Join(a.Covers, "; "))
			if len(a.Excludes) > 0 {
				fmt.Fprintf(b, "    does not cover: %s\n", strings.Join(a.Excludes, "; "))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

var requiredWords = map[hipaa.Required]string{hipaa.R: "required", hipaa.A: "addressable", hipaa.Standard: "standard"}

func list(b *strings.Builder, what string, ids []string) {
	if len(ids) > 0 {
		fmt.Fprintf(b, "    %s: %s\n", what, strings.Join(ids, ", "))
	}
}

// controlJSON is a row as wxaudit controls --format json writes it.
type controlJSON struct {
	Citation        hipaa.Citation         `json:"citation"`
	Title           string                 `json:"title"`
	Required        hipaa.Required         `json:"required"`
	Responsibility  []hipaa.Responsibility `json:"responsibility"`
	Satisfies       []string               `json:"satisfies"`
	Supports        []string               `json:"supports"`
	VendorStatement string                 `json:"vendor_statement,omitempty"`
	NIST            []string               `json:"nist"`
	Note            string                 `json:"note,omitempty"`
}

func writeControlsJSON(w io.Writer, rows []hipaa.RowState) error {
	all := make([]controlJSON, 0, len(rows))
	for _, r := range rows {
		all = append(all, controlJSON{
			Citation: r.Row.Citation, Title: r.Row.Title(), Required: r.Row.Required, Responsibility: r.Row.Responsibility,
			Satisfies: r.Satisfies, Supports: r.Supports, VendorStatement: r.Row.VendorStatement, NIST: append([]string{}, r.Row.NIST...), Note: r.Row.Note,
		})
	}
	return writeIndented(w, all)
}
