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
// the internal domains were given. When they cannot be read nobody is staff.
func (r *run) party(ctx context.Context, email string) snapshot.Party {
	email = strings.ToLower(strings.TrimSpace(email))
	domain := domainOf(email)
	switch {
	case email == "":
		return snapshot.Party{Kind: snapshot.Anonymous}
	case domain != "" && slices.Contains(r.internalDomains(ctx), domain):
		return snapshot.Party{Kind: snapshot.Staff, Email: email, Domain: domain, Key: r.key(email)}
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

// staffDomains derives the internal domains from the active accounts. An
// account whose state Webex did not show adds none, so that a lost field can
// only turn staff into outsiders and never the other way round.
func staffDomains(people []snapshot.Person) []string {
	var domains []string
	for _, p := range people {
		active := p.LoginEnabled == snapshot.Yes && p.InvitePending == snapshot.No
		if d := domainOf(p.Email); active && !consumerDomains[d] {
			domains = append(domains, d)
		}
	}
	return normalDomains(domains)
}

// consumerDomains are mailbox providers that anybody can sign up with; an
// account there does not make the domain the organisation's own.
var consumerDomains = map[string]bool{
	"126.com": true, "163.com": true, "aim.com": true, "aol.com": true, "att.net": true,
	"bellsouth.net": true, "btinternet.com": true, "charter.net": true, "comcast.net": true,
	"cox.net": true, "duck.com": true, "earthlink.net": true, "fastmail.com": true,
	"free.fr": true, "gmail.com": true, "gmx.com": true, "gmx.de": true, "gmx.net": true,
	"googlemail.com": true, "hey.com": true, "hotmail.co.uk": true, "hotmail.com": true,
	"hotmail.de": true, "hotmail.fr": true, "hushmail.com": true, "icloud.com": true,
	"laposte.net": true, "libero.it": true, "live.com": true, "mac.com": true, "mail.com": true,
	"mail.ru": true, "me.com": true, "msn.com": true, "naver.com": true, "optonline.net": true,
	"orange.fr": true, "outlook.com": true, "outlook.de": true, "pm.me": true, "proton.me": true,
	"protonmail.com": true, "qq.com": true, "rocketmail.com": true, "roadrunner.com": true,
	"sbcglobal.net": true, "sky.com": true, "t-online.de": true, "tuta.io": true,
	"tutanota.com": true, "verizon.net": true, "web.de": true, "wanadoo.fr": true,
	"yahoo.ca": true, "yahoo.co.uk": true, "yahoo.com": true, "yahoo.de": true, "yahoo.fr": true,
	"yandex.com": true, "yandex.ru": true, "ymail.com": true, "zoho.com": true,
}
