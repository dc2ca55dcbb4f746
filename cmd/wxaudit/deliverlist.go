package main

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/sink/spool"
)

// listBacklog says what lies in the state directory, and what can be done about
// it. Where the policy or sinks are named, it also tells those that are not.
func (o *deliverOptions) listBacklog(sys *system, dir string, sinks []policy.Sink) error {
	s, all, err := backlog(dir)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintf(sys.stdout, "Nothing is left to deliver in %s\n", dir)
		return nil
	}
	w := tabwriter.NewWriter(sys.stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "SINK\tLEFT\tRUNS\tSINCE\tSET ASIDE")
	for _, b := range all {
		fmt.Fprintf(w, "%s\t%d\t%d\t%s\t%d\n", b.Sink, b.Left, b.Runs, minute(b.Oldest), b.SetAside)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := listReasons(sys.stdout, s, all); err != nil {
		return err
	}
	if len(sinks) == 0 {
		return nil
	}
	for _, b := range all {
		if !slices.ContainsFunc(sinks, func(s policy.Sink) bool { return s.Name == b.Sink }) {
			fmt.Fprintf(sys.stdout, "\nNo sink here is called %s. To drop what waits for it: wxaudit deliver --policy FILE --forget %s\n", b.Sink, b.Sink)
		}
	}
	return nil
}

// backlog opens the spool, and says what lies in it.
func backlog(dir string) (*spool.Spool, []spool.Backlog, error) {
	s, err := spool.Open(dir)
	if err != nil {
		return nil, nil, usage(err, "name another place with --state-dir")
	}
	all, err := s.Pending()
	if err != nil {
		return nil, nil, unfinished(err, "")
	}
	return s, all, nil
}

// mostReasons bounds those that are listed for a sink: some name sizes, and differ
// for every event.
const mostReasons = 10

// listReasons says why events were set aside.
func listReasons(out io.Writer, s *spool.Spool, all []spool.Backlog) error {
	if !slices.ContainsFunc(all, func(b spool.Backlog) bool { return b.SetAside > 0 }) {
		return nil
	}
	again := false
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "\nSET ASIDE FOR\tEVENTS\tLAST\tBECAUSE")
	for _, b := range all {
		reasons, err := s.Reasons(b.Sink)
		if err != nil {
			return unfinished(err, "")
		}
		for i, r := range reasons {
			again = again || r.Lost < r.Events
			if i < mostReasons {
				fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", b.Sink, r.Events, minute(r.Last), report.Harmless(r.Text, 300))
			}
		}
		if more := len(reasons) - mostReasons; more > 0 {
			fmt.Fprintf(w, "%s\t\t\tand %s in set-aside/%s of the state directory\n", b.Sink, check.Count(more, "more reason"), b.Sink)
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if again {
		fmt.Fprintln(out, "\nWhen the receiver has been mended: wxaudit deliver --policy FILE --retry-set-aside")
	}
	return nil
}

// minute is a time for people; a dash for none.
func minute(t time.Time) string {
	if t.IsZero() {
		return "-"
	}
	return t.UTC().Format("2006-01-02 15:04 UTC")
}
