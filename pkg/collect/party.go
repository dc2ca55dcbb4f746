package collect

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

// party says who is behind an address: a member of staff by e-mail, anybody
// else by domain and keyed hash (rule R7). It reads the people first, unless
// the internal domains were given. Where it cannot be told whether a domain is
// the organisation's own, the party is of no kind, and held like an outsider.
func (r *run) party(ctx context.Context, email string) snapshot.Party {
	email = strings.ToLower(strings.TrimSpace(email))
	if email == "" {
		return snapshot.Party{Kind: snapshot.Anonymous}
	}
	domain, internal := domainOf(email), r.internalDomains(ctx)
	switch {
	case slices.Contains(internal, domain):
		return snapshot.Party{Kind: snapshot.Staff, Email: email, Domain: domain, Key: r.key(email)}
	case r.perhapsInternal(domain):
		return snapshot.Party{Domain: domain, Key: r.key(email)}
	case strings.HasSuffix("."+domain, roomDomain):
		return r.roomDevice(ctx, email, domain)
	default:
		return snapshot.Party{Kind: snapshot.Outsider, Domain: domain, Key: r.key(email)}
	}
}

// key is the keyed hash of a value that is only ever compared: equal keys are
// equal values. The key of nothing is nothing.
func (r *run) key(value string) string {
	if value == "" {
		return ""
	}
	h := hmac.New(sha256.New, r.o.Key)
	h.Write([]byte(value))
	return hex.EncodeToString(h.Sum(nil))[:16]
}

// internalDomains returns the organisation's own e-mail domains, sorted.
func (r *run) internalDomains(ctx context.Context) []string {
	if len(r.o.InternalDomains) == 0 {
		r.section(ctx, snapshot.PeopleName) // derives them
	}
	return r.s.InternalDomains
}

// perhapsInternal says that a domain which is not known as internal could be:
// the accounts were not all read, or some account there does not show whether
// it is active. Call it after internalDomains.
func (r *run) perhapsInternal(domain string) bool {
	if len(r.o.InternalDomains) > 0 || snapshot.ConsumerDomain(domain) {
		return false
	}
	return r.s.People.Missing() != nil || slices.Contains(r.doubtfulDomains, domain) || slices.Contains(r.doubtfulDomains, "*")
}

// normalDomains returns the domains lower case, sorted and each once.
func normalDomains(domains []string) []string {
	var normal []string
	for _, d := range domains {
		if d = strings.ToLower(strings.Trim(strings.TrimSpace(d), "@.")); d != "" {
			normal = append(normal, d)
		}
	}
	slices.Sort(normal)
	return slices.Compact(normal)
}

// staffDomains derives the internal domains from the active accounts of people:
// the bots of all the world share a domain. The domains of accounts that do not
// show whether they are active people are doubtful: neither the organisation's
// own nor foreign. An account that does not show its address leaves every
// domain in doubt, which the doubtful domain "*" says.
func staffDomains(people []snapshot.Person) (internal, doubtful []string) {
	for _, p := range people {
		d := domainOf(p.Email)
		inactive := p.LoginEnabled == snapshot.No || p.InvitePending == snapshot.Yes
		switch {
		case inactive || snapshot.ConsumerDomain(d) || p.Type == "bot" || p.Type == "appuser":
		case d == "":
			doubtful = append(doubtful, "*")
		case p.LoginEnabled == snapshot.Yes && p.InvitePending == snapshot.No && p.Type == "person":
			internal = append(internal, d)
		default:
			doubtful = append(doubtful, d)
		}
	}
	return normalDomains(internal), normalDomains(doubtful)
}
