package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
)

// runOptions are the flags of wxaudit run.
type runOptions struct {
	sourceOptions
	judgementOptions
	outputOptions
	stateOptions
	sinkOptions
	acceptWaived bool
	failOn       string
	only         []string
	skip         []string
	pseudonym    bool
}

func newRunCommand(sys *system, code *int) *cobra.Command {
	o := &runOptions{}
	cmd := &cobra.Command{
		Use:   "run",
		Short: "Run the audit and report",
		Long: `Run the audit and report. With --fixtures it replays a recording: it needs no token
and opens no connection. Without, it reads the organisation of whoever signed in with
wxaudit login, or of the token in WXAUDIT_ACCESS_TOKEN.`,
		Example: `  wxaudit run --fixtures fixtures/clinic
  wxaudit run --output json=/var/lib/wxaudit/report.json --fail-on high
  wxaudit run --only meetings --only recordings.downloads-prevented`,
		Args: noRecording,
		RunE: func(cmd *cobra.Command, _ []string) error {
			result, err := o.run(cmd.Context(), sys)
			if err != nil {
				return err
			}
			*code = result
			return nil
		},
	}
	f := cmd.Flags()
	o.sourceOptions.register(f)
	o.judgementOptions.register(f)
	o.outputOptions.register(f)
	o.stateOptions.register(f)
	o.sinkOptions.register(f)
	f.BoolVar(&o.acceptWaived, "accept-waived", false, "let failures with a waiver in force not make the exit code 1")
	f.StringVar(&o.capture, "capture", "", "use what the administrator's browser saw, from this `directory` (see wxaudit import har)")
	f.StringVar(&o.fixtures, "fixtures", "", "replay the recording in this `directory`")
	f.BoolVar(&o.allowEdited, "allow-edited", false, "accept a recording whose files were changed since")
	f.StringVar(&o.failOn, "fail-on", string(finding.Low), "lowest `severity` of a failure that makes the exit code 1: critical, high, medium, low")
	f.StringArrayVar(&o.only, "only", nil, "run only this check or area (`ID`); may be repeated")
	f.StringArrayVar(&o.skip, "skip", nil, "leave out this check or area (`ID`); may be repeated")
	f.BoolVar(&o.pseudonym, "pseudonymise", false, "replace the e-mail addresses of staff in the report by keyed pseudonyms")
	offer(cmd, "only", checkNames())
	offer(cmd, "skip", checkNames())
	offer(cmd, "format", formatList())
	offer(cmd, "fail-on", []string{"critical", "high", "medium", "low"})
	return cmd
}

func (o *runOptions) run(ctx context.Context, sys *system) (int, error) {
	if err := o.outputOptions.check(); err != nil {
		return 0, err
	}
	o.failOn = strings.ToLower(o.failOn)
	failOn := finding.Severity(o.failOn)
	if failOn.Rank() > finding.Low.Rank() {
		return 0, usage(fmt.Errorf("--fail-on %q is not a severity", o.failOn), "use critical, high, medium or low")
	}
	selected, err := selectChecks(o.only, o.skip)
	if err != nil {
		return 0, err
	}
	words, err := o.judgementOptions.load()
	if err != nil {
		return 0, err
	}
	state, err := o.state(sys, words.policy)
	if err != nil {
		return 0, err
	}
	defer state.close()
	src, err := o.open(ctx, sys, words.policy)
	if err != nil {
		return 0, err
	}
	rep, result, err := o.audit(ctx, sys, src, words, selected)
	if err != nil {
		return 0, err
	}
	// The events are safe before anybody is told anything, and what the next audit
	// compares with is kept after that: a kill between the two repeats, and loses
	// nothing.
	past := state.recall(ctx, rep)
	if o.pseudonym {
		report.Pseudonymise(rep, src.key, past.tellings()...)
	}
	saved := errors.Join(state.put(ctx, rep), o.write(sys, rep))
	if saved == nil {
		saved = past.keep()
	}
	past.release()
	if src.who != nil { // in a replay nobody can be given another scope
		for _, line := range missingNote(result.Steps) {
			fmt.Fprintf(sys.stderr, "wxaudit: %s\n", line)
		}
	}
	// What lies in the spool goes out whatever could not be written: a full disk
	// must not keep an alarm back, and what is delivered makes room on it.
	if err := ended(saved, state.send(ctx)); err != nil {
		return 0, err
	}
	return engine.ExitCode(result, engine.Threshold{FailOn: failOn, AcceptWaived: o.acceptWaived}), nil
}

// audit reads the organisation, judges it, and builds the report.
func (o *runOptions) audit(ctx context.Context, sys *system, src *source, words *judgement, selected []check.Check) (*report.Report, engine.Result, error) {
	started := src.now()
	behind := followed(selected)
	snap, err := src.collect(ctx, sys, sectionsOf(slices.Concat(selected, behind)))
	if err != nil {
		return nil, engine.Result{}, err
	}
	if err := sameOrganization(words.policy, snap.Organization.Value.UUID); err != nil {
		return nil, engine.Result{}, err
	}
	result := engine.Run(engine.Options{
		Checks: selected, Behind: behind, Catalogue: checks.All(), Snapshot: snap, Now: src.asOf,
		Policy: words.policy, Attestations: words.attestations, Strict: words.strict,
	})
	today := finding.DayOf(src.asOf, words.policy.Location())
	inputs := words.inputs
	inputs.CapturedAt = src.capturedAt
	rep := report.Build(report.Input{
		Version:     sys.version,
		RunID:       src.runID,
		Mode:        src.mode,
		StartedAt:   started.UTC().Truncate(time.Second),
		FinishedAt:  src.now().UTC().Truncate(time.Second),
		AsOf:        src.asOf,
		Day:         today,
		Requests:    src.client.Requests(),
		EditedFiles: src.edited,
		Inputs:      inputs,
		Selection: report.Selection{
			Catalogue: len(checks.All()), Only: o.only, Skip: o.skip, FailOn: o.failOn, DocumentedOnly: o.documentedOnly,
		},
		Organization: report.Organization{
			ID: snap.Organization.Value.ID, Name: snap.Organization.Value.Name, InternalDomains: snap.InternalDomains,
		},
		Outcomes: result.Outcomes,
		Controls: result.Controls,
		Coverage: result.Coverage,
		Gaps:     result.Gaps,
		Steps:    result.Steps,
		SignIns:  src.signIns(ctx, sys),

		Waivers:      waiversOf(words.policy, today),
		Attestations: attestationsOf(selected, words.attestations, today),
	})
	if src.mode == "replay" {
		if rep.Run.ID, err = replayID(rep, o.pseudonym); err != nil {
			return nil, engine.Result{}, err
		}
	}
	return rep, result, nil
}

// sameOrganization refuses to judge one organisation by the policy of another.
func sameOrganization(p *policy.Policy, uuid string) error {
	if p == nil || p.OrganizationUUID == "" || strings.EqualFold(p.OrganizationUUID, uuid) {
		return nil
	}
	return usage(errors.New("the policy is for another organisation than the one that was read"), "correct organization.id in the policy, or use the token of its organisation")
}
