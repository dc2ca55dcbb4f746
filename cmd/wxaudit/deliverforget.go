package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/sink/spool"
)

// forgetSinks drops what waits for sinks that nobody delivers to any more, and says
// of each run how much. One that is still in use is refused, also where nobody can
// tell, unless it is forced.
func (o *deliverOptions) forgetSinks(ctx context.Context, sys *system, dir string, sinks []policy.Sink) error {
	if o.policy == "" && !o.force {
		return usage(errors.New("--forget without --policy cannot tell which sinks are still in use"), "name the policy with --policy, or pass --force as well")
	}
	s, all, err := backlog(dir)
	if err != nil {
		return err
	}
	for _, name := range o.forget {
		if err := o.mayForget(name, sinks); err != nil {
			return err
		}
		told, err := sinkHistories(dir, name)
		if err != nil {
			return unfinished(fmt.Errorf("read the history: %w", err), "")
		}
		if len(told) == 0 && !slices.ContainsFunc(all, func(b spool.Backlog) bool { return b.Sink == name }) {
			return usage(fmt.Errorf("--forget %.60q: nothing waits for a sink of that name, and none was ever told anything", name), "wxaudit deliver --list has the names")
		}
	}
	for _, name := range o.forget {
		if err := forgetOne(ctx, sys, s, dir, name); err != nil {
			return err
		}
	}
	return nil
}

func (o *deliverOptions) mayForget(name string, sinks []policy.Sink) error {
	if err := spool.CheckName(name); err != nil {
		return usage(fmt.Errorf("--forget: %w", err), "wxaudit deliver --list has the names")
	}
	if !o.force && slices.ContainsFunc(sinks, func(s policy.Sink) bool { return s.Name == name }) {
		return usage(fmt.Errorf("--forget %s: the sink is still in use", name), "wxaudit deliver sends what waits for it; pass --force as well to drop it all the same")
	}
	return nil
}

// forgetOne also drops what the history knows of the sink: one that comes back
// under its name is told everything.
func forgetOne(ctx context.Context, sys *system, s *spool.Spool, dir, name string) error {
	events := 0
	err := s.Forget(ctx, name, spool.Options{Now: sys.now, RetryFor: 10 * time.Second}, func(d spool.Dropped) {
		events += d.Left + d.SetAside
		fmt.Fprintf(sys.stdout, "%s: dropped %s left and %d set aside, of the run %s\n", name, check.Count(d.Left, "event"), d.SetAside, d.Run)
	})
	if err == nil {
		if err = forgetSink(ctx, dir, name); err != nil {
			err = fmt.Errorf("the history of the sink %s: %w", name, err)
		}
	}
	fmt.Fprintf(sys.stdout, "%s: %s dropped\n", name, check.Count(events, "event"))
	if err != nil {
		return undelivered(err, "what is not named above is still there; run it again")
	}
	return nil
}
