// Package webhook delivers events to whoever listens: as a signed message of the
// Standard Webhooks specification, https://www.standardwebhooks.com, or as lines
// for receivers that know a sender by a header.
package webhook

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// Options describe a receiver.
type Options struct {
	// URL is where to post: https, or http to this computer.
	URL string
	TLS sink.TLS
	// Secret holds the signing secrets, whsec_ and base64, separated by white
	// space: several while the receiver changes its secret. Without one, a secret
	// header must show who we are.
	Secret sink.Secret
	// Headers and SecretHeaders are static, by name.
	Headers       map[string]string
	SecretHeaders map[string]sink.Secret
	// NDJSON sends one event a line in place of the message with its envelope.
	NDJSON bool
	// Timeout bounds one request; 0 means 30 seconds.
	Timeout time.Duration
	// Now is the clock of the machine: a receiver refuses what is minutes old.
	Now func() time.Time
	// Version is that of the program.
	Version string
}

// Sink is one receiver.
type Sink struct {
	client  *post.Client
	keys    keys
	headers sink.Headers
	ndjson  bool
	now     func() time.Time
	divider sink.Divider
}

// New makes a sink. It opens no connection. Its errors quote no secret.
func New(o Options) (*Sink, error) {
	signing, err := parseKeys(o.Secret)
	if err != nil {
		return nil, err
	}
	headers, err := sink.NewHeaders(o.Headers, o.SecretHeaders)
	if err != nil {
		return nil, err
	}
	if len(signing) == 0 && !headers.Secret() {
		return nil, errors.New("a webhook needs a signing secret, or a header with a secret, by which its receiver can know who sends")
	}
	client, err := post.New(post.Options{URL: o.URL, TLS: o.TLS, Timeout: o.Timeout, Now: o.Now, Version: o.Version})
	if err != nil {
		return nil, err
	}
	return &Sink{
		client: client, keys: signing, headers: headers, ndjson: o.NDJSON, now: o.Now,
		divider: sink.Divider{Reason: "the receiver refuses the request that holds it (400 or 422)"},
	}, nil
}

// Limits are small: a receiver of webhooks is often a function with a bound of
// its own.
func (s *Sink) Limits() sink.Limits { return sink.Limits{Events: 100, Bytes: 512 << 10} }

// Close lets the connections go.
func (s *Sink) Close() error { return s.client.Close() }

// Send posts a batch. A receiver that refuses it as wrong gets parts of it, so
// that one event cannot hold up the others.
func (s *Sink) Send(ctx context.Context, b sink.Batch) (sink.Result, error) {
	if len(b.Events) == 0 {
		return sink.Result{}, nil
	}
	return s.divider.Send(ctx, b.Events, func(ctx context.Context, from int, events []sink.Event) (sink.Verdict, error) {
		return s.post(ctx, b.Places[from], b.Total, events)
	})
}

func (s *Sink) post(ctx context.Context, first, total int, events []sink.Event) (sink.Verdict, error) {
	body, kind := writeNDJSON(events), "application/x-ndjson"
	if !s.ndjson {
		var err error
		if body, err = writeJSON(first, total, events); err != nil {
			return 0, err
		}
		kind = "application/json"
	}
	header, at, id := s.headers.Header(), s.now(), messageID(body)
	header.Set("Webhook-Id", id)
	header.Set("Webhook-Timestamp", timestamp(at))
	if len(s.keys) > 0 {
		header.Set("Webhook-Signature", s.keys.sign(id, at, body))
	}
	answer, err := s.client.Do(ctx, post.Request{ContentType: kind, Header: header, Body: body})
	if err != nil {
		return 0, err
	}
	switch answer.Status {
	case http.StatusBadRequest, http.StatusUnprocessableEntity:
		return sink.RefusedRequest, nil
	case http.StatusGone:
		return 0, sink.Fatal(fmt.Errorf("the webhook's receiver answered %d: it wants no more messages", answer.Status))
	}
	if err := s.client.Classify("the webhook's receiver", answer); err != nil {
		return 0, err
	}
	if page(answer.Body) {
		return 0, sink.Fatal(fmt.Errorf("something answered %d with a web page, perhaps a sign-in page or a proxy: nothing counts as delivered; look at the address", answer.Status))
	}
	return sink.Taken, nil
}

// page says whether a body is a page for people. The Content-Type does not tell:
// many frameworks call every answer HTML.
func page(body []byte) bool {
	begin := bytes.TrimLeft(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")), " \t\r\n")
	begin = bytes.ToLower(begin[:min(len(begin), 16)])
	return bytes.HasPrefix(begin, []byte("<!doctype html")) || bytes.HasPrefix(begin, []byte("<html"))
}
