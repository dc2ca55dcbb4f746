package auth

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
)

// The error codes, of RFC 6749 (sections 4.1.2.1 and 5.2) and RFC 8628 (3.5).
const (
	codeInvalidRequest   = "invalid_request"
	codeInvalidClient    = "invalid_client"
	codeInvalidGrant     = "invalid_grant"
	codeInvalidScope     = "invalid_scope"
	codeUnauthorized     = "unauthorized_client"
	codeUnsupportedGrant = "unsupported_grant_type"
	codeUnsupportedType  = "unsupported_response_type"
	codeAccessDenied     = "access_denied"
	codeServerError      = "server_error"
	codeUnavailable      = "temporarily_unavailable"
	codePending          = "authorization_pending"
	codeSlowDown         = "slow_down"
	codeExpired          = "expired_token"
	// codeTokenLimit is Webex's own.
	codeTokenLimit = "tokenlimit_reached"
)

var knownCodes = []string{
	codeInvalidRequest, codeInvalidClient, codeInvalidGrant, codeInvalidScope, codeUnauthorized, codeUnsupportedGrant, codeUnsupportedType,
	codeAccessDenied, codeServerError, codeUnavailable, codePending, codeSlowDown, codeExpired, codeTokenLimit,
}

// dialect puts the answers of Webex into the words of the RFCs, which are those
// that x/oauth2 understands. Of what an error answer says it lets the code
// through and nothing else, so that the errors of x/oauth2 have nothing to quote.
type dialect struct {
	next http.RoundTripper
	// read understands an answer that is none of an error.
	read func(body []byte) (any, error)
	// code may read another code from a status; nil takes the one there is.
	code func(status int, code string) string
}

// RoundTrip sends req and translates the answer. An answer with a status of
// success that is none is an *Error.
func (d *dialect) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := d.next.RoundTrip(req)
	if err != nil {
		return nil, err
	}
	body, err := io.ReadAll(resp.Body) // in memory already; see attempt
	if err != nil {
		return nil, err
	}
	if resp.StatusCode >= 200 && resp.StatusCode <= 299 {
		if word, isError := errorWord(body); isError {
			return nil, answered(known(word), resp.StatusCode)
		}
		answer, err := d.read(body)
		if e, ok := errors.AsType[*Error](err); ok {
			e.Status = resp.StatusCode // it was answered, and not handed in
		}
		if err != nil {
			return nil, err
		}
		return rewritten(req, resp.StatusCode, answer), nil
	}
	code := errorCode(body)
	if d.code != nil {
		code = d.code(resp.StatusCode, code)
	}
	return rewritten(req, resp.StatusCode, map[string]string{"error": code}), nil
}

// rewritten is an answer of our own making.
func rewritten(req *http.Request, status int, answer any) *http.Response {
	body, err := json.Marshal(answer)
	if err != nil { // it is strings and numbers only
		body = []byte("{}")
	}
	return &http.Response{
		Status: http.StatusText(status), StatusCode: status, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, ContentLength: int64(len(body)),
		Body: io.NopCloser(bytes.NewReader(body)), Request: req,
	}
}

// errorWord is the word under "error", where RFC 6749 puts the code.
func errorWord(body []byte) (word string, ok bool) {
	var w struct {
		Error json.RawMessage `json:"error"`
	}
	_ = json.Unmarshal(body, &w)
	word = textOf(w.Error)
	return word, word != ""
}

// errorCode finds the code in an error answer: under "error", or in Webex's own
// form as a word of its sentences. A sentence that names two codes, as one that
// passes on another's answer does, names none for certain.
func errorCode(body []byte) string {
	if word, _ := errorWord(body); known(word) != "" {
		return word
	}
	var w struct {
		Message json.RawMessage `json:"message"`
		Errors  json.RawMessage `json:"errors"`
	}
	_ = json.Unmarshal(body, &w)
	var errs []struct {
		Description json.RawMessage `json:"description"`
	}
	_ = json.Unmarshal(w.Errors, &errs)
	text := textOf(w.Message)
	for _, e := range errs {
		text += "\n" + textOf(e.Description)
	}
	found := ""
	for _, word := range strings.FieldsFunc(text, func(c rune) bool { return c != '_' && (c < 'a' || c > 'z') }) {
		if known(word) == "" || word == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = word
	}
	return found
}

// known is the code if it is one that we know, and empty otherwise: any other
// word is the service's own and may be a secret.
func known(code string) string {
	if slices.Contains(knownCodes, code) {
		return code
	}
	return ""
}
