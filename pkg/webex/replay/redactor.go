package replay

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"wxaudit/pkg/webex"
)

// Redactor decides what of an exchange may be written down. Every method gets
// the path template of the request, by which it knows the endpoint. The same
// value must always become the same pseudonym: a replay asks for the ids that
// it finds in the bodies.
type Redactor interface {
	// Path replaces the ids in a path. It is used for next links as well.
	Path(template, path string) string
	// Query replaces the personal values of a query and drops secrets. It is used
	// for next links as well. It must not change q.
	Query(template string, q url.Values) url.Values
	// Body returns the JSON of a successful answer with everything replaced that
	// the endpoint's allow-list does not know. Q is the query as it was asked. An
	// error spoils the whole recording.
	Body(template string, q url.Values, body []byte) ([]byte, error)
}

// These stand in recordings for bodies that could not be redacted because they
// are no JSON, or not meant to be; a replay fails over them as the audit did.
const (
	notJSON = "[not JSON]"
	webPage = "<" + notJSON + ">"
)

// blank makes the file of an exchange without its answer.
func blank(red Redactor, r webex.Request) *exchangeFile {
	f := &exchangeFile{
		Request: requestFile{
			Method: http.MethodGet, Host: r.Host, Template: r.Template,
			Path: red.Path(r.Template, r.Path), Query: red.Query(r.Template, r.Query),
		},
		Headers: map[string]string{},
		Body:    json.RawMessage("null"),
	}
	if f.Request.Query == nil {
		f.Request.Query = url.Values{}
	}
	return f
}

// redactFailure makes the file of an exchange that had no answer.
func redactFailure(red Redactor, r webex.Request, failure *webex.Error) *exchangeFile {
	f := blank(red, r)
	f.Error = failure.Kind
	return f
}

// redact makes the file of an exchange.
func redact(red Redactor, r webex.Request, resp *webex.Response) (*exchangeFile, error) {
	f := blank(red, r)
	f.Status, f.Problem, f.ReadAt = resp.Status, resp.Problem, resp.ReadAt.UTC()
	if date, err := http.ParseTime(resp.Header.Get("Date")); err == nil {
		f.Headers["Date"] = date.UTC().Format(http.TimeFormat)
	}
	// A header is text of the server's: only numbers and dates are kept of it.
	if wait := resp.Header.Get("Retry-After"); wait != "" && len(wait) < 10 && strings.Trim(wait, "0123456789") == "" {
		f.Headers["Retry-After"] = wait
	}
	if resp.Status < 200 || resp.Status > 299 {
		return f, nil
	}
	if target, ok := webex.NextLink(resp.Header); ok {
		f.Headers["Link"] = "<" + redactLink(red, r, target) + `>; rel="next"`
	}
	body := bytes.TrimSpace(resp.Body)
	switch {
	case len(body) == 0:
	case resp.IsWebPage(): // before JSON, which some gateways call text/html
		f.Headers["Content-Type"] = "text/html"
		f.Body, _ = encode(webPage) // a string has no way to fail
	case json.Valid(body):
		redacted, err := red.Body(r.Template, r.Query, body)
		if err != nil {
			// Not wrapped: the text of a decoding error quotes the body.
			return nil, fmt.Errorf("the answer to GET %s could not be redacted", r.Template)
		}
		if !json.Valid(redacted) {
			return nil, fmt.Errorf("the redacted answer to GET %s is no JSON", r.Template)
		}
		f.Body = redacted
	default:
		f.Headers["Content-Type"] = "text/plain"
		f.Body, _ = encode(notJSON)
	}
	return f, nil
}

// elsewhere is what remains of a link that cannot be followed.
const elsewhere = "https://elsewhere.invalid/"

// redactLink treats a next link like the request that it leads to, so that the
// replay's request for the next page meets the recorded one.
func redactLink(red Redactor, r webex.Request, target string) string {
	if target == webex.UnreadableLink {
		return target
	}
	base := webex.DefaultURLs[r.Host]
	u, err := url.Parse(target)
	if err != nil || base == "" || u.User != nil || u.Scheme+"://"+u.Host != base || strings.TrimSuffix(u.Path, "/") != strings.TrimSuffix(r.Path, "/") {
		return elsewhere
	}
	q, err := url.ParseQuery(u.RawQuery)
	if err != nil {
		return elsewhere
	}
	out := url.URL{Path: red.Path(r.Template, r.Path), RawQuery: red.Query(r.Template, q).Encode()}
	return base + out.String()
}
