package main

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"wxaudit/checks/cc"
	"wxaudit/checks/crypto"
	"wxaudit/pkg/collect"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
	"wxaudit/pkg/webex/tlsprobe"
)

// sourceOptions say where the organisation is read from, and how far a run may
// go. run and record share them.
type sourceOptions struct {
	identityOptions
	fixtures       string
	allowEdited    bool
	documentedOnly bool
	handshakes     bool
	capture        string
	timeout        time.Duration
	maxRequests    int
	verbose        bool
}

// runTimeout is how long a run reads at most, unless it is told otherwise.
const runTimeout = 2 * time.Hour

// register defines the flags. A timeout that is set already is their default.
func (o *sourceOptions) register(f *pflag.FlagSet) {
	o.identityOptions.register(f)
	f.BoolVar(&o.documentedOnly, "documented-only", false, "leave out reads that Cisco does not document (rank control_hub)")
	f.BoolVar(&o.handshakes, "tls-probe", false, "try which versions of TLS the hosts in use accept; handshakes only")
	f.DurationVar(&o.timeout, "timeout", cmp.Or(o.timeout, runTimeout), "end the reading after this `time`; what is missing then is unknown")
	f.IntVar(&o.maxRequests, "max-requests", 0, "send at most this many requests; what is missing then is unknown (0: no bound)")
	f.BoolVarP(&o.verbose, "verbose", "v", false, "log every request to standard error")
}

// source is an organisation that can be read: live, or a recording.
type source struct {
	client *webex.Client
	mode   string // live or replay
	asOf   time.Time
	edited int // files of a recording that were changed since
	now    func() time.Time
	runID  string
	key    []byte // keys every pseudonym of the run

	who            *identities // nil in a replay
	officer        bool        // some answers are a compliance officer's
	documentedOnly bool
	handshakes     bool
	policy         *policy.Policy   // nil without one
	capture        *collect.Capture // nil without one
	capturedAt     *time.Time       // of the capture
	timeout        time.Duration
	progress       *progress
}

// open opens the recording, or prepares the live client.
func (o *sourceOptions) open(ctx context.Context, sys *system, p *policy.Policy) (*source, error) {
	if o.timeout <= 0 {
		return nil, usage(fmt.Errorf("--timeout %s is not a positive time", o.timeout), "write it as 90m or 2h")
	}
	if o.maxRequests < 0 {
		return nil, usage(fmt.Errorf("--max-requests %d is negative", o.maxRequests), "")
	}
	var src *source
	var err error
	if o.fixtures != "" && o.identityOptions.any() {
		return nil, usage(errors.New("a recording is read as nobody: --profile, --token-file, --token-store and --client-file say nothing beside --fixtures"),
			"leave them out, or leave --fixtures out to read the organisation itself")
	}
	if o.fixtures != "" {
		src, err = o.openReplay(sys, p)
	} else {
		src, err = o.openLive(ctx, sys, p, nil)
	}
	if err != nil {
		return nil, err
	}
	if err := o.openCapture(sys, src); err != nil {
		return nil, err
	}
	return src, nil
}

func (o *sourceOptions) openReplay(sys *system, p *policy.Policy) (*source, error) {
	rec, err := replay.Open(o.fixtures, replay.OpenOptions{AllowEdited: o.allowEdited})
	if err != nil {
		return nil, usage(err, "wxaudit record --to DIRECTORY makes a recording; fixtures/clinic and fixtures/clean are shipped")
	}
	missing := rec.Missing()
	for _, name := range rec.Edited() {
		how := "was changed since it was recorded"
		if slices.Contains(missing, name) {
			how = "is missing; what it held is unknown"
		}
		fmt.Fprintf(sys.stderr, "wxaudit: warning: %s %s\n", filepath.Join(o.fixtures, name), how)
	}
	// The recording is its own key: its addresses are pseudonyms already, and
	// two replays must give the same bytes.
	sum := rec.Sum()
	src := o.source(sys, p, rec, o.logger(sys))
	src.mode, src.asOf, src.key, src.edited = "replay", rec.Now(), sum[:], len(rec.Edited())
	src.now = rec.Now
	src.officer = rec.Answers(webex.Officer)
	src.runID = hex.EncodeToString(sum[:8])
	return src, nil
}

// openLive prepares the live chain; wrap, when given, goes around it.
func (o *sourceOptions) openLive(ctx context.Context, sys *system, p *policy.Policy, wrap func(webex.Exchanger) (webex.Exchanger, error)) (*source, error) {
	who, err := o.resolve(ctx, sys)
	if err != nil {
		return nil, err
	}
	if err := who.awake(ctx, sys); err != nil {
		return nil, err
	}
	urls, err := serviceURLs(sys, p)
	if err != nil {
		return nil, err
	}
	log := o.logger(sys)
	live, err := webex.NewLive(webex.LiveOptions{
		URLs:      urls,
		Token:     who.main.source.Renewable(),
		Officer:   who.officerSource(),
		Allow:     collect.Allowed,
		Rate:      sys.requests,
		UserAgent: "wxaudit/" + sys.version,
		Logger:    log,
		Now:       sys.now,
	})
	if err != nil {
		return nil, usage(err, "the hosts come from WXAUDIT_API_URL, WXAUDIT_IDBROKER_URL and WXAUDIT_CONTROLHUB_URL")
	}
	var chain webex.Exchanger = live
	if o.handshakes {
		seconds := p.Params(crypto.TLSMinimum).Int("timeout_s")
		chain = tlsprobe.New(tlsprobe.Options{Next: live, Now: sys.now, Timeout: time.Duration(seconds) * time.Second})
	}
	if wrap != nil {
		if chain, err = wrap(chain); err != nil {
			return nil, err
		}
	}
	key, err := pseudonymKey(sys)
	if err != nil {
		return nil, err
	}
	id := make([]byte, 8)
	if _, err := io.ReadFull(sys.random, id); err != nil {
		return nil, unfinished(fmt.Errorf("read random bytes: %w", err), "")
	}
	src := o.source(sys, p, chain, log)
	src.mode, src.key, src.runID = "live", key, hex.EncodeToString(id)
	src.now = sys.now
	src.who, src.officer = who, who.officer != nil
	src.asOf = sys.now().UTC().Truncate(time.Second)
	return src, nil
}

