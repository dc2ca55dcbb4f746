package auth

import "net/http"

// pollCode reads the code of an answer to a poll. Webex says 428 while the person
// is not done. What may pass by itself is answered by asking less often.
func pollCode(status int, code string) string {
	switch {
	case passing(status):
		return codeSlowDown
	case status == http.StatusPreconditionRequired && code == "":
		return codePending
	}
	return code
}

// polling makes a poll that had no answer one to be repeated less often: on a
// timeout a client must reduce its frequency before it goes on (RFC 8628,
// section 3.5).
type polling struct{ next http.RoundTripper }

// RoundTrip polls once.
func (p *polling) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := p.next.RoundTrip(req)
	if err == nil || req.Context().Err() != nil || isFinal(err) || isAnswer(err) {
		return resp, err
	}
	callOf(req.Context()).lost = callOf(req.Context()).lost || mayHaveArrived(err)
	return rewritten(req, http.StatusBadRequest, map[string]string{"error": codeSlowDown}), nil
}
