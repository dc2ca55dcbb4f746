package collect

import "wxaudit/pkg/snapshot"

// handshakeParts are the sections of this area.
func handshakeParts() []part {
	return []part{
		{snapshot.TLSEndpointsName, tlsEndpoints, []Endpoint{handshakeEndpoint}},
	}
}
