// Package splunk delivers events to the HTTP Event Collector of Splunk.
//
// The collector answers 200 when it has an event in memory, which is not yet on a
// disk. Where its token has indexer acknowledgement turned on, Send waits for it;
// Splunk Cloud has none. The collector drops no duplicates, and an answer that got
// lost makes some, so searches should say dedup metadata.uid: event_uid, which
// encode adds, is the same, but what a forwarder read from a file has none.
//
// Sources: "HTTP Event Collector endpoints", "Troubleshoot HTTP Event Collector"
// and "About HTTP Event Collector Indexer Acknowledgment" of Splunk's documents.
package splunk

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// Options describe a collector.
type Options struct {
	// URL is its address: https://splunk.example:8088, to which the path
	// /services/collector/event is added, or an address with the whole path, as
	// behind a proxy. A port that is not named is 443, as in Splunk Cloud. It has
	// no query.
	URL string
	TLS sink.TLS
	// Token is the token of the collector, a GUID as a rule.
	Token sink.Secret
	// Index is the index; empty is the token's own.
	Index string
	// Source, SourceType and Host describe the events. Empty is wxaudit,
	// wxaudit:finding, and what the collector enters.
	Source, SourceType, Host string
	// Acknowledgement says whether to wait until an event is indexed: Auto, the
	// empty text, when the collector offers it; Require to refuse a token that does
	// not; Off never.
	Acknowledgement string
	// PollEvery is the longest time between two questions for an acknowledgement;
	// 0 is 10 seconds. The first questions come sooner.
	PollEvery time.Duration
	// LostAfter is when a batch without acknowledgement counts as lost and is sent
	// again; 0 is 5 minutes.
	LostAfter time.Duration
	// Plain sends bodies uncompressed.
	Plain bool
	// Timeout bounds one request; 0 means 30 seconds.
	Timeout time.Duration
	// Now is the clock for dates in Retry-After.
	Now func() time.Time
	// Random gives the channel its name, unless Acknowledgement is Off:
	// crypto/rand.Reader.
	Random io.Reader
	// Version is that of the program.
	Version string
}

// The values of Options.Acknowledgement.
const (
	Auto    = "auto"
	Require = "require"
	Off     = "off"
)

const (
	maxEvents = 512
	// maxBytes bounds a batch before compression. Splunk Cloud asks for about 1 MB.
	maxBytes = 1_000_000
	// maxRequests bounds the requests that one batch takes when events in it are
	// refused. What is undecided after them comes again.
	maxRequests = 64
)

// Sink is one collector.
type Sink struct {
	client  *post.Client
	do      func(context.Context, post.Request) (*post.Answer, error)
	token   sink.Secret
	mode    string
	ackPath string
	channel string
	random  io.Reader
	poll    time.Duration
	lost    time.Duration
	origin  []byte // the part of every event that is always the same
	plain   bool
	works   bool // it has taken something
	refused int  // single events, while it has not
	astray  bool // its invalid-event-number has been wrong
}

// New makes a sink. It opens no connection. Its errors quote no secret.
func New(o Options) (*Sink, error) {
	address, ackPath, err := endpoint(o.URL)
	if err != nil {
		return nil, err
	}
	if err := tokenShape(o.Token); err != nil {
		return nil, err
	}
	mode := o.Acknowledgement
	switch mode {
	case "":
		mode = Auto
	case Auto, Require, Off:
	default:
		return nil, fmt.Errorf("acknowledgement is %s, %s or %s", Auto, Require, Off)
	}
	client, err := post.New(post.Options{URL: address, TLS: o.TLS, Timeout: o.Timeout, Now: o.Now, Version: o.Version})
	if err != nil {
		return nil, err
	}
	s := &Sink{
		client: client, do: client.Do, token: o.Token, mode: mode, ackPath: ackPath, random: o.Random,
		poll: or(o.PollEvery, 10*time.Second), lost: or(o.LostAfter, 5*time.Minute),
		origin: origin(o), plain: o.Plain,
	}
	if mode != Off {
		if s.channel, err = newChannel(o.Random); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func or(d, otherwise time.Duration) time.Duration {
	if d > 0 {
		return d
	}
	return otherwise
}

func tokenShape(token sink.Secret) error {
	text := token.Reveal()
	switch {
	case text == "":
		return errors.New("the token of the HTTP Event Collector is missing")
	case strings.HasPrefix(text, "Splunk "):
		return errors.New("the token begins with the word Splunk; leave the word out")
	case strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' }):
		return errors.New("the token holds a space, a line break or a letter outside ASCII")
	default:
		return nil
	}
}

// Limits keeps a batch with its envelopes below 1 MB.
func (s *Sink) Limits() sink.Limits {
	return sink.Limits{Events: maxEvents, Bytes: max(maxBytes-maxEvents*(envelope+len(s.origin)), maxBytes/2)}
}

// Close lets the connection go.
func (s *Sink) Close() error { return s.client.Close() }

// header is that of each request.
func (s *Sink) header() http.Header {
	h := http.Header{"Authorization": {"Splunk " + s.token.Reveal()}}
	if s.channel != "" {
		h.Set("X-Splunk-Request-Channel", s.channel)
	}
	return h
}
