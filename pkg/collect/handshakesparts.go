package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// handshakeParts are the sections of this area.
func handshakeParts() []part {
	return []part{
		{snapshot.TLSEndpointsName, tlsEndpoints, nil},
	}
}

func tlsEndpoints(_ context.Context, r *run) {
	r.s.TLSEndpoints.Gap = &snapshot.Gap{Reason: snapshot.Error, Detail: "to be written"}
}
