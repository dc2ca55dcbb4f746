package webex

import (
	"net/http"
	"strings"
)

// UnreadableLink is the target that NextLink gives a next link that is there
// but cannot be read. It is no URL, so that it can be followed nowhere.
const UnreadableLink = ":"

// link is one target of a Link header (RFC 8288).
type link struct {
	target string
	next   bool // rel contains next
}

// parseLinks reads one Link header; ok is false when a part of it cannot be
// read.
func parseLinks(v string) (out []link, ok bool) {
	for {
		v = strings.TrimLeft(v, " \t,")
		if v == "" {
			return out, true
		}
		if v[0] != '<' {
			return out, false
		}
		target, rest, closed := strings.Cut(v[1:], ">")
		rest = strings.TrimLeft(rest, " \t")
		if !closed || rest != "" && rest[0] != ';' && rest[0] != ',' {
			return out, false
		}
		params, rest, whole := cutParams(rest)
		next, readable := isNext(params)
		if !whole || !readable {
			return out, false
		}
		out = append(out, link{target: strings.TrimSpace(target), next: next})
		v = rest
	}
}

// cutParams splits the parameters of one link, which end at a comma outside
// quotes, from the links after it. A value may stand in single quotes, which no
// standard allows and some gateways send. It is not whole when a quote does not
// end.
func cutParams(s string) (params []string, rest string, whole bool) {
	var quote byte
	var escaped bool
	start := 0
	for i := range len(s) {
		switch c := s[i]; {
		case escaped:
			escaped = false
		case quote != 0 && c == '\\':
			escaped = true
		case c == quote:
			quote = 0
		case quote != 0:
		case c == '"', c == '\'' && strings.HasSuffix(strings.TrimRight(s[start:i], " \t"), "="):
			quote = c
		case c == ';':
			params = append(params, s[start:i])
			start = i + 1
		case c == ',':
			return append(params, s[start:i]), s[i+1:], true
		}
	}
	return append(params, s[start:]), "", quote == 0
}

// isNext looks for next among the relations; only the first rel counts (RFC
// 8288 §3.3). It is not readable when a value is neither quoted nor one word.
func isNext(params []string) (next, readable bool) {
	seen := false
	for _, p := range params {
		name, value, _ := strings.Cut(p, "=")
		name = strings.TrimSpace(name)
		value, readable := unquote(strings.TrimSpace(value))
		if !readable || strings.ContainsAny(name, " \t<>\"'") || strings.EqualFold(name, "rel*") {
			return false, false
		}
		if seen || !strings.EqualFold(name, "rel") {
			continue
		}
		seen = true
		for _, rel := range strings.Fields(value) {
			next = next || strings.EqualFold(rel, "next")
		}
	}
	return next, true
}

// unquote takes the quotes off a value that has them.
func unquote(value string) (text string, ok bool) {
	if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') {
		// A quote of the same kind inside is one that ended the value too early.
		inner := value[1 : n-1]
		return inner, value[n-1] == value[0] && !strings.Contains(strings.ReplaceAll(inner, `\`+value[:1], ""), value[:1])
	}
	return value, !strings.ContainsAny(value, " \t<>\"")
}

// NextLink returns the target of the first Link of rel=next. In a Response it
// is in canonical form: an absolute URL below the service's DefaultURLs,
// wherever the service really is, so that recordings do not depend on that. A
// link that leads anywhere else has been replaced by one that leads nowhere.
//
// There are three outcomes: a target, none (not ok), and UnreadableLink for
// headers that cannot be read and speak of a next page, or that name several.
func NextLink(h http.Header) (target string, ok bool) {
	var unreadable bool
	for _, v := range h.Values("Link") {
		links, whole := parseLinks(v)
		if !whole && strings.Contains(strings.ToLower(v), "next") {
			unreadable = true
		}
		for _, l := range links {
			switch {
			case !l.next:
			case ok && l.target != target:
				unreadable = true
			default:
				target, ok = l.target, true
			}
		}
	}
	if unreadable {
		return UnreadableLink, true
	}
	return target, ok
}

// SetNextLink makes target the only Link of h.
func SetNextLink(h http.Header, target string) {
	h.Set("Link", "<"+target+`>; rel="next"`)
}
