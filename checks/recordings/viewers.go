package recordings

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// viewerRules say who may open a recording.
type viewerRules struct {
	// authorised are e-mail addresses of staff and keys of outsiders. Behind a
	// recording id and a slash they hold for that recording only: a patient may
	// have a right to one recording, and a domain never has.
	authorised []string
	// domains, when there are any, replace those of the snapshot.
	domains []string
}

func rulesOf(in *check.Input) viewerRules {
	return viewerRules{
		authorised: in.Params.Strings("authorised_viewers"),
		domains:    in.Params.Strings("internal_domains"),
	}
}

// internal says whether somebody belongs to the organisation.
func (r viewerRules) internal(v snapshot.Party) snapshot.Tri {
	switch {
	case len(r.domains) > 0 && v.Domain == "":
		return snapshot.Unknown
	case len(r.domains) > 0:
		return snapshot.TriFrom(listed(r.domains, v.Domain))
	default:
		return snapshot.TriFrom(v.Kind == snapshot.Staff)
	}
}

// allows says whether somebody is on the list for this recording.
func (r viewerRules) allows(rec snapshot.RecordingAccess, v snapshot.Party) snapshot.Tri {
	name := v.Key
	if v.Kind == snapshot.Staff {
		name = v.Email
	}
	answer := snapshot.No
	for _, entry := range r.authorised {
		id, who, scoped := strings.Cut(entry, "/")
		if !scoped {
			id, who = "", entry
		}
		switch {
		case name == "":
			answer = snapshot.Unknown
		case !sameFold(who, name):
		case !scoped || id == rec.RecordingID:
			return snapshot.Yes
		case rec.RecordingID == "":
			answer = snapshot.Unknown
		}
	}
	return answer
}

// access judges one person opening one recording, and says why in a part of a
// sentence. The order is that of rule R14.
func (r viewerRules) access(rec snapshot.RecordingAccess, a snapshot.Access) (finding.Status, string) {
	v := a.Viewer
	internal, allowed := r.internal(v), r.allows(rec, v)
	staffOnly := internal == snapshot.Yes && allowed == snapshot.No && len(r.authorised) > 0
	host := v.Email != "" && sameFold(v.Email, rec.Host)
	switch {
	case v.Kind == "":
		return finding.Unknown, "by somebody of whom it is not known whether they belong to the organisation"
	case v.Kind == snapshot.Anonymous && a.Downloaded == snapshot.Unknown:
		return finding.Unknown, "by somebody without an address, and whether it was downloaded is not known"
	case v.Kind == snapshot.Anonymous && a.Downloaded == snapshot.Yes && len(r.authorised) > 0:
		return finding.Fail, "and downloaded by somebody without an address, whom authorised_viewers cannot name"
	case v.Kind == snapshot.Anonymous:
		return finding.Warn, "by somebody without an address, so perhaps through a bare link"
	case internal == snapshot.No && allowed == snapshot.No:
		return finding.Fail, "by " + described(v)
	case internal == snapshot.Unknown:
		return finding.Unknown, "by somebody whose domain is not known"
	case allowed == snapshot.Unknown, staffOnly && (v.Email == "" || rec.Host == ""):
		return finding.Unknown, "by somebody of whom it is not known whether authorised_viewers names them, or whether they are the host"
	case a.Downloaded == snapshot.Unknown:
		return finding.Unknown, fmt.Sprintf("by %s, and whether it was downloaded is not known", described(v))
	case a.Downloaded == snapshot.Yes && v.Key == "":
		return finding.Unknown, "and downloaded by somebody whose address is not known"
	case staffOnly && !host && a.Downloaded == snapshot.Yes:
		return finding.Fail, fmt.Sprintf("and downloaded by %s, whom authorised_viewers does not name", described(v))
	case staffOnly && !host:
		return finding.Warn, fmt.Sprintf("by %s, whom authorised_viewers does not name", described(v))
	default:
		return finding.Pass, ""
	}
}

// described names staff by address and others by domain and key.
func described(v snapshot.Party) string {
	if v.Kind == snapshot.Staff {
		return v.Email
	}
	return fmt.Sprintf("an outsider at %s (key %s)", v.Domain, v.Key)
}
