package webex

import (
	"net/http"
	"strings"
)

// link is one target of a Link header (RFC 8288).
type link struct {
	target string
	next   bool // rel contains next
}

// parseLinks reads Link headers. What it cannot read it leaves out.
func parseLinks(values []string) []link {
	var out []link
	for _, v := range values {
		for {
			_, rest, ok := strings.Cut(v, "<")
			if !ok {
				break
			}
			target, rest, ok := strings.Cut(rest, ">")
			if !ok {
				break
			}
			params, rest := cutParams(rest)
			out = append(out, link{target: strings.TrimSpace(target), next: isNext(params)})
			v = rest
		}
	}
	return out
}

// cutParams splits the parameters of one link, which end at a comma outside
// quotes, from the links after it.
func cutParams(s string) (params []string, rest string) {
	var quoted, escaped bool
	start := 0
	for i := range len(s) {
		switch c := s[i]; {
		case escaped:
			escaped = false
		case quoted && c == '\\':
			escaped = true
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == ';':
			params = append(params, s[start:i])
			start = i + 1
		case c == ',':
			return append(params, s[start:i]), s[i+1:]
		}
	}
	return append(params, s[start:]), ""
}

// isNext looks for next among the relations; only the first rel counts.
func isNext(params []string) bool {
	for _, p := range params {
		name, value, ok := strings.Cut(p, "=")
		if !ok || !strings.EqualFold(strings.TrimSpace(name), "rel") {
			continue
		}
		for _, rel := range strings.Fields(strings.Trim(strings.TrimSpace(value), `"`)) {
			if strings.EqualFold(rel, "next") {
				return true
			}
		}
		return false
	}
	return false
}

// NextLink returns the target of the first Link of rel=next. In a Response it
// is in canonical form: an absolute URL below the service's DefaultURLs,
// wherever the service really is, so that recordings do not depend on that. A
// link that leads anywhere else has been replaced by one that leads nowhere.
func NextLink(h http.Header) (target string, ok bool) {
	for _, l := range parseLinks(h.Values("Link")) {
		if l.next {
			return l.target, true
		}
	}
	return "", false
}

// SetNextLink makes target the only Link of h.
func SetNextLink(h http.Header, target string) {
	h.Set("Link", "<"+target+`>; rel="next"`)
}
