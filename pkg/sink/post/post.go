// Package post sends batches to receivers that speak HTTP. It never follows a
// redirect, speaks plain HTTP to this computer only, reads a bounded part of an
// answer, and turns what went wrong into the classes of package sink.
package post

import (
	"bytes"
	"compress/gzip"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/sink"
)

// Options say how to reach a receiver.
type Options struct {
	// URL is the address, with the path of the endpoint.
	URL string
	TLS sink.TLS
	// Timeout bounds one request, its answer included; 0 means 30 seconds.
	Timeout time.Duration
	// Now is the clock that dates in Retry-After are compared with.
	Now func() time.Time
	// Version is that of the program, for User-Agent.
	Version string
}

// Client talks to one receiver.
type Client struct {
	base    *url.URL
	http    *http.Client
	timeout time.Duration
	now     func() time.Time
	agent   string
}

// Answer is what the receiver said.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte // the first 8 MiB
	// Whole says that Body is all of it.
	Whole bool
}

// maxAnswer bounds what is read of an answer, in bytes. A bulk answer has a line
// for each event.
const maxAnswer = 8 << 20

// New makes a client. It opens no connection.
func New(o Options) (*Client, error) {
	base, err := ParseURL(o.URL)
	if err != nil {
		return nil, err
	}
	config, err := o.TLS.Client()
	if err != nil {
		return nil, err
	}
	timeout := o.Timeout
	if timeout == 0 {
		timeout = 30 * time.Second
	}
	transport := &http.Transport{
		Proxy:                 http.ProxyFromEnvironment,
		DialContext:           (&net.Dialer{Timeout: 10 * time.Second}).DialContext,
		TLSClientConfig:       config,
		TLSHandshakeTimeout:   10 * time.Second,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   1,
		IdleConnTimeout:       30 * time.Second,
		ResponseHeaderTimeout: timeout,
	}
	return &Client{
		base: base, timeout: timeout, now: o.Now, agent: "wxaudit/" + o.Version,
		http: &http.Client{
			Transport: transport,
			// A redirect would carry the token to another place.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

// ParseURL reads the address of a receiver: https, or http to this computer.
func ParseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || u.Opaque != "":
		return nil, errors.New("the url is not an address such as https://siem.example:8088/path")
	case u.User != nil:
		return nil, errors.New("the url holds a user name or password; put secrets into the environment or a file")
	case u.Fragment != "":
		return nil, errors.New("the url holds a fragment (#), which is never sent")
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	default:
		return nil, errors.New("the url must begin with https://; http:// is for this computer only")
	}
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// Request is one POST, or one GET without a body.
type Request struct {
	Method      string // POST when empty
	Path        string // in place of the path of the address; empty keeps it
	Query       url.Values
	ContentType string
	Header      http.Header // secrets belong here
	Body        []byte
	Gzip        bool // compress the body
}

// Do sends a request. Its error is a fault of the network or of the address;
// every answer of the receiver is none, whatever its status. See Classify.
func (c *Client) Do(ctx context.Context, r Request) (*Answer, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	req, err := c.request(ctx, r)
	if err != nil {
		return nil, sink.Fatal(err)
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, fault(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, fault(err)
	}
	whole := len(body) <= maxAnswer
	if !whole {
		body = body[:maxAnswer]
	}
	return &Answer{Status: resp.StatusCode, Header: resp.Header, Body: body, Whole: whole}, nil
}

func (c *Client) request(ctx context.Context, r Request) (*http.Request, error) {
	u := *c.base
	if r.Path != "" {
		u.Path, u.RawPath = r.Path, ""
	}
	if r.Query != nil {
		query := u.Query()
		maps.Copy(query, r.Query)
		u.RawQuery = query.Encode()
	}
	body := r.Body
	if r.Gzip && len(body) > 0 {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		_, _ = z.Write(body) // a buffer takes everything
		_ = z.Close()
		body = b.Bytes()
	}
	method := r.Method
	if method == "" {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("the request cannot be made from the settings")
	}
	maps.Copy(req.Header, r.Header)
	req.Header.Set("User-Agent", c.agent)
	if r.ContentType != "" {
		req.Header.Set("Content-Type", r.ContentType)
	}
	if r.Gzip && len(body) > 0 {
		req.Header.Set("Content-Encoding", "gzip")
	}
	return req, nil
}

// Close lets the connections go.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	return nil
}

// fault turns an error of the network into one of ours, without the address and
// its query values. A certificate that does not fit needs a person.
func fault(err error) error {
	var unknown *tls.CertificateVerificationError
	if errors.As(err, &unknown) {
		return sink.Fatal(fmt.Errorf("the receiver's certificate is not trusted: %w", unknown.Err))
	}
	var ue *url.Error
	if errors.As(err, &ue) {
		err = ue.Err
	}
	return sink.Retry(err, 0)
}

// Classify turns the status of an answer into an error of package sink: nil for
// 2xx, TooLarge for 413, Passing for 408, 425, 429 and 5xx, and Permanent for
// every other. who names the receiver in the text.
func (c *Client) Classify(who string, a *Answer) error {
	err := fmt.Errorf("%s answered %d %s", who, a.Status, http.StatusText(a.Status))
	switch s := a.Status; {
	case s >= 200 && s <= 299:
		return nil
	case s == http.StatusRequestEntityTooLarge:
		return sink.Halve(err)
	case s == http.StatusRequestTimeout, s == http.StatusTooEarly, s == http.StatusTooManyRequests, s >= 500:
		return sink.Retry(err, c.After(a.Header))
	case s >= 300 && s <= 399:
		return sink.Fatal(fmt.Errorf("%w: redirects are not followed, because they would carry the secret elsewhere", err))
	default:
		return sink.Fatal(err)
	}
}

// After reads Retry-After (RFC 9110, section 10.2.3): seconds or a date. It is 0
// when there is none that can be read.
func (c *Client) After(h http.Header) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if n, err := strconv.ParseInt(text, 10, 32); err == nil && n > 0 {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(text); err == nil {
		return max(0, t.Sub(c.now()))
	}
	return 0
}
