package post

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/sink"
)

// Classify turns the status of an answer into an error of package sink: nil for
// 2xx, TooLarge for 413, Passing for 408, 425, 429 and 5xx, and Permanent for
// every other. who names the receiver in the text.
func (c *Client) Classify(who string, a *Answer) error {
	err := fmt.Errorf("%s answered %s", who, a.Words())
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

// Words are the status and its name in RFC 9110, as in 404 Not Found.
func (a *Answer) Words() string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", a.Status, http.StatusText(a.Status)))
}

// longest is the longest time that a receiver is left alone at its word.
const longest = 24 * time.Hour

// After reads Retry-After (RFC 9110, section 10.2.3): seconds or a date. It is 0
// when there is none that can be read or it lies in the past, and a day at most.
func (c *Client) After(h http.Header) time.Duration {
	text := strings.TrimSpace(h.Get("Retry-After"))
	if digits(text) {
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil { // too many digits
			return longest
		}
		return min(time.Duration(n)*time.Second, longest)
	}
	if t, err := http.ParseTime(text); err == nil && c.now != nil {
		return min(max(0, t.Sub(c.now())), longest)
	}
	return 0
}

func digits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}
