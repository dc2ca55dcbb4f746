package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

// deliverOptions are the flags of wxaudit deliver.
type deliverOptions struct {
	stateOptions
	sinkOptions
	policy string
	list   bool
	again  bool
	forget []string
	force  bool
}

func newDeliverCommand(sys *system) *cobra.Command {
	o := &deliverOptions{}
	cmd := &cobra.Command{
		Use:   "deliver",
		Short: "Send the events that earlier runs could not deliver",
		Long: `Send what is left in the spool of the state directory, oldest run first: events that a
receiver did not take, or that a run could not send because it was killed. It audits
nothing. It ends with 0 when nothing is left for the sinks that must have everything, and
with 3 otherwise. Name the sinks as for the run: by the policy, or with --sink.

An event that a receiver refused for good was set aside. When the receiver has been mended,
--retry-set-aside sends such events again, with the same ids. What waits for a sink that
the policy does not name any more waits until --forget drops it.`,
		Example: `  wxaudit deliver --policy wxaudit.yaml
  wxaudit deliver --list --policy wxaudit.yaml
  wxaudit deliver --retry-set-aside --sink splunk --policy wxaudit.yaml
  wxaudit deliver --forget old-splunk --policy wxaudit.yaml
  wxaudit deliver --sink type=file,path=/var/lib/wxaudit/events`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return o.run(cmd.Context(), sys) },
	}
	f := cmd.Flags()
	o.stateOptions.register(f)
	o.sinkOptions.register(f)
	f.StringVar(&o.policy, "policy", "", "policy `file` with the sinks")
	f.BoolVar(&o.list, "list", false, "list what is left, and what was set aside and why, and send nothing")
	f.BoolVar(&o.again, "retry-set-aside", false, "also send again what was set aside")
	f.StringArrayVar(&o.forget, "forget", nil, "drop all that waits, or was set aside, for the sink of this `NAME`, and send nothing; may be repeated")
	f.BoolVar(&o.force, "force", false, "let --forget drop what waits for a sink that is still in use")
	cmd.MarkFlagsMutuallyExclusive("list", "retry-set-aside", "forget")
	return cmd
}

func (o *deliverOptions) run(ctx context.Context, sys *system) error {
	if o.force && len(o.forget) == 0 {
		return usage(errors.New("--force goes with --forget alone"), "leave it out")
	}
	if dir := o.missing(sys); dir != "" { // misspelt, perhaps
		fmt.Fprintf(sys.stderr, "the state directory %s does not exist: no audit has left anything there\n", dir)
		if o.list {
			return nil
		}
	}
	dir, err := o.makeStateDir(sys)
	if err != nil {
		return usage(err, "name another place with --state-dir")
	}
	sinks, err := o.sinks()
	switch {
	case err != nil:
		return err
	case o.list:
		return o.listBacklog(sys, dir, sinks)
	case len(o.forget) > 0:
		return o.forgetSinks(ctx, sys, dir, sinks)
	case len(sinks) == 0:
		return usage(errors.New("there are no sinks to deliver to"), "name the policy with --policy, or a sink with --sink; --list shows what is left")
	}
	d, err := newDelivery(sys, dir, sinks)
	if err != nil {
		return err
	}
	defer d.close()
	var restored error
	if o.again {
		restored = d.restore(ctx)
	}
	if err := errors.Join(restored, d.send(ctx), d.tellRest()); err != nil {
		return undelivered(err, "wxaudit deliver --list says what is left and what was set aside; deliver again when the receiver is back or mended")
	}
	return nil
}

func (o *deliverOptions) sinks() ([]policy.Sink, error) {
	words, err := (&judgementOptions{policy: o.policy}).load()
	if err != nil {
		return nil, err
	}
	// Naming some of the policy's sinks here means these and no others. A sink that
	// is forgotten may be one of all.
	standing := len(o.sinkOptions.flags) == 0 || len(o.forget) > 0
	return o.sinkOptions.choose(words.policy, standing)
}

// restore puts what was set aside for the chosen sinks back into the spool. Its
// error says that this failed for a sink that must have everything.
func (d *delivery) restore(ctx context.Context) error {
	var failed []error
	for _, t := range d.targets {
		r, err := d.spool.Restore(ctx, t.Name, d.options(t), d.runName)
		switch {
		case r.Events > 0:
			d.tell("sink %s: sending %s again that had been set aside", t.Name, check.Count(r.Events, "event"))
		case r.Kept+r.Foreign == 0 && err == nil:
			d.tell("sink %s: nothing was set aside", t.Name)
		}
		if r.Kept > 0 && err == nil {
			d.tell("warning: sink %s: %s set aside cannot be sent again, because the disk or somebody changed them", t.Name, check.Count(r.Kept, "event"))
		}
		if r.Foreign > 0 {
			d.tell("warning: sink %s: %s set aside cannot be sent again, because it had another type or payload then; name it with the settings of that time", t.Name, check.Count(r.Foreign, "event"))
		}
		switch {
		case err != nil && t.Optional:
			d.tell("warning: sink %s: %v", t.Name, err)
		case err != nil:
			failed = append(failed, fmt.Errorf("sink %s: %w", t.Name, err))
		}
	}
	return errors.Join(failed...)
}

// tellRest warns of events for sinks that nobody names any more, and of those that
// were set aside: the night that did so may be long ago, and nobody else speaks of
// them.
func (d *delivery) tellRest() error {
	all, err := d.spool.Pending()
	if err != nil {
		return err
	}
	for _, b := range all {
		named := slices.ContainsFunc(d.targets, func(t target) bool { return t.Name == b.Sink })
		if b.Left > 0 && !named {
			d.tell("warning: %s left for the sink %s, which is not named here; if nobody delivers to it any more, wxaudit deliver --policy FILE --forget %s drops them",
				check.Count(b.Left, "event"), b.Sink, b.Sink)
		}
		if b.SetAside > 0 {
			d.tell("warning: %s for the sink %s set aside; wxaudit deliver --list says why, --retry-set-aside sends them again",
				check.Count(b.SetAside, "event"), b.Sink)
		}
	}
	return nil
}
