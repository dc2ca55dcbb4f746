package check

import (
	"strings"
	"time"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// SiteResource is a Webex meeting site.
func SiteResource(url string) finding.Resource {
	return finding.Resource{Type: "site", ID: url, Name: url}
}

// HostResource is a host on one site; site may be empty. Every host has an
// account; without its id they are one, because an id holds no address and a
// hash of one could be undone.
func HostResource(personID, email, site string) finding.Resource {
	id := personID
	if id == "" {
		id = "nobody"
	}
	if site != "" {
		id += "@" + site
	}
	return finding.Resource{Type: "host", ID: id, Name: email}
}

// PersonResource is an account of the organisation.
func PersonResource(p snapshot.Person) finding.Resource {
	return finding.Resource{Type: "person", ID: p.ID, Name: p.Email}
}

// MeetingResource is a meeting, named by its host and its start: titles can be
// PHI.
func MeetingResource(m snapshot.Meeting, host string) finding.Resource {
	return finding.Resource{Type: "meeting", ID: m.ID, Name: dated(host, m.Start)}
}

// RecordingResource is a recording, named by its host and when it was recorded.
func RecordingResource(id, host string, recorded time.Time) finding.Resource {
	return finding.Resource{Type: "recording", ID: id, Name: dated(host, recorded)}
}

// dated tells the many meetings of one host apart.
func dated(host string, at time.Time) string {
	if at.IsZero() {
		return host
	}
	return strings.TrimSpace(host + " " + at.UTC().Format("2006-01-02 15:04 UTC"))
}

// OrganizationResource is the audited organisation as a whole.
func OrganizationResource() finding.Resource {
	return finding.Resource{Type: "organization", ID: "organization"}
}

// SettingResource is one setting of the organisation.
func SettingResource(name string) finding.Resource {
	return finding.Resource{Type: "setting", ID: name, Name: name}
}
