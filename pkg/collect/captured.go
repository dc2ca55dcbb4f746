package collect

import (
	"net/url"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// CaptureRequest says which request of the collectors the browser's request to a
// service answers, and of which organisation (its UUID) the answer is. It is
// false for what is no read of rank control_hub on the identity broker or the
// Control Hub service, and for a list of which the query asks for a part only.
func CaptureRequest(service webex.Alias, path string, query url.Values) (r webex.Request, organization string, ok bool) {
	if service != webex.Broker && service != webex.ControlHub {
		return r, "", false
	}
	for _, e := range Endpoints() {
		template, segments := strings.Split(e.Path, "/"), strings.Split(path, "/")
		if e.Host != service || e.Rank != snapshot.RankControlHub || !fits(template, segments) {
			continue
		}
		at := slices.Index(template, "{orgUuid}")
		if at < 0 || !uuidShape.MatchString(strings.ToLower(segments[at])) {
			continue
		}
		organization = strings.ToLower(segments[at])
		ids := []string{organization}
		for i := at + 1; i < len(template); i++ {
			if strings.HasPrefix(template[i], "{") {
				ids = append(ids, segments[i])
			}
		}
		q, usable := captureQuery(e, ids[1:], query)
		if !usable {
			continue
		}
		return e.request(q, ids...), organization, true
	}
	return r, "", false
}

// captureQuery is the query that the collectors send where the browser sent
// another one.
func captureQuery(e Endpoint, ids []string, query url.Values) (url.Values, bool) {
	switch e.Path {
	case identityProvidersEndpoint.Path:
		for name := range query {
			if name != "attributes" {
				return nil, false // a filter or a page
			}
		}
		return providersQuery(), true
	case orgSettingEndpoint.Path:
		return nil, ids[0] == retentionKey || slices.Contains(otherKeys, ids[0])
	default:
		return nil, true
	}
}
