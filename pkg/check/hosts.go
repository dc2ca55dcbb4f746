package check

import (
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// UnreadMeetings has an unknown finding for every host whose list of meetings
// was not read, or not to its end: a list that ends early looks like a host
// with fewer meetings. The section of hosts is looked at so that nobody is
// forgotten.
func UnreadMeetings(in *Input) []finding.Finding {
	var fs []finding.Finding
	listed := map[string]bool{}
	for _, h := range in.Meetings.Items {
		listed[h.PersonID] = true
		r := HostResource(h.PersonID, h.Host, "")
		switch {
		case h.Gap != nil:
			fs = append(fs, Unread(r, in.Meetings.Source, h.Gap))
		case h.Meetings == nil:
			fs = append(fs, Absent(r, in.Meetings.Source, "items"))
		}
	}
	for _, h := range in.Hosts.Items {
		if !listed[h.PersonID] {
			fs = append(fs, Unknown(HostResource(h.PersonID, h.Email, ""), snapshot.Error,
				fmt.Sprintf("the meetings of %s were not read", h.Email)))
		}
	}
	return fs
}

// UnreadHostSites has an unknown finding for every host and site of which
// something is kept per host and site, and was not read. The section of hosts
// says who should be there; what names the thing in the message.
func UnreadHostSites(in *Input, what string, read func(personID, site string) bool) []finding.Finding {
	var fs []finding.Finding
	for _, h := range in.Hosts.Items {
		if len(h.Sites) == 0 {
			fs = append(fs, Unknown(HostResource(h.PersonID, h.Email, ""), snapshot.FieldAbsent,
				fmt.Sprintf("no site is known for %s, so the %s could not be read", h.Email, what)))
		}
		for _, site := range h.Sites {
			if !read(h.PersonID, site) {
				fs = append(fs, Unknown(HostResource(h.PersonID, h.Email, site), snapshot.Error,
					fmt.Sprintf("the %s of %s on %s was not read", what, h.Email, site)))
			}
		}
	}
	return fs
}

// WasHost says whether somebody who was in an ended meeting is its host. The role
// can be passed on, also to an outsider, who then is a guest like any other.
// Addresses of outsiders are not held, so that the domain must tell the host's
// own account, which may be outside, from a guest's.
func WasHost(m snapshot.EndedMeeting, p snapshot.Participant) snapshot.Tri {
	_, domain, addressed := strings.Cut(m.Host, "@")
	switch {
	case p.Host != snapshot.Yes || p.Kind != snapshot.Outsider:
		return p.Host
	case !addressed || p.Domain == "":
		return snapshot.Unknown
	default:
		return snapshot.TriFrom(strings.EqualFold(p.Domain, domain))
	}
}
