package main

import (
	"errors"
	"fmt"
	"slices"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/sink/spool"
)

// deliverOptions are the flags of wxaudit deliver.
type deliverOptions struct {
	stateOptions
	sinkOptions
	policy string
	list   bool
}

func newDeliverCommand(sys *system) *cobra.Command {
	o := &deliverOptions{}
	cmd := &cobra.Command{
		Use:   "deliver",
		Short: "Send the events that earlier runs could not deliver",
		Long: `Send what is left in the spool of the state directory, oldest run first: events that a
receiver did not take, or that a run could not send because it was killed. It audits
nothing. It ends with 0 when nothing is left for the sinks that must have everything, and
with 3 otherwise. Name the sinks as for the run: by the policy, or with --sink.`,
		Example: `  wxaudit deliver --policy wxaudit.yaml
  wxaudit deliver --list
  wxaudit deliver --sink type=file,path=/var/lib/wxaudit/events`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			dir, err := o.makeStateDir(sys)
			if err != nil {
				return usage(err, "name another place with --state-dir")
			}
			sinks, err := o.sinks()
			if err != nil {
				return err
			}
			if o.list {
				return listBacklog(sys, dir)
			}
			if len(sinks) == 0 {
				return usage(errors.New("there are no sinks to deliver to"), "name the policy with --policy, or a sink with --sink; --list shows what is left")
			}
			d, err := newDelivery(sys, dir, sinks)
			if err != nil {
				return err
			}
			defer d.close()
			if err := d.send(cmd.Context()); err != nil {
				return undelivered(err, "what is left stays in the spool; run it again when the receiver is back")
			}
			return d.tellRest()
		},
	}
	f := cmd.Flags()
	o.stateOptions.register(f)
	o.sinkOptions.register(f)
	f.StringVar(&o.policy, "policy", "", "policy `file` with the sinks")
	f.BoolVar(&o.list, "list", false, "list what is left and what was set aside, and send nothing")
	return cmd
}

func (o *deliverOptions) sinks() ([]policy.Sink, error) {
	words, err := (&judgementOptions{policy: o.policy}).load()
	if err != nil {
		return nil, err
	}
	// Naming some of the policy's sinks here means these and no others.
	return o.sinkOptions.choose(words.policy, len(o.sinkOptions.flags) == 0)
}

// listBacklog says what lies in the state directory.
func listBacklog(sys *system, dir string) error {
	s, err := spool.Open(dir)
	if err != nil {
		return usage(err, "name another place with --state-dir")
	}
	all, err := s.Pending()
	if err != nil {
		return unfinished(err, "")
	}
	if len(all) == 0 {
		fmt.Fprintf(sys.stdout, "Nothing is left to deliver in %s\n", dir)
		return nil
	}
	w := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SINK\tLEFT\tRUNS\tSINCE\tSET ASIDE")
	for _, b := range all {
		since := "-"
		if !b.Oldest.IsZero() {
			since = b.Oldest.UTC().Format("2006-01-02 15:04 UTC")
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%d\n", b.Sink, b.Left, b.Runs, since, b.SetAside)
	}
	return w.Flush()
}

// tellRest warns of events for sinks that nobody names any more, and of those that
// were set aside: the night that did so may be long ago, and nobody else speaks of
// them.
func (d *delivery) tellRest() error {
	all, err := d.spool.Pending()
	if err != nil {
		return unfinished(err, "")
	}
	for _, b := range all {
		named := slices.ContainsFunc(d.targets, func(t target) bool { return t.Name == b.Sink })
		if b.Left > 0 && !named {
			d.tell("warning: %s left for the sink %s, which is not named here", check.Count(b.Left, "event"), b.Sink)
		}
		if b.SetAside > 0 {
			d.tell("warning: %s for the sink %s set aside; the files in set-aside/%s of the state directory say why, until somebody removes them",
				check.Count(b.SetAside, "event"), b.Sink, b.Sink)
		}
	}
	return nil
}
