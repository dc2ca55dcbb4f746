// Package post sends batches to receivers that speak HTTP. It never follows a
// redirect, speaks plain HTTP to this computer only, reads a bounded part of an
// answer, and turns what went wrong into the classes of package sink.
//
// None of its errors holds what a receiver or a proxy wrote, a secret, or the
// address, whose query values may be secrets.
package post

import (
	"context"
	"io"
	"net"
	"net/http"
	"net/url"
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
	// Now is the clock that dates in Retry-After are compared with. Without one,
	// such dates count as none.
	Now func() time.Time
	// Version is that of the program, for User-Agent.
	Version string
	// Proxy names the proxy of a request; nil means the one that HTTPS_PROXY and
	// NO_PROXY of the environment name. Through a proxy the secret travels inside
	// TLS; this computer is reached without one.
	Proxy func(*http.Request) (*url.URL, error)
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
	Body   []byte // the first 8 MiB, uncompressed
	// Whole says that Body is all of it.
	Whole bool
}

const (
	// maxAnswer bounds what is read of an answer, in bytes. A bulk answer has a
	// line for each event.
	maxAnswer = 8 << 20
	// maxHeader bounds the headers of an answer, in bytes.
	maxHeader = 64 << 10
	// connectTime bounds each of the steps to a connection.
	connectTime = 10 * time.Second
	// defaultTimeout bounds a request when the options do not.
	defaultTimeout = 30 * time.Second
)

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
		timeout = defaultTimeout
	}
	proxy := o.Proxy
	if proxy == nil {
		proxy = http.ProxyFromEnvironment
	}
	// It speaks HTTP/1.1: a connection on which a request ran out of time is closed
	// then, where HTTP/2 would put the next request on the same dead connection.
	transport := &http.Transport{
		Proxy:                  named(proxy),
		OnProxyConnectResponse: heardProxy,
		DialContext:            (&net.Dialer{Timeout: connectTime}).DialContext,
		TLSClientConfig:        config,
		TLSHandshakeTimeout:    connectTime,
		MaxIdleConnsPerHost:    1,
		IdleConnTimeout:        30 * time.Second,
		ResponseHeaderTimeout:  timeout,
		MaxResponseHeaderBytes: maxHeader,
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

// Do sends a request. Its error is a fault of the network, of the settings or of
// the address; every answer of the receiver is none, whatever its status. See
// Classify. The error of a context that ended can be found in it.
func (c *Client) Do(ctx context.Context, r Request) (*Answer, error) {
	bounded, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	req, err := c.request(bounded, r)
	if err != nil {
		return nil, sink.Fatal(err)
	}
	answer, err := c.exchange(req)
	switch {
	case err == nil:
		return answer, nil
	case ctx.Err() != nil:
		return nil, sink.Retry(ctx.Err(), 0)
	default:
		return nil, fault(err, c.timeout)
	}
}

func (c *Client) exchange(req *http.Request) (*Answer, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusSwitchingProtocols {
		// What follows is the bare connection, which no context ends.
		return &Answer{Status: resp.StatusCode, Header: resp.Header}, nil
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer+1))
	if err != nil {
		return nil, err
	}
	whole := len(body) <= maxAnswer
	if !whole {
		body = body[:maxAnswer]
	}
	return &Answer{Status: resp.StatusCode, Header: resp.Header, Body: body, Whole: whole}, nil
}

// Close lets the connections go.
func (c *Client) Close() error {
	c.http.CloseIdleConnections()
	return nil
}
