package collect

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Endpoint is one GET that the tool may send. The catalogue of endpoints is
// the path allow-list of the client's guard, the field allow-list of the
// recorder, and the source of every hint about missing permissions.
type Endpoint struct {
	Host webex.Alias
	// Path has {placeholders} where ids stand.
	Path string
	Rank snapshot.Rank
	// Scope is the OAuth scope that Webex asks for, Role the administrator role
	// that must hold it; both as reference for the administrator.
	Scope string
	Role  string
	// Wire is a value of the type that the answer decodes into. Only its fields
	// are read, and only they survive in a recording; see redact.go for its
	// `redact` tags.
	Wire any
	// Rewrite, when set, redacts what tags cannot express. It sees the decoded
	// answer before the allow-list does, and the pseudonyms of the recording.
	Rewrite func(body any, query url.Values, p *Pseudonyms)
}

// meetingAdmin is who must grant the scopes of that family.
const meetingAdmin = "full or content administrator who is also site administrator" // meeting:admin_*

// request fills the placeholders, in order, and adds the query.
func (e Endpoint) request(query url.Values, ids ...string) webex.Request {
	path := e.Path
	for _, id := range ids {
		from, to := strings.IndexByte(path, '{'), strings.IndexByte(path, '}')
		if from < 0 || to < from {
			panic(fmt.Sprintf("collect: %s takes fewer ids than %d", e.Path, len(ids)))
		}
		path = path[:from] + id + path[to+1:]
	}
	return webex.Request{Host: e.Host, Path: path, Template: e.Path, Query: query}
}

// source says where a section came from.
func (e Endpoint) source() snapshot.Source {
	return snapshot.Source{Path: "GET " + e.Path, Rank: e.Rank}
}

// readAt is source, with when the answer came.
func (e Endpoint) readAt(at time.Time) snapshot.Source {
	src := e.source()
	src.ReadAt = at
	return src
}
