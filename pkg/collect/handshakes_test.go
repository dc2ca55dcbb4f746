package collect

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/listentest"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/tlsprobe"
)

func TestHandshakesAreNotMadeUnasked(t *testing.T) {
	t.Parallel()
	s := newService(clinicSites())
	snap := s.collect(t, snapshot.TLSEndpointsName)
	require.Nil(t, snap.TLSEndpoints.Items)
	require.Equal(t, "the versions of TLS are not tried: run with --tls-probe", snap.TLSEndpoints.Missing().Detail)
	require.Empty(t, s.paths())
}

func TestHandshakes(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/webhooks"] = answer{body: items(
		`{"id":"w1","targetUrl":"https://hooks.clinic.example/secret?key=secret","ownedBy":"org","status":"active"}`,
		`{"id":"w2","targetUrl":"http://plain.clinic.example/","ownedBy":"org","status":"active"}`,
		`{"id":"w3","targetUrl":"https://hooks.clinic.example:8443/secret","ownedBy":"org","status":"active"}`)}
	answers["/hooks.clinic.example:8443"] = answer{body: `{"tls10":"refused","tls11":"refused","tls12":"accepted","tls13":"accepted","publicAuthority":true}`}
	answers["/webexapis.com"] = answer{body: `{"tls10":"refused","tls11":"refused","tls12":"accepted","tls13":"accepted","publicAuthority":true}`}
	answers["/idbroker.webex.com"] = answer{body: `{"tls10":"closed","tls11":"not_offered","tls12":"accepted","tls13":"failed"}`}
	answers["/hooks.clinic.example"] = answer{body: `{"tls10":"accepted","tls11":"accepted","tls12":"accepted","tls13":"refused","publicAuthority":false}`}
	s := newService(answers)
	o := s.options(snapshot.TLSEndpointsName)
	o.Handshakes = true
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)

	by := map[string]snapshot.TLSEndpoint{}
	for _, e := range snap.TLSEndpoints.Items {
		by[e.Host] = e
	}
	require.Equal(t, snapshot.TLSEndpoint{Host: "webexapis.com", Kind: "service", PublicCA: snapshot.Yes, Versions: map[string]snapshot.Tri{
		"1.0": snapshot.No, "1.1": snapshot.No, "1.2": snapshot.Yes, "1.3": snapshot.Yes}}, by["webexapis.com"])
	require.Equal(t, snapshot.No, by["hooks.clinic.example:8443"].Versions["1.0"], "another port is another service")
	require.Equal(t, snapshot.TLSEndpoint{Host: "idbroker.webex.com", Kind: "service", Versions: map[string]snapshot.Tri{
		"1.0": snapshot.Unknown, "1.1": snapshot.Unknown, "1.2": snapshot.Yes, "1.3": snapshot.Unknown}}, by["idbroker.webex.com"])
	require.Equal(t, "webhook", by["hooks.clinic.example"].Kind)
	require.Equal(t, snapshot.No, by["hooks.clinic.example"].PublicCA)
	require.NotContains(t, by, "plain.clinic.example")
	require.Equal(t, "site", by["one.webex.com"].Kind)
	requireGap(t, snapshot.NotFound, by["one.webex.com"].Gap)
	require.Contains(t, by["one.webex.com"].Gap.Detail, "TLS handshake with one.webex.com")
	require.Equal(t, testNow, snap.TLSEndpoints.Source.ReadAt)
}

// TestHandshakesWithoutAddresses: a webhook without an address may be sent to any
// host.
func TestHandshakesWithoutAddresses(t *testing.T) {
	t.Parallel()
	for _, hook := range []string{`{"id":"w","ownedBy":"org"}`, `{"id":"w","ownedBy":"org","targetUrl":"not an address"}`} {
		answers := clinicSites()
		answers["/v1/webhooks"] = answer{body: items(hook)}
		o := newService(answers).options(snapshot.TLSEndpointsName)
		o.Handshakes = true
		snap, err := Run(t.Context(), o)
		require.NoError(t, err)
		requireGap(t, snapshot.FieldAbsent, snap.TLSEndpoints.Missing())
	}
}

// TestHandshakesWithoutWebhooks: a list that could not be read may hold hosts.
func TestHandshakesWithoutWebhooks(t *testing.T) {
	t.Parallel()
	answers := clinicSites()
	answers["/v1/webhooks"] = answer{status: http.StatusForbidden}
	o := newService(answers).options(snapshot.TLSEndpointsName)
	o.Handshakes = true
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	require.NotEmpty(t, snap.TLSEndpoints.Items)
	requireGap(t, snapshot.Forbidden, snap.TLSEndpoints.Missing())
}

// TestHandshakesOfTheProbe: the probe writes what the collector reads.
func TestHandshakesOfTheProbe(t *testing.T) {
	t.Parallel()
	address := listentest.Serve(t, func(conn net.Conn) {
		_, _ = conn.Read(make([]byte, 4096))
		_, _ = conn.Write([]byte{21, 3, 1, 0, 2, 2, 70}) // protocol_version
		_, _ = io.Copy(io.Discard, conn)
	})
	probe := tlsprobe.New(tlsprobe.Options{
		Next: newService(clinicSites()), Now: func() time.Time { return testNow },
		Dial: func(ctx context.Context, network, asked string) (net.Conn, error) {
			if asked == "webexapis.com:443" {
				return new(net.Dialer).DialContext(ctx, network, address)
			}
			return nil, errors.New("no way there")
		},
	})
	o := newService(nil).options(snapshot.TLSEndpointsName)
	o.Handshakes, o.Client = true, webex.New(webex.Options{Exchanger: probe})
	snap, err := Run(t.Context(), o)
	require.NoError(t, err)
	seen := 0
	for _, e := range snap.TLSEndpoints.Items {
		if e.Host != "webexapis.com" {
			requireGap(t, snapshot.Error, e.Gap)
			continue
		}
		seen++
		require.Equal(t, map[string]snapshot.Tri{"1.0": snapshot.No, "1.1": snapshot.No, "1.2": snapshot.No, "1.3": snapshot.No}, e.Versions)
	}
	require.Equal(t, 1, seen)
}
