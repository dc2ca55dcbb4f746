package calling

import (
	"cmp"
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// unused answers for an organisation without Webex Calling; nil where it is in
// use, or may be.
func unused(in *check.Input) []finding.Finding {
	if in.LicenseInUse(snapshot.License.Calling) != snapshot.No {
		return nil
	}
	return []finding.Finding{check.NotApplicable(check.OrganizationResource(), "no licence for Webex Calling is in use",
		check.Evidence(in.Licenses.Source, "consumedUnits", 0))}
}

// unread has an unknown finding for each of the sections that is not whole.
func unread(in *check.Input, names ...snapshot.Name) []finding.Finding {
	var fs []finding.Finding
	for _, name := range names {
		part := in.Part(name)
		if g := part.Missing(); g != nil {
			r := finding.Resource{Type: "section", ID: string(name), Name: strings.ReplaceAll(string(name), "_", " ")}
			fs = append(fs, check.Unread(r, part.Origin(), g))
		}
	}
	return fs
}

// organizationCalling is what was read about the organisation, and why a part
// of it was not; without any part, the gap is that of the whole.
func organizationCalling(in *check.Input, part string) (snapshot.Calling, *snapshot.Gap) {
	if g := in.Calling.Missing(); g != nil {
		return snapshot.Calling{}, g
	}
	return *in.Calling.Value, in.Calling.Value.Gaps[part]
}

// locationResource is a location of Webex Calling; it goes by its id where it
// has no name.
func locationResource(l snapshot.CallingLocation) finding.Resource {
	return finding.Resource{Type: "location", ID: cmp.Or(l.ID, "unnamed"), Name: cmp.Or(l.Name, l.ID, "a location")}
}

// lineResource is a line whose calls can be recorded.
func lineResource(l snapshot.RecordedLine) finding.Resource {
	return finding.Resource{Type: "line", ID: cmp.Or(l.ID, "unnamed"), Name: l.Email}
}

// mailboxResource is a mailbox for voicemail.
func mailboxResource(b snapshot.VoicemailBox) finding.Resource {
	return finding.Resource{Type: "mailbox", ID: cmp.Or(b.ID, "unnamed"), Name: b.Email}
}

// partSource is where a part of a location was read.
func partSource(in *check.Input, l snapshot.CallingLocation, part string) snapshot.Source {
	return own(l.Sources[part], in.CallingLocations.Source)
}

// own is the source of an item, or that of its section.
func own(item, section snapshot.Source) snapshot.Source {
	if item.Path == "" {
		return section
	}
	return item
}

// subject begins a sentence about a line or mailbox. Only people have a name
// that may be told.
func subject(kind string, r finding.Resource) string {
	switch {
	case r.Name != "":
		return fmt.Sprintf("the %s of %s", r.Type, r.Name)
	case kind == snapshot.PersonLine || kind == "":
		return "a " + r.Type
	default:
		return fmt.Sprintf("the %s of a %s", r.Type, strings.ReplaceAll(kind, "_", " "))
	}
}
