package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

// recordOptions are the flags of wxaudit record.
type recordOptions struct {
	sourceOptions
	policy string
	to     string
}

func newRecordCommand(sys *system) *cobra.Command {
	o := &recordOptions{}
	cmd := &cobra.Command{
		Use:   "record",
		Short: "Record the organisation's answers, redacted, for later replays",
		Long: `Record what Webex answers, so that the audit can be repeated offline with
wxaudit run --fixtures. Redaction is an allow-list: fields that no check reads are
replaced by markers, addresses by pseudonyms, before anything is written.`,
		Example: "  wxaudit record --to recordings/2026-11",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), sys) },
	}
	o.sourceOptions.register(cmd.Flags())
	cmd.Flags().StringVar(&o.to, "to", "", "new `directory` for the recording")
	cmd.Flags().StringVar(&o.policy, "policy", "", "policy `file`: where the Contact Center is, and what else to read")
	return cmd
}

func (o *recordOptions) run(ctx context.Context, sys *system) error {
	if o.to == "" {
		return usage(errors.New("--to is missing"), "name a new directory: wxaudit record --to recordings/tonight")
	}
	words, err := (&judgementOptions{policy: o.policy}).load()
	if err != nil {
		return err
	}
	// A key of its own: nothing shall link two recordings, or one to a report.
	key, err := randomKey(sys)
	if err != nil {
		return err
	}
	var rec *replay.Recorder
	src, err := o.openLive(ctx, sys, words.policy, func(next webex.Exchanger) (webex.Exchanger, error) {
		rec, err = replay.NewRecorder(next, collect.NewRedactor(key, nil), o.to)
		if err != nil {
			return nil, usage(err, "")
		}
		return rec, nil
	})
	if err != nil {
		return err
	}
	defer rec.Abort() // does nothing after Finish
	want := sectionsOf(checks.All())
	snap, err := src.collect(ctx, sys, want)
	if err != nil {
		return err
	}
	meta := replay.Meta{
		ToolVersion:  sys.version,
		RecordedAt:   src.asOf,
		Organization: replay.Organization{ID: snap.Organization.Value.ID, Name: snap.Organization.Value.Name},
	}
	if err := rec.Finish(meta); err != nil {
		return unfinished(err, "nothing was written")
	}
	fmt.Fprintf(sys.stderr, "recorded %d exchanges to %s\n", src.client.Requests(), o.to)
	o.sayGaps(sys, snap, want)
	fmt.Fprintf(sys.stderr, "replay it with: wxaudit run --fixtures %s\n", o.to)
	return nil
}

// sayGaps tells what the recording could not hold.
func (o *recordOptions) sayGaps(sys *system, snap *snapshot.Snapshot, want []snapshot.Name) {
	for _, name := range want {
		part := snap.Part(name)
		if g := part.Missing(); g != nil {
			fmt.Fprintf(sys.stderr, "not read: %s: %s\n", name, g.Detail)
		} else if n := len(part.ItemGaps()); n > 0 {
			fmt.Fprintf(sys.stderr, "not read: %d of %d %s\n", n, part.Len(), name)
		}
	}
}
