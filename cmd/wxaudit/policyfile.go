package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/sink/file"
)

// policyName is what a policy file is called unless somebody says otherwise.
const policyName = "wxaudit.yaml"

func newPolicyCommand(sys *system) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "policy",
		Short: "Write or check the policy file",
		Long: `The policy file says what applies to an organisation: its own e-mail domains, where
PHI is, the thresholds of the checks, what is disabled, and which failures it accepts
for a time. wxaudit run --policy FILE judges by it.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(newPolicyInitCommand(sys), newPolicyCheckCommand(sys))
	return cmd
}

func newPolicyInitCommand(sys *system) *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init [FILE]",
		Short: "Write a commented policy file with every default",
		Long: `Write a policy file in which every setting stands as a comment with its default, so
that it changes nothing until somebody edits it. FILE is wxaudit.yaml unless it is named;
- writes to standard output.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path := policyName
			if len(args) == 1 {
				path = args[0]
			}
			text := policy.Template(checks.All())
			if path == "-" {
				_, err := sys.stdout.Write(text)
				return err
			}
			if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) && !force {
				return usage(fmt.Errorf("%s is there already", path), "--force replaces it")
			}
			if err := file.Write(path, text); errors.Is(err, fs.ErrNotExist) {
				return usage(err, "")
			} else if err != nil {
				return unfinished(err, "nothing was written")
			}
			fmt.Fprintf(sys.stderr, "wrote %s\n", path)
			return nil
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there already")
	return cmd
}

func newPolicyCheckCommand(sys *system) *cobra.Command {
	return &cobra.Command{
		Use:   "check [FILE]",
		Short: "Check a policy file and say what it changes",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path := policyName
			if len(args) == 1 {
				path = args[0]
			}
			words, err := (&judgementOptions{policy: path}).load()
			if err != nil {
				return err
			}
			return tellPolicy(sys, path, words.policy)
		},
	}
}

// tellPolicy says what a policy changes, so that nobody is surprised by it.
func tellPolicy(sys *system, path string, p *policy.Policy) error {
	out := bufio.NewWriter(sys.stdout)
	fmt.Fprintf(out, "%s is in order\n", path)
	fmt.Fprintf(out, "time zone: %s\n", p.Location())
	if len(p.InternalDomains) > 0 {
		fmt.Fprintf(out, "internal domains: %s\n", strings.Join(p.InternalDomains, ", "))
	}
	if p.ContactCenterURL != "" {
		fmt.Fprintf(out, "Contact Center: %s\n", p.ContactCenterURL)
	}
	if r := p.Reads; r != (policy.Reads{}) {
		fmt.Fprintf(out, "reads: every space: %t; at most %s lines, %s mailboxes, %s devices\n", r.EverySpace, orDefault(r.MaxLines), orDefault(r.MaxMailboxes), orDefault(r.MaxDevices))
	}
	fmt.Fprintf(out, "scope: %s\n", p.Scope)
	for _, c := range checks.All() {
		if why, disabled := p.DisabledWhy(c.ID); disabled {
			fmt.Fprintf(out, "disabled: %s: %s\n", c.ID, why)
		}
		for _, a := range p.Adjusted(c) {
			fmt.Fprintf(out, "changed: %s: %s is %s instead of %s\n", c.ID, a.Name, check.InWords(a.Value), check.InWords(a.Default))
		}
	}
	today := finding.DayOf(sys.now(), p.Location())
	for _, w := range waiversOf(p, today) {
		state := "in force until " + w.Expires.String()
		switch w.State {
		case report.WaiverEnded:
			state = "ended on " + w.Expires.String()
		case report.WaiverNotBegun:
			state = "begins on " + w.Starts.String()
		}
		fmt.Fprintf(out, "waiver: %s: %s: %s\n", w.ID, w.Check, state)
	}
	for i, s := range p.Sinks {
		need := "required"
		if s.Optional {
			need = "not required"
		}
		fmt.Fprintf(out, "sink: %s: %s to %s, %s\n", s.Name, s.Type, s.Where(), need)
		// Secrets and directories may be on the machine that audits only.
		if _, err := newTarget(sys, s, p.Sinks[:i]); err != nil {
			fmt.Fprintf(out, "  note: a run here would refuse it: %s\n", report.Harmless(err.Error(), 300))
		}
	}
	return out.Flush()
}

func orDefault(n int) string {
	if n == 0 {
		return "500"
	}
	return strconv.Itoa(n)
}
