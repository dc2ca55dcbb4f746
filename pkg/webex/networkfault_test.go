package webex_test

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestNetworkFault(t *testing.T) {
	t.Parallel()
	canary := errors.New("canary")
	for want, err := range map[string]error{
		"the server's certificate is not trusted": &tls.CertificateVerificationError{Err: canary},
		"the host name could not be resolved":     &net.OpError{Op: "dial", Err: &net.DNSError{Name: "canary"}},
		"no connection to the server":             &net.OpError{Op: "dial", Err: canary},
		"no connection through the proxy":         &net.OpError{Op: "proxyconnect", Err: canary},
		"the connection was cut":                  io.ErrUnexpectedEOF,
	} {
		require.Equal(t, want, webex.NetworkFault(err))
		require.Equal(t, want, webex.NetworkFault(fmt.Errorf("canary: %w", &url.Error{Op: "Get", URL: "https://canary", Err: err})))
	}
	require.Equal(t, "the connection was cut", webex.NetworkFault(&net.OpError{Op: "read", Err: canary}))
}
