// Package collect turns the Webex APIs into a snapshot: one file a section.
//
// A collector decodes into structs that lack the fields that could be PHI,
// fills its own section and nothing else, and turns every way in which an
// answer can be missing into a gap. Half-read lists are marked as such.
package collect

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Options says what to collect, and how.
type Options struct {
	Client *webex.Client
	// Now is the clock of the run, in UTC; every window counts back from it.
	Now time.Time
	// Key keys the hashes of outsiders' addresses. The same key gives the same
	// hash, so that a person can be recognised without being named.
	Key []byte
	// InternalDomains are the organisation's own e-mail domains; empty derives
	// them from the active accounts.
	InternalDomains []string
	// DocumentedOnly leaves out the reads of rank control_hub.
	DocumentedOnly bool
	// ContactCenter says that the client knows where the Contact Center is; its
	// address differs by region and nothing tells it.
	ContactCenter bool
	// Officer says that the client has a compliance officer's token beside the
	// auditor's, for what only they may read.
	Officer bool
	// Handshakes asks for TLS handshakes with the hosts in use.
	Handshakes bool
	// EverySpace asks for the memberships of every person, one request each; it
	// takes a compliance officer's token.
	EverySpace bool
	// MaxLines, MaxMailboxes and MaxDevices bound how many telephone lines,
	// voicemail boxes and devices are asked one by one; what lies beyond is left
	// out, and said to be. 0 means 500 of each.
	MaxLines, MaxMailboxes, MaxDevices int
	// VariablePatterns are parts of names, in lower case, of the Contact Center
	// variables whose names may be held.
	VariablePatterns []string
	// Groups are the SCIM groups of the PHI scope, by id.
	Groups []string
	// Capture is what the administrator's browser saw; nil when there is none.
	Capture *Capture
	// Want lists the sections to fill, beside those that they depend on; nil
	// means all of them.
	Want []snapshot.Name
	// Progress, when set, is told of every section that is finished.
	Progress func(snapshot.Name)

	// builds, when set, is told which section a collector is about to build on.
	builds func(section, on snapshot.Name)
}

// Run fills the wanted sections, side by side. It returns an error only when
// the audit cannot go on: no valid token, an organisation that cannot be read,
// or a context that was cancelled. Everything else is a gap in the snapshot.
func Run(ctx context.Context, o Options) (*snapshot.Snapshot, error) {
	if len(o.Key) == 0 {
		return nil, errors.New("collect: hashes of outsiders' addresses need a key")
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := newRun(o, cancel)

	// Nothing else is worth asking before it is known whose token this is.
	if err := r.meet(ctx); err != nil {
		return nil, err
	}
	want := o.Want
	if want == nil {
		want = snapshot.Names()
	}
	var g errgroup.Group
	for _, name := range want {
		g.Go(func() error {
			r.section(ctx, name)
			return nil
		})
	}
	_ = g.Wait() // the collectors return no errors
	if err := r.fatal(ctx); err != nil {
		return nil, err
	}
	r.contradict()
	r.settle()
	r.clock()
	return r.s, nil
}

// meet learns who asks, and for which organisation.
func (r *run) meet(ctx context.Context) error {
	r.section(ctx, snapshot.AuditorName)
	r.section(ctx, snapshot.OrganizationName)
	if err := r.fatal(ctx); err != nil {
		return err
	}
	if r.s.Auditor.Value == nil { // out of time already
		return fmt.Errorf("collect: %s", r.s.Auditor.Gap.Detail)
	}
	if err := r.checkCapture(); err != nil {
		return fmt.Errorf("collect: %w", err)
	}
	if err := r.meetOfficer(ctx); err != nil {
		return fmt.Errorf("collect: %w", err)
	}
	return nil
}

// run is one pass over the organisation. Every section is written by its own
// collector only, and read by others only after section returned.
type run struct {
	o    Options
	s    *snapshot.Snapshot
	stop context.CancelCauseFunc
	once map[snapshot.Name]*sync.Once

	// untracked leaves the ids of single exchanges out of the gaps.
	untracked bool
	// onScreen decodes the addresses of the tokens' own people, for the operator's
	// screen: email and officerEmail, empty otherwise.
	onScreen            bool
	email, officerEmail string
	// officer is the one whose token Options.Officer announces; nil when there is
	// none, or when it is not known who that is, and then noOfficer is the gap of
	// all that would be asked with it.
	officer   *snapshot.Auditor
	noOfficer *snapshot.Gap
	// peopleSites are the site hosts that the people's accounts name; the people
	// section fills it beside its own.
	peopleSites []string
	// sharedRoomSites are the sites on which several hosts were given one
	// Personal Room; the personal rooms section fills it beside its own.
	sharedRoomSites []string
	// doubtfulDomains may or may not be internal: see staffDomains.
	doubtfulDomains []string
	// changes are those of the settings that the admin audit log shows; the admin
	// audit section fills it beside its own.
	changes []settingChange

	mu       sync.Mutex // for what follows
	disputes map[snapshot.Name][]snapshot.Contradiction
}

func newRun(o Options, stop context.CancelCauseFunc) *run {
	r := &run{o: o, s: &snapshot.Snapshot{TakenAt: o.Now}, stop: stop, once: map[snapshot.Name]*sync.Once{},
		disputes: map[snapshot.Name][]snapshot.Contradiction{}}
	r.s.InternalDomains = normalDomains(o.InternalDomains)
	for name := range collectors() {
		r.once[name] = new(sync.Once)
	}
	return r
}

// collector fills one section.
type collector func(ctx context.Context, r *run)

// section fills the section of that name, once, and returns when it is filled.
// Collectors call it for the sections that they build on.
func (r *run) section(ctx context.Context, name snapshot.Name) {
	fill, ok := collectors()[name]
	if !ok {
		panic(fmt.Sprintf("collect: section %q has no collector", name))
	}
	if above, ok := ctx.Value(filling{}).(snapshot.Name); ok && r.o.builds != nil {
		r.o.builds(above, name)
	}
	r.once[name].Do(func() {
		fill(context.WithValue(ctx, filling{}, name), r)
		if r.o.Progress != nil {
			r.o.Progress(name)
		}
	})
}

// filling is the key of the section that is being filled, in a context.
type filling struct{}

// fatal returns why the run must end, or nil.
func (r *run) fatal(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return nil // a run out of time reports what it has; the rest are gaps
	}
	return context.Cause(ctx)
}

// clock notes how far the server's clock is from ours.
func (r *run) clock() {
	if skew, ok := r.o.Client.ClockSkew(); ok {
		r.s.ClockSkew = snapshot.Some(int(skew / time.Second))
	}
}
