package webex

import (
	"errors"
	"fmt"
	"maps"
	"net"
	"net/url"
	"slices"
	"strings"
)

// base is where a service is: scheme, host and, for proxies and tests, a prefix
// of the path.
type base struct {
	scheme string
	host   string // lower case, with a port unless it is the scheme's own
	prefix string // no slash at its end
}

// parseBases reads the base URLs; a service without one is at its default.
func parseBases(urls map[Alias]string) (map[Alias]base, error) {
	for alias := range urls {
		if _, known := DefaultURLs[alias]; !known || alias == Officer {
			return nil, fmt.Errorf("base URL for the unknown service %q", alias)
		}
	}
	bases := make(map[Alias]base, len(DefaultURLs))
	for _, alias := range slices.Sorted(maps.Keys(DefaultURLs)) {
		text := urls[alias]
		if text == "" && alias == ContactCenter || alias == Officer {
			continue // its region is not known; it is where the API is
		}
		if text == "" {
			text = DefaultURLs[alias]
		}
		b, err := parseBase(text)
		if err != nil {
			return nil, fmt.Errorf("base URL of the service %s: %w", alias, err)
		}
		bases[alias] = b
	}
	bases[Officer] = bases[API]
	return bases, nil
}

// parseBase reads one base URL. Its errors do not quote it: people put
// passwords into URLs.
func parseBase(text string) (base, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil:
		return base{}, errors.New("it is malformed")
	case u.User != nil:
		return base{}, errors.New("it may not hold a user name or password")
	case u.RawQuery != "" || u.ForceQuery || u.Fragment != "":
		return base{}, errors.New("it may not hold a query or fragment")
	case u.Scheme != "https" && u.Scheme != "http":
		return base{}, errors.New("it must begin with https://")
	case u.Hostname() == "":
		return base{}, errors.New("it has no host")
	case u.Scheme == "http" && !isLoopback(u.Hostname()):
		return base{}, errors.New("http is taken for this machine only (localhost, 127.0.0.1, ::1); use https")
	case u.RawPath != "" || !cleanPath(strings.TrimRight(u.Path, "/")):
		return base{}, errors.New("its path is not a plain one")
	}
	return base{scheme: u.Scheme, host: hostOf(u), prefix: strings.TrimRight(u.Path, "/")}, nil
}

// ServiceURL puts the base URL of a service into one form: https, or http for
// this machine; the host in lower case; the path without a slash at its end.
// The error says what is wrong and does not quote the text.
func ServiceURL(text string) (string, error) {
	b, err := parseBase(text)
	if err != nil {
		return "", err
	}
	u := url.URL{Scheme: b.scheme, Host: b.host, Path: b.prefix}
	return u.String(), nil
}

// isLoopback takes no name but localhost: what others resolve to may change.
func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}

// hostOf is host and port in a form that can be compared.
func hostOf(u *url.URL) string {
	port := u.Port()
	if u.Scheme == "https" && port == "443" || u.Scheme == "http" && port == "80" {
		port = ""
	}
	host := strings.ToLower(u.Hostname())
	if port != "" {
		return net.JoinHostPort(host, port)
	}
	if strings.Contains(host, ":") {
		return "[" + host + "]"
	}
	return host
}

// cleanPath takes paths that mean what they say: no empty, "." or ".."
// segments, no backslash, nothing that does not print.
func cleanPath(path string) bool {
	if path == "" {
		return true
	}
	if path[0] != '/' || strings.ContainsFunc(path, func(c rune) bool { return c < ' ' || c == 0x7f || c == '\\' }) {
		return false
	}
	for s := range strings.SplitSeq(path[1:], "/") {
		if s == "" || s == "." || s == ".." {
			return false
		}
	}
	return true
}

// url is the address of a request at this base.
func (b base) url(r Request) *url.URL {
	segments := strings.Split(r.Path, "/")
	for i, s := range segments {
		segments[i] = url.PathEscape(s)
	}
	return &url.URL{
		Scheme: b.scheme, Host: b.host,
		Path: b.prefix + r.Path, RawPath: b.prefix + strings.Join(segments, "/"),
		RawQuery: r.Query.Encode(),
	}
}

// below is the part of the URL's path after the base; false when the URL is
// somewhere else.
func (b base) below(u *url.URL) (path string, ok bool) {
	if u.User != nil || u.Opaque != "" || u.Scheme != b.scheme || hostOf(u) != b.host {
		return "", false
	}
	path, ok = strings.CutPrefix(u.Path, b.prefix)
	return path, ok && strings.HasPrefix(path, "/")
}

// Links that cannot be followed are replaced by these: the pager tells a wrong
// scheme from a wrong host, and nobody learns where the link went.
const (
	otherScheme = "http://elsewhere.invalid/"
	otherHost   = "https://elsewhere.invalid/"
)

// canonical rewrites a link in an answer from here to what it would be at the
// service's default address, whether it was relative or not.
func (b base) canonical(alias Alias, here *url.URL, target string) string {
	ref, err := url.Parse(target)
	if err != nil {
		return ":" // no URL either, which the pager will find
	}
	to := here.ResolveReference(ref)
	path, ok := b.below(to)
	switch {
	case to.Scheme != b.scheme:
		return otherScheme
	case !ok:
		return otherHost
	}
	out := url.URL{Path: path, RawQuery: to.RawQuery}
	return DefaultURLs[alias] + out.EscapedPath() + "?" + out.RawQuery
}
