package tlsprobe

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"slices"
	"syscall"

	"wxaudit/pkg/webex"
)

// errPrivate refuses a connection into a private network: the address of a
// webhook is somebody's text, and must not lead the audit to places that only
// its own machine can reach.
var errPrivate = errors.New("the host has a private address")

// inward are the addresses, beside those that package netip knows, that need not
// lead to the public internet: of networks inside (this one, carriers, tests,
// sites, and the unassigned), and those that carry an address of IPv4 in them,
// which may be a private one.
var inward = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"),      // RFC 791
	netip.MustParsePrefix("100.64.0.0/10"),  // RFC 6598
	netip.MustParsePrefix("192.0.0.0/24"),   // RFC 6890
	netip.MustParsePrefix("198.18.0.0/15"),  // RFC 2544
	netip.MustParsePrefix("240.0.0.0/4"),    // RFC 1112
	netip.MustParsePrefix("::/96"),          // RFC 4291, compatible with IPv4
	netip.MustParsePrefix("64:ff9b::/96"),   // RFC 6052, NAT64
	netip.MustParsePrefix("64:ff9b:1::/48"), // RFC 8215, NAT64
	netip.MustParsePrefix("2001::/32"),      // RFC 4380, Teredo
	netip.MustParsePrefix("2002::/16"),      // RFC 3056, 6to4
	netip.MustParsePrefix("fec0::/10"),      // RFC 3879, sites
}

// publicDialer connects to public addresses only, whatever a name resolves to.
func publicDialer() *net.Dialer {
	return &net.Dialer{ControlContext: func(_ context.Context, _, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil || !public(at.Addr()) {
			return errPrivate
		}
		return nil
	}}
}

func public(ip netip.Addr) bool {
	ip = ip.Unmap()
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && ip.Zone() == "" &&
		!slices.ContainsFunc(inward, func(p netip.Prefix) bool { return p.Contains(ip) })
}

// unreachable is the error about a host that could not be connected to.
func unreachable(ctx context.Context, r webex.Request, err error) *webex.Error {
	netErr, isNet := errors.AsType[net.Error](err)
	_, isDNS := errors.AsType[*net.DNSError](err)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return failure(r, webex.Canceled, "")
	case errors.Is(err, errPrivate):
		return failure(r, webex.Refused, errPrivate.Error())
	case errors.Is(err, context.DeadlineExceeded), isNet && netErr.Timeout():
		return failure(r, webex.Timeout, "the host did not answer in time")
	case isDNS:
		return failure(r, webex.Unavailable, "the name of the host is not known here")
	default:
		return failure(r, webex.Unavailable, "the host could not be connected to, which may take a proxy here")
	}
}
