package post

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"sync"
)

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
	body, compressed := r.Body, r.Gzip && len(r.Body) > 0
	if compressed {
		body = squeeze(body)
	}
	method := r.Method
	if method == "" {
		method = http.MethodPost
	}
	req, err := http.NewRequestWithContext(ctx, method, u.String(), bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("the request cannot be made from the settings") // the error could quote the address
	}
	for name, values := range r.Header {
		if err := sendable(name, values); err != nil {
			return nil, err
		}
		req.Header[http.CanonicalHeaderKey(name)] = values
	}
	req.Header.Set("User-Agent", c.agent)
	if r.ContentType != "" {
		req.Header.Set("Content-Type", r.ContentType)
	}
	if compressed {
		req.Header.Set("Content-Encoding", "gzip")
	}
	return req, nil
}

// sendable notices a value that net/http would refuse, which no waiting mends.
func sendable(name string, values []string) error {
	for _, v := range values {
		if strings.ContainsFunc(v, func(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }) {
			return fmt.Errorf("the value of the header %s holds a line break or another control character", http.CanonicalHeaderKey(name))
		}
	}
	return nil
}

// squeezers are kept, because each takes most of a megabyte.
var squeezers = sync.Pool{New: func() any { return gzip.NewWriter(nil) }}

func squeeze(body []byte) []byte {
	var b bytes.Buffer
	z := squeezers.Get().(*gzip.Writer)
	defer squeezers.Put(z)
	z.Reset(&b)
	_, _ = z.Write(body) // a buffer takes everything
	_ = z.Close()
	return b.Bytes()
}
