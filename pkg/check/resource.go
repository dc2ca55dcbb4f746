package check

import (
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// SiteResource is a Webex meeting site.
func SiteResource(url string) finding.Resource {
	return finding.Resource{Type: "site", ID: url, Name: url}
}

// HostResource is a host on one site; site may be empty.
func HostResource(personID, email, site string) finding.Resource {
	id := personID
	if site != "" {
		id += "@" + site
	}
	return finding.Resource{Type: "host", ID: id, Name: email}
}

// PersonResource is an account of the organisation.
func PersonResource(p snapshot.Person) finding.Resource {
	return finding.Resource{Type: "person", ID: p.ID, Name: p.Email}
}

// MeetingResource is a meeting, named by its host: titles can be PHI.
func MeetingResource(m snapshot.Meeting, host string) finding.Resource {
	return finding.Resource{Type: "meeting", ID: m.ID, Name: host}
}

// RecordingResource is a recording, named by its host.
func RecordingResource(id, host string) finding.Resource {
	return finding.Resource{Type: "recording", ID: id, Name: host}
}

// OrganizationResource is the audited organisation as a whole.
func OrganizationResource() finding.Resource {
	return finding.Resource{Type: "organization", ID: "organization"}
}

// SettingResource is one setting of the organisation.
func SettingResource(name string) finding.Resource {
	return finding.Resource{Type: "setting", ID: name, Name: name}
}
