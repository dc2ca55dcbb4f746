package tlsprobe

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"syscall"

	"wxaudit/pkg/webex"
)

// errPrivate refuses a connection into a private network: the address of a
// webhook is somebody's text, and must not lead the audit to places that only
// its own machine can reach.
var errPrivate = errors.New("the host has a private address")

// shared is the address space of carriers (RFC 6598).
var shared = netip.MustParsePrefix("100.64.0.0/10")

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
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() && !shared.Contains(ip)
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
