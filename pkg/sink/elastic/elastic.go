// Package elastic delivers events to Elasticsearch or OpenSearch, through the bulk
// interface, into a data stream.
//
// Every event is a document whose _id is the id of the event. One that is there
// already is refused with 409, which counts as acknowledged; that holds within one
// backing index only, so an event that is sent again across a rollover is there
// twice. Searches that count should collapse by event.id.
//
// Sources: "Bulk index or delete documents" of the Elasticsearch API reference and
// "Bulk" of OpenSearch's.
package elastic

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"time"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// Options describe a cluster.
type Options struct {
	// URL is the address of the cluster, with the path that a proxy puts before it
	// if there is one: https://elastic.example:9200. The data stream and _bulk are
	// added. An address that ends with /_bulk is taken as it is, and then names the
	// data stream itself. A query, such as ?pipeline=name, stays.
	URL string
	TLS sink.TLS
	// APIKey is the encoded key, base64 of id:key.
	APIKey sink.Secret
	// Username and Password are for OpenSearch, in place of a key. With neither, a
	// client certificate must show who we are.
	Username string
	Password sink.Secret
	// DataStream is its name; empty is logs-wxaudit.findings-default.
	DataStream string
	// Plain sends bodies uncompressed.
	Plain bool
	// Timeout bounds one request; 0 means 30 seconds.
	Timeout time.Duration
	// Now is the clock for dates in Retry-After.
	Now func() time.Time
	// Version is that of the program.
	Version string
}

// DataStream is the data stream for which the options name no other.
const DataStream = "logs-wxaudit.findings-default"

const (
	maxEvents = 500
	// maxBytes bounds the documents of a request. Far larger ones are taken, but a
	// request that fails is sent again as a whole.
	maxBytes = 4 << 20
	// maxID is the longest _id, in bytes.
	maxID = 512
)

// Sink is one data stream.
type Sink struct {
	client  *post.Client
	auth    sink.Secret // the value of Authorization
	plain   bool
	works   bool // the cluster has taken something
	refused int  // events that it will never take
}

// New makes a sink. It opens no connection. Its errors quote no secret.
func New(o Options) (*Sink, error) {
	address, err := endpoint(o.URL, o.DataStream)
	if err != nil {
		return nil, err
	}
	auth, err := authorization(o)
	if err != nil {
		return nil, err
	}
	client, err := post.New(post.Options{URL: address, TLS: o.TLS, Timeout: o.Timeout, Now: o.Now, Version: o.Version})
	if err != nil {
		return nil, err
	}
	return &Sink{client: client, auth: auth, plain: o.Plain}, nil
}

// authorization gives the value of the header, empty without a key and a name.
func authorization(o Options) (sink.Secret, error) {
	key, password := o.APIKey.Reveal(), o.Password.Reveal()
	switch {
	case key != "" && (o.Username != "" || password != ""):
		return sink.Secret{}, errors.New("there is an API key and a user name or password; only one of them can be sent")
	case key != "":
		if _, err := base64.StdEncoding.DecodeString(key); err != nil { // the error could quote it
			return sink.Secret{}, errors.New("the API key is not in its encoded form, which is base64 of id:key, without the word ApiKey before it")
		}
		return sink.NewSecret("ApiKey " + key), nil
	case o.Username == "" && password == "":
		return sink.Secret{}, nil
	case o.Username == "" || password == "":
		return sink.Secret{}, errors.New("a user name and its password are needed together")
	case !printable(o.Username) || !printable(password):
		return sink.Secret{}, errors.New("the user name or the password holds a line break or another control character")
	default:
		r := http.Request{Header: http.Header{}}
		r.SetBasicAuth(o.Username, password)
		return sink.NewSecret(r.Header.Get("Authorization")), nil
	}
}

func printable(text string) bool {
	for _, r := range text {
		if r < ' ' || r == 0x7f {
			return false
		}
	}
	return true
}

// Limits keeps requests of a size that is taken by default.
func (s *Sink) Limits() sink.Limits { return sink.Limits{Events: maxEvents, Bytes: maxBytes} }

// Close lets the connection go.
func (s *Sink) Close() error { return s.client.Close() }

// Send offers the events in one request, and reads the answer for each of them.
func (s *Sink) Send(ctx context.Context, b sink.Batch) (sink.Result, error) {
	body, sent, result := encode(b.Events)
	if len(sent) == 0 {
		return result, nil
	}
	header := http.Header{"Accept": {"application/json"}}
	if !s.auth.Empty() {
		header.Set("Authorization", s.auth.Reveal())
	}
	answer, err := s.client.Do(ctx, post.Request{ContentType: "application/x-ndjson", Header: header, Body: body, Gzip: !s.plain})
	if err != nil {
		return sink.Result{}, err
	}
	if err := s.whole(answer); err != nil {
		return sink.Result{}, err
	}
	if !answer.Whole && len(sent) > 1 {
		return sink.Result{}, sink.Halve(fmt.Errorf("the answer of %s is too long to be read", who))
	}
	items, err := read(answer)
	if err != nil {
		return sink.Result{}, sink.Fatal(err)
	}
	if err := s.judge(items, sent, b.Events, &result); err != nil {
		return sink.Result{}, err
	}
	result.After = s.client.After(answer.Header)
	return result, nil
}
