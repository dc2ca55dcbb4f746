// Package otlp delivers events as logs of the OpenTelemetry protocol over HTTP, in
// protobuf: https://opentelemetry.io/docs/specs/otlp/#otlphttp.
package otlp

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	logspb "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/proto"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// Options describe a receiver.
type Options struct {
	// URL is the receiver's address: https, or http to this computer. Without the
	// path of the endpoint, /v1/logs is added, as the specification has it.
	URL string
	TLS sink.TLS
	// Headers and SecretHeaders are static, by name: what the receiver wants to
	// know us by.
	Headers       map[string]string
	SecretHeaders map[string]sink.Secret
	// Timeout bounds one request; 0 means 30 seconds.
	Timeout time.Duration
	// Now is the clock that dates in Retry-After are compared with.
	Now func() time.Time
	// Version is that of the program, and service.version.
	Version string
}

// Sink is one receiver.
type Sink struct {
	client  *post.Client
	headers sink.Headers
	version string
	divider sink.Divider
}

// New makes a sink. It opens no connection. Its errors quote no secret.
func New(o Options) (*Sink, error) {
	headers, err := sink.NewHeaders(o.Headers, o.SecretHeaders)
	if err != nil {
		return nil, err
	}
	address, err := endpoint(o.URL)
	if err != nil {
		return nil, err
	}
	client, err := post.New(post.Options{URL: address, TLS: o.TLS, Timeout: o.Timeout, Now: o.Now, Version: o.Version})
	if err != nil {
		return nil, err
	}
	return &Sink{
		client: client, headers: headers, version: strings.ToValidUTF8(o.Version, "\ufffd"),
		divider: sink.Divider{Reason: "the receiver refuses it: by 400, or as rejected_log_records"},
	}, nil
}

// path is that of the endpoint for logs.
const path = "/v1/logs"

// endpoint completes an address.
func endpoint(address string) (string, error) {
	u, err := post.ParseURL(address)
	if err != nil {
		return "", err
	}
	return complete(u).String(), nil
}

func complete(u *url.URL) *url.URL {
	base := strings.TrimRight(u.Path, "/")
	if strings.HasSuffix(base, path) {
		u.Path, u.RawPath = base, ""
		return u
	}
	return u.JoinPath(path)
}

// Limits keep a request well below the 4 MiB that the smallest receivers take.
func (s *Sink) Limits() sink.Limits { return sink.Limits{Events: 500, Bytes: 1 << 20} }

// Close lets the connections go.
func (s *Sink) Close() error { return s.client.Close() }

// Send exports a batch. A receiver says how many records it refuses and not which,
// so that smaller parts are sent until they are found.
func (s *Sink) Send(ctx context.Context, b sink.Batch) (sink.Result, error) {
	if len(b.Events) == 0 {
		return sink.Result{}, nil
	}
	records := make([]*logspb.LogRecord, len(b.Events))
	for i, e := range b.Events {
		records[i] = record(e)
	}
	return s.divider.Send(ctx, b.Events, func(ctx context.Context, from int, events []sink.Event) (sink.Verdict, error) {
		return s.export(ctx, records[from:from+len(events)])
	})
}

func (s *Sink) export(ctx context.Context, records []*logspb.LogRecord) (sink.Verdict, error) {
	body, err := proto.Marshal(logs(s.version, records))
	if err != nil {
		return 0, err
	}
	answer, err := s.client.Do(ctx, post.Request{
		ContentType: "application/x-protobuf", Header: s.headers.Header(), Body: body, Gzip: true,
	})
	if err != nil {
		return 0, err
	}
	if answer.Status == http.StatusBadRequest {
		return sink.RefusedRequest, nil
	}
	const who = "the receiver of logs"
	if err := s.client.Classify(who, answer); err != nil {
		return 0, err
	}
	switch n, err := refused(answer, len(records)); {
	case err != nil:
		return 0, sink.Retry(fmt.Errorf("%s answered %d, but %w", who, answer.Status, err), 0)
	case n == 0:
		return sink.Taken, nil
	case n == len(records):
		return sink.RefusedAll, nil
	default:
		return sink.RefusedSome, nil
	}
}
