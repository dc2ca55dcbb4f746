package synth

import (
	"net/http"
	"strings"
)

// tlsData is how the hosts in use take to each version of TLS.
type tlsData struct {
	old map[string]bool // hosts that still accept what they should refuse
}

// handshake is the answer about one host, in the shape of package tlsprobe.
type handshake struct {
	TLS10           string `json:"tls10"`
	TLS11           string `json:"tls11"`
	TLS12           string `json:"tls12"`
	TLS13           string `json:"tls13"`
	PublicAuthority bool   `json:"publicAuthority"`
}

// tlsRoutes has one path, of a single segment, which is no service's: it stands
// for the handshakes with a host.
func tlsRoutes() []route {
	return []route{{"/{host}", (*Organization).serveHandshake}}
}

// foundTLS fills the area as the checklist asks for.
func foundTLS(o *Organization) {
	o.tls.old = map[string]bool{}
	o.logSettings()
}

// spoilTLS makes the clinic's mistakes in it: the receiver of a webhook still
// speaks TLS 1.0.
func spoilTLS(o *Organization) {
	o.tls.old["collector.vendor.example"] = true
	o.logSpoiltSettings()
}

func (o *Organization) serveHandshake(w http.ResponseWriter, r *http.Request) {
	host, _, _ := strings.Cut(r.PathValue("host"), ":")
	h := handshake{TLS10: "refused", TLS11: "refused", TLS12: "accepted", TLS13: "accepted", PublicAuthority: true}
	if o.tls.old[host] {
		h.TLS10, h.TLS11 = "accepted", "accepted"
	}
	o.answer(w, h)
}