func (o *sourceOptions) source(sys *system, p *policy.Policy, chain webex.Exchanger, log *slog.Logger) *source {
	bar := newProgress(sys, o.verbose)
	return &source{
		client:         webex.New(webex.Options{Exchanger: chain, MaxRequests: o.maxRequests, Logger: log, Progress: bar.request}),
		documentedOnly: o.documentedOnly,
		handshakes:     o.handshakes,
		policy:         p,
		timeout:        o.timeout,
		progress:       bar,
	}
}

// collect reads the sections. It fails only when there is nothing to report
// on; every smaller hole is a gap in the snapshot.
func (s *source) collect(ctx context.Context, sys *system, want []snapshot.Name) (*snapshot.Snapshot, error) {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	s.progress.total = len(want)
	defer s.progress.done()
	snap, err := collect.Run(ctx, s.collection(want))
	if err != nil {
		return nil, cannotRead(err)
	}
	if snap.Organization.Value == nil {
		return nil, unfinished(fmt.Errorf("the organisation could not be read: %s", snap.Auditor.Missing().Detail), "")
	}
	return snap, nil
}

// collection says what to collect, and how the policy wants it.
func (s *source) collection(want []snapshot.Name) collect.Options {
	o := collect.Options{
		Client:         s.client,
		Now:            s.asOf,
		Key:            s.key,
		DocumentedOnly: s.documentedOnly,
		Handshakes:     s.handshakes,
		Officer:        s.officer,
		Capture:        s.capture,
		Want:           want,
		Progress:       s.progress.section,
	}
	o.VariablePatterns = s.policy.Params(cc.SensitiveVariables).Strings("name_patterns")
	if p := s.policy; p != nil {
		o.InternalDomains = p.InternalDomains
		o.ContactCenter = p.ContactCenterURL != ""
		o.EverySpace = p.Reads.EverySpace
		o.MaxLines, o.MaxMailboxes, o.MaxDevices = p.Reads.MaxLines, p.Reads.MaxMailboxes, p.Reads.MaxDevices
		o.Groups = p.Scope.Groups
	}
	return o
}

// cannotRead says why there is nothing to report on.
func cannotRead(err error) error {
	if other, ok := errors.AsType[*collect.OtherOrganizationError](err); ok {
		return usage(other, "make a capture of the audited organisation: wxaudit import har --help")
	}
	if other, ok := errors.AsType[*collect.OtherTenantError](err); ok {
		return usage(other, "sign both in to the same organisation: wxaudit login --profile "+complianceOfficer)
	}
	return unfinished(err, refusedHint(err))
}

// refusedHint says what to do about an answer without which nothing can be read.
func refusedHint(err error) string {
	var we *webex.Error
	if errors.As(err, &we) && we.Kind == webex.Unauthorized {
		return "the token is wrong, expired or revoked: sign in again with wxaudit login, or set WXAUDIT_ACCESS_TOKEN anew"
	}
	if we == nil {
		return ""
	}
	switch we.Kind {
	case webex.Unavailable, webex.Timeout:
		return "check the network, the proxy (HTTPS_PROXY) and WXAUDIT_API_URL"
	case webex.Forbidden:
		return "the token lacks a scope, or its account a role: sign in again, with all the scopes that the README lists for it"
	case webex.Schema:
		return notWebex
	default:
		return ""
	}
}

func serviceURLs(sys *system, p *policy.Policy) (map[webex.Alias]string, error) {
	urls := map[webex.Alias]string{}
	if p != nil && p.ContactCenterURL != "" {
		urls[webex.ContactCenter] = p.ContactCenterURL
	}
	for alias, name := range map[webex.Alias]string{
		webex.API:        "WXAUDIT_API_URL",
		webex.Broker:     "WXAUDIT_IDBROKER_URL",
		webex.ControlHub: "WXAUDIT_CONTROLHUB_URL",
	} {
		url := sys.getenv(name)
		if strings.HasSuffix(strings.TrimRight(url, "/"), "/v1") {
			return nil, usage(fmt.Errorf("%s ends in /v1, which the requests add themselves", name), "leave /v1 out")
		}
		if url != "" {
			urls[alias] = url
		}
	}
	return urls, nil
}

func (o *sourceOptions) logger(sys *system) *slog.Logger {
	if !o.verbose {
		return slog.New(slog.DiscardHandler)
	}
	return slog.New(slog.NewTextHandler(sys.stderr, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
