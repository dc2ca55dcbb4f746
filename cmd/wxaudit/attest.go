package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
)

// registerName is what a register is called unless somebody says otherwise.
const registerName = "attestations.yaml"

func newAttestCommand(sys *system) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "attest",
		Short: "Keep the register of what only people can say",
		Long: `Some of the checklist cannot be read from Webex: contracts, procedures, settings without
an API. The attestation register holds who vouches for them, since when and until when.
wxaudit run --attestations FILE judges by it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newAttestListCommand(sys), newAttestShowCommand(sys), newAttestAddCommand(sys))
	return cmd
}

// attestListOptions are the flags of wxaudit attest list.
type attestListOptions struct {
	files  judgementOptions
	due    bool
	format string
}

func newAttestListCommand(sys *system) *cobra.Command {
	o := &attestListOptions{}
	cmd := &cobra.Command{
		Use:   "list",
		Short: "Show what is asked for, what is answered, and what is due",
		Long: `Show every statement that the checks ask for, with its state: missing, valid, due (ends
within 30 days), expired, future (signed after today), changed (its evidence is no longer
what was signed), unproven (its evidence is not there). Whether a valid entry is young
enough for a check, the audit says.`,
		Example: `  wxaudit attest list
  wxaudit attest list --attestations attestations.yaml --due`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error { return o.run(sys) },
	}
	o.files.register(cmd.Flags())
	cmd.Flags().BoolVar(&o.due, "due", false, "only what is missing, has ended, or ends within 30 days")
	cmd.Flags().StringVar(&o.format, "format", "text", "text or json")
	return cmd
}

func (o *attestListOptions) run(sys *system) error {
	if o.format != "text" && o.format != "json" {
		return usage(fmt.Errorf("--format %q is not known", o.format), "use text or json")
	}
	words, err := o.files.load()
	if err != nil {
		return err
	}
	today := finding.DayOf(sys.now(), words.policy.Location())
	var lines []policy.Due
	for _, d := range policy.Standing(checks.All(), words.attestations, today) {
		if !o.due || standing(d) != policy.StateValid {
			lines = append(lines, d)
		}
	}
	if o.format == "json" {
		return writeStandingJSON(sys.stdout, lines)
	}
	return writeStanding(sys.stdout, lines)
}

func writeStanding(out io.Writer, lines []policy.Due) error {
	w := tabwriter.NewWriter(out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "STATE\tUNTIL\tSTATEMENT\tABOUT\tASKS")
	counts := map[string]int{}
	for _, d := range lines {
		counts[standing(d)]++
		until, about := "", d.Scope
		if d.Entry != nil {
			until = d.Entry.ValidUntil.String()
		}
		if about == "" && d.Statement.Per != "" {
			about = "each " + d.Statement.Per
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", standing(d), until, d.Statement.ID, about, d.Statement.Asks)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	var parts []string
	for _, state := range slices.Sorted(maps.Keys(counts)) {
		parts = append(parts, fmt.Sprintf("%d %s", counts[state], state))
	}
	_, err := fmt.Fprintf(out, "\n%d in all: %s\n", len(lines), strings.Join(parts, ", "))
	return err
}

// standing is the state of a statement, and of the evidence of its entry.
func standing(d policy.Due) string {
	switch {
	case d.Entry == nil || d.State == policy.StateExpired:
		return d.State
	case d.Entry.Proof == check.ProofMismatch:
		return "changed" // the evidence is not what was signed
	case d.Entry.Proof == check.ProofMissing:
		return "unproven" // the evidence is not there
	default:
		return d.State
	}
}

// standingJSON is a line of wxaudit attest list --format json.
type standingJSON struct {
	State      string   `json:"state"`
	Statement  string   `json:"statement"`
	Scope      string   `json:"scope,omitempty"`
	Asks       string   `json:"asks"`
	Checks     []string `json:"checks"`
	Answer     string   `json:"answer,omitempty"`
	SignedOn   string   `json:"signed_on,omitempty"`
	ValidUntil string   `json:"valid_until,omitempty"`
}

func writeStandingJSON(w io.Writer, lines []policy.Due) error {
	all := []standingJSON{}
	for _, d := range lines {
		line := standingJSON{State: standing(d), Statement: d.Statement.ID, Scope: d.Scope, Asks: d.Statement.Asks, Checks: d.CheckIDs}
		if d.Entry != nil {
			line.Answer, line.SignedOn, line.ValidUntil = d.Entry.Answer, d.Entry.SignedOn.String(), d.Entry.ValidUntil.String()
		}
		all = append(all, line)
	}
	return writeIndented(w, all)
}

func newAttestShowCommand(sys *system) *cobra.Command {
	return &cobra.Command{
		Use:               "show STATEMENT",
		Short:             "Explain one statement: the question, the answers, the details",
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeStatements,
		RunE: func(_ *cobra.Command, args []string) error {
			st, err := statementOf(args[0])
			if err != nil {
				return err
			}
			return writeStatement(sys.stdout, st)
		},
	}
}

func completeStatements(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	var ids []string
	for _, st := range policy.Statements(checks.All()) {
		ids = append(ids, st.ID)
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

func statementOf(id string) (check.Statement, error) {
	for _, st := range policy.Statements(checks.All()) {
		if strings.EqualFold(st.ID, id) {
			return st, nil
		}
	}
	var below []string
	for _, st := range policy.Statements(checks.All()) {
		if strings.HasPrefix(st.ID, strings.ToLower(id)+"/") {
			below = append(below, st.ID)
		}
	}
	if below != nil {
		return check.Statement{}, usage(fmt.Errorf("%q has several statements", id), "name one of them: "+strings.Join(below, ", "))
	}
	return check.Statement{}, usage(fmt.Errorf("there is no statement %q", id), "wxaudit attest list shows them all")
}

func writeStatement(w io.Writer, st check.Statement) error {
	b := &strings.Builder{}
	fmt.Fprintf(b, "%s\n  %s\n", st.ID, st.Asks)
	if st.Where != "" {
		fmt.Fprintf(b, "  where to look: %s\n", st.Where)
	}
	fmt.Fprintf(b, "  --answer: %s\n", strings.Join(st.Answers, " | "))
	if st.Per != "" {
		must := "may be left out for all of them"
		if st.Named {
			must = "must be given"
		}
		fmt.Fprintf(b, "  --scope: %s, %s", st.Per, must)
		if len(st.Scopes) > 0 {
			fmt.Fprintf(b, ": %s", strings.Join(st.Scopes, ", "))
		}
		b.WriteString("\n")
	}
	for _, d := range st.Details {
		optional := ""
		if d.Optional {
			optional = ", optional"
		}
		kind := string(d.Kind)
		if len(d.Words) > 0 {
			kind += " of " + strings.Join(d.Words, ", ")
		}
		fmt.Fprintf(b, "  --detail %s=…: %s (%s%s)\n", d.Name, d.Asks, kind, optional)
	}
	b.WriteString("  --effective: the day from which the thing itself holds, where there is one\n")
	b.WriteString("  a detail that is left out counts as not so; the check says what it misses\n")
	if st.AboutAdmins {
		b.WriteString("  the only administrator may not sign it\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
