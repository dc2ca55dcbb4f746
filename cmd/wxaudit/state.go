package main

import (
	"context"
	"errors"
	"fmt"

	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/sink/spool"
)

// state is what a run takes from earlier ones and leaves to later ones. Its parts
// are nil where the run has no use for them.
type state struct {
	sys      *system
	dir      string // empty without history
	delivery *delivery
}

// state opens the state directory. An audit of the organisation itself has a
// history and delivers to the sinks of the policy. A replay opens no connection
// and gives the same bytes every time, so it has the one only with --state-dir,
// and the other only with --sink.
func (o *runOptions) state(sys *system, p *policy.Policy) (*state, error) {
	live := o.fixtures == ""
	sinks, err := o.sinkOptions.choose(p, live)
	if err != nil {
		return nil, err
	}
	st := &state{sys: sys}
	if !live && p != nil && len(p.Sinks) > 0 && len(o.sinkOptions.flags) == 0 {
		fmt.Fprintln(sys.stderr, "wxaudit: note: a replay delivers nothing to the sinks of the policy; --sink all does")
	}
	if !live && len(sinks) == 0 && !o.stateNamed() {
		return st, nil
	}
	dir, err := o.makeStateDir(sys)
	var strange *untrusted
	switch {
	case err != nil && (len(sinks) > 0 || o.stateNamed() || errors.As(err, &strange)):
		return nil, usage(err, "name another place with --state-dir")
	case err != nil:
		fmt.Fprintf(sys.stderr, "wxaudit: note: %v, so this run cannot tell new findings from old ones; name a place with --state-dir\n", err)
		return st, nil
	}
	if live || o.stateNamed() {
		st.dir = dir
	}
	if len(sinks) > 0 || live && spool.Used(dir) { // without sinks it only tells what waits
		if st.delivery, err = newDelivery(sys, dir, sinks); err != nil {
			return nil, err
		}
	}
	return st, nil
}

// recall compares the report with the last audit, where there is a history, and
// with what each sink was told last.
func (s *state) recall(ctx context.Context, rep *report.Report) *history {
	if s.dir == "" {
		return nil
	}
	var sinks []string
	if s.delivery != nil {
		for _, t := range s.delivery.targets {
			sinks = append(sinks, t.Name)
		}
	}
	past := recall(ctx, s.sys, s.dir, rep, sinks)
	if s.delivery != nil {
		s.delivery.past = past
	}
	return past
}

// put keeps the events of the report for delivery.
func (s *state) put(ctx context.Context, rep *report.Report) error {
	if s.delivery == nil {
		return nil
	}
	return s.delivery.put(ctx, rep)
}

// send delivers what the spool holds, and tells what stays there.
func (s *state) send(ctx context.Context) error {
	if s.delivery == nil {
		return nil
	}
	return errors.Join(s.delivery.send(ctx), s.delivery.tellRest())
}

// close lets connections go.
func (s *state) close() {
	if s.delivery != nil {
		_ = s.delivery.close() // everything was acknowledged or stays in the spool
	}
}
