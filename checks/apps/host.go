package apps

import (
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// webhookResource is a webhook, named by the host that it sends to.
func webhookResource(w snapshot.Webhook) finding.Resource {
	return finding.Resource{Type: "webhook", ID: w.ID, Name: w.Host}
}

// word is an enumeration word or a host as evidence; nil when it is absent, and
// only its kind when it is too long.
func word(text string) any {
	switch {
	case text == "":
		return nil
	case len(text) > 64:
		return "long"
	default:
		return text
	}
}

// tunnels are services that lead to a computer of anybody's.
var tunnels = strings.Fields(`ngrok.io ngrok.app ngrok.dev ngrok-free.app ngrok-free.dev localtunnel.me loca.lt serveo.net
	trycloudflare.com localhost.run lhr.life pinggy.io pinggy.link pagekite.me telebit.io bore.pub tunnelmole.net
	devtunnels.ms localxpose.io loclx.io webhook.site pipedream.net requestbin.com hookb.in smee.io ts.net`)

// hostKind says in one word whose a host is; nil when there is none.
func hostKind(host string) any {
	_, err := netip.ParseAddr(strings.Trim(host, "[]"))
	below := func(domain string) bool { return host == domain || strings.HasSuffix(host, "."+domain) }
	switch {
	case host == "":
		return nil
	case err == nil || endsInNumber(host):
		return "address"
	case below("localhost"), !strings.Contains(host, "."), slices.ContainsFunc([]string{"local", "internal", "lan", "home.arpa", "localdomain"}, below):
		return "local"
	case slices.ContainsFunc(tunnels, below):
		return "tunnel"
	default:
		return "public"
	}
}

// endsInNumber recognises the other ways to write an address, such as 127.1: no
// name ends in a number.
func endsInNumber(host string) bool {
	last := host[strings.LastIndexByte(host, '.')+1:]
	_, err := strconv.ParseUint(last, 0, 64)
	return err == nil
}
