package main

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"wxaudit/pkg/policy"
)

// sinkOptions say where events are delivered to, beside what the policy says.
type sinkOptions struct{ flags []string }

// everySink is the word that means all sinks of the policy.
const everySink = "all"

func (o *sinkOptions) register(f *pflag.FlagSet) {
	f.StringArrayVar(&o.flags, "sink", nil,
		"deliver events to this sink: its `NAME` in the policy, all of them (all), or settings such as type=file,path=DIR; may be repeated")
}

// choose lists the sinks that are used: those of the flags, and with standing
// also all of the policy.
func (o *sinkOptions) choose(p *policy.Policy, standing bool) ([]policy.Sink, error) {
	var known, chosen []policy.Sink
	if p != nil {
		known = p.Sinks
	}
	add := func(s policy.Sink) { // what was chosen twice is used once
		if !slices.ContainsFunc(chosen, func(c policy.Sink) bool { return c.Name == s.Name }) {
			chosen = append(chosen, s)
		}
	}
	if standing {
		chosen = slices.Clone(known)
	}
	for _, flag := range o.flags {
		switch {
		case flag == everySink && len(known) == 0:
			return nil, usage(errors.New("--sink all: the policy has no sinks"), "write them under sinks: in the file of --policy")
		case flag == everySink:
			for _, s := range known {
				add(s)
			}
		case strings.Contains(flag, "="):
			s, err := policy.ParseSink(flag)
			if err != nil {
				return nil, usage(fmt.Errorf("--sink: %w", err), "the settings are those of the policy file; see docs/siem.md")
			}
			if slices.ContainsFunc(chosen, func(c policy.Sink) bool { return c.Name == s.Name }) {
				return nil, usage(fmt.Errorf("--sink: there are two sinks called %s", s.Name), "give one of them another name=")
			}
			chosen = append(chosen, s)
		default:
			i := slices.IndexFunc(known, func(s policy.Sink) bool { return s.Name == flag })
			if i < 0 && p == nil {
				return nil, usage(fmt.Errorf("--sink %.60q names a sink of the policy, and there is no --policy", flag), "name the file with --policy, or give settings such as type=file,path=/var/lib/wxaudit/events")
			}
			if i < 0 {
				return nil, usage(fmt.Errorf("--sink %.60q is no sink of the policy", flag), "name one of its sinks, or give settings such as type=file,path=/var/lib/wxaudit/events")
			}
			add(known[i])
		}
	}
	return chosen, nil
}

// ownPath sees that no other sink writes where this one does, however it spells it:
// each would take back, or add to, what the other has written.
func ownPath(s policy.Sink, others []policy.Sink) error {
	for _, o := range others {
		if s.Type != "file" || o.Type != "file" {
			continue
		}
		here, errHere := os.Stat(s.Path)
		there, errThere := os.Stat(o.Path)
		if samePath(s.Path, o.Path) || errHere == nil && errThere == nil && os.SameFile(here, there) {
			return fmt.Errorf("the sink %s writes to the same path", o.Name)
		}
	}
	return nil
}
