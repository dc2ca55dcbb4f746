package collect

import (
	"context"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// handshakeEndpoint is no endpoint of Webex's: the path names a host, and the
// answer says how it took to each version of TLS. Package tlsprobe answers it.
var handshakeEndpoint = Endpoint{
	Host: webex.Handshake, Path: "/{host}", Rank: snapshot.RankAPI,
	Wire: wireHandshakes{},
}

// wireHandshakes is how the offer of each version ended: accepted, refused, or
// without an answer.
type wireHandshakes struct {
	TLS10           enum      `json:"tls10"`
	TLS11           enum      `json:"tls11"`
	TLS12           enum      `json:"tls12"`
	TLS13           enum      `json:"tls13"`
	PublicAuthority looseBool `json:"publicAuthority"`
}

// The kinds of hosts.
const (
	siteHostKind    = "site"
	serviceHostKind = "service"
	webhookHostKind = "webhook"
)

// serviceHosts are the hosts that every organisation's clients and integrations
// talk to.
var serviceHosts = []string{"idbroker.webex.com", "webexapis.com"}

// tlsEndpoints finds out which versions of TLS the hosts in use accept: those of
// the meeting sites, of Webex itself, and those to which webhooks are sent. It
// does so only when it is asked to, because it is the only part of an audit that
// talks to hosts that are not Webex's.
func tlsEndpoints(ctx context.Context, r *run) {
	s := &r.s.TLSEndpoints
	s.Source = handshakeEndpoint.source()
	s.Source.Path = handshakes
	if !r.o.Handshakes {
		s.Gap = noHandshakes
		return
	}
	sites, gap := r.siteList(ctx)
	r.section(ctx, snapshot.WebhooksName)
	s.Gap = firstGap(gap, r.s.Webhooks.Missing(), unaddressed(r.s.Webhooks.Items))

	s.Items = hostsInUse(sites, r.s.Webhooks.Items)
	ats := make([]time.Time, len(s.Items))
	each(len(s.Items), func(i int) { ats[i] = r.shakeHands(ctx, &s.Items[i]) })
	s.Source.ReadAt = newest(ats)
}

// noHandshakes is the gap of a run that was not told to shake hands.
var noHandshakes = untold(snapshot.TLSProbe, snapshot.Error, "the versions of TLS are not tried: run with --tls-probe")

// handshakes is what evidence shows instead of a request.
const handshakes = "TLS handshakes with /{host}"

// hostsInUse lists each host once, sites first. A host of several kinds is of
// the first. Webhooks without TLS have nothing to shake hands with.
func hostsInUse(sites []string, webhooks []snapshot.Webhook) []snapshot.TLSEndpoint {
	all, seen := []snapshot.TLSEndpoint{}, map[string]bool{}
	add := func(host, kind string) {
		if host != "" && !seen[host] {
			seen[host] = true
			all = append(all, snapshot.TLSEndpoint{Host: host, Kind: kind})
		}
	}
	for _, site := range sites {
		add(site, siteHostKind)
	}
	for _, host := range serviceHosts {
		add(host, serviceHostKind)
	}
	for _, w := range webhooks {
		if w.Scheme == "https" {
			add(probed(w), webhookHostKind)
		}
	}
	return all
}

// probed is the host of a webhook, with its port where that is not 443.
func probed(w snapshot.Webhook) string {
	if w.Host == "" || w.Port == "" {
		return w.Host
	}
	return withPort(w.Host, w.Port)
}

// unaddressed is the gap of the webhooks of which it is not known where they
// send to.
func unaddressed(hooks []snapshot.Webhook) *snapshot.Gap {
	n := 0
	for _, w := range hooks {
		if w.Scheme == "" || w.Host == "" {
			n++
		}
	}
	return webhooksEndpoint.lacking(n, "targetUrl")
}

// shakeHands fills what became of one host, and returns when that was.
func (r *run) shakeHands(ctx context.Context, e *snapshot.TLSEndpoint) time.Time {
	w, resp, err := webex.Get[wireHandshakes](ctx, r.o.Client, handshakeEndpoint.request(nil, e.Host))
	if err != nil {
		e.Gap = r.gap(handshakeEndpoint, err)
		e.Gap.Detail = strings.ReplaceAll(e.Gap.Detail, "GET "+handshakeEndpoint.Path, "TLS handshake with "+e.Host)
		return time.Time{}
	}
	e.PublicCA = w.PublicAuthority.Tri()
	e.Versions = map[string]snapshot.Tri{
		"1.0": agreed(w.TLS10), "1.1": agreed(w.TLS11), "1.2": agreed(w.TLS12), "1.3": agreed(w.TLS13),
	}
	return resp.ReadAt
}

// agreed says whether a host accepts a version. A connection that was cut, or
// that came too late, has refused nothing.
func agreed(outcome enum) snapshot.Tri {
	switch outcome {
	case "accepted":
		return snapshot.Yes
	case "refused":
		return snapshot.No
	default:
		return snapshot.Unknown
	}
}
