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

// HostResource is a host on one site; site may be empty. Somebody without an
// account is told apart by a hash of the address, so that the id holds none.
func HostResource(personID, email, site string) finding.Resource {
	id := personID
	if id == "" {
		id = AddressID(email)
	}
	if site != "" {
		id += "@" + site
	}
	return finding.Resource{Type: "host", ID: id, Name: email}
}

// AddressID stands for somebody of whom only the address is known; email may
// be empty.
func AddressID(email string) string {
	if email == "" {
		return "nobody"
	}
	return finding.Fingerprint("", "", finding.Resource{Type: "address", ID: strings.ToLower(email)})
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
