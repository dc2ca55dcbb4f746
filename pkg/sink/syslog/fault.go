package syslog

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"slices"

	"wxaudit/pkg/report"
	"wxaudit/pkg/sink"
)

var errNoAnswer = errors.New("the receiver did not answer in time")

// refusals are the alerts of RFC 8446, section 6.2, that another attempt would
// meet again: a certificate or a version of TLS that the receiver does not take.
var refusals = []tls.AlertError{
	40,  // handshake_failure: how TLS 1.2 asks for a missing certificate
	42,  // bad_certificate
	43,  // unsupported_certificate
	44,  // certificate_revoked
	45,  // certificate_expired
	46,  // certificate_unknown
	48,  // unknown_ca
	49,  // access_denied
	70,  // protocol_version
	71,  // insufficient_security
	112, // unrecognized_name
	116, // certificate_required
}

// maxReason bounds what a certificate can say of itself in an error, in characters.
const maxReason = 300

// fault turns what went wrong into the classes of package sink; nil stays nil.
func fault(ctx context.Context, err error) error {
	var (
		untrusted *tls.CertificateVerificationError
		notTLS    tls.RecordHeaderError
		op        *net.OpError
	)
	switch {
	case err == nil:
		return nil
	case errors.Is(err, errPlain), errors.Is(err, errTalks):
		return sink.Fatal(err)
	case errors.As(err, &untrusted):
		return sink.Fatal(fmt.Errorf("the receiver's certificate is not trusted: %s", report.Harmless(untrusted.Err.Error(), maxReason)))
	case errors.As(err, &notTLS):
		return sink.Fatal(errors.New("the receiver does not speak TLS at this address"))
	case errors.As(err, &op) && op.Op == "remote error":
		if slices.ContainsFunc(refusals, func(a tls.AlertError) bool { return a.Error() == op.Err.Error() }) {
			return sink.Fatal(fmt.Errorf("the receiver refused the connection: %w; see our certificate, and whom the receiver trusts", op.Err))
		}
		return sink.Retry(fmt.Errorf("the receiver broke off: %w", op.Err), 0)
	case ctx.Err() != nil:
		return sink.Retry(fmt.Errorf("delivery was broken off: %w", context.Cause(ctx)), 0)
	default:
		return sink.Retry(err, 0)
	}
}

// because prefers the reason why ctx ended to the error that came of it.
func because(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
