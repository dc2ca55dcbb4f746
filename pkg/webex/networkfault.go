package webex

import (
	"crypto/tls"
	"errors"
	"net"
)

// NetworkFault says in our own words why the network gave no answer. The error's
// text is not used: it may hold the URL, or what a proxy wrote.
func NetworkFault(err error) string {
	if _, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return "the server's certificate is not trusted"
	}
	if _, ok := errors.AsType[*net.DNSError](err); ok {
		return "the host name could not be resolved"
	}
	if oe, ok := errors.AsType[*net.OpError](err); ok && oe.Op == "dial" {
		return "no connection to the server"
	} else if ok && oe.Op == "proxyconnect" {
		return "no connection through the proxy"
	}
	return "the connection was cut"
}
