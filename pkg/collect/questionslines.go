package collect

import (
	"net/url"
	"strings"

	"wxaudit/pkg/snapshot"
)

// linesPage is how many lines a probe asks for.
const linesPage = 100

// lineQuestions are about single lines and mailboxes of Webex Calling.
func lineQuestions() []*question {
	line := func(e Endpoint, with func(*known) (url.Values, []string, *excuse)) *question {
		return &question{ask: e, parts: names(snapshot.RecordedLinesName), wave: 4, with: with, read: plain[wireLineRecording]()}
	}
	box := func(e Endpoint, with func(*known) (url.Values, []string, *excuse)) *question {
		return &question{ask: e, parts: names(snapshot.VoicemailName), wave: 3, with: with, read: plain[wireVoicemail]()}
	}
	return []*question{
		{ask: vendorUsersEndpoint, fills: names(snapshot.RecordedLinesName), wave: 2, with: ifRecording(startPage(linesPage)),
			read: members(func(k *known) *page[wireVendorUser] { return &k.members })},
		{ask: locationVendorUsersEndpoint, fills: names(snapshot.RecordedLinesName), wave: 3,
			with: func(k *known) (url.Values, []string, *excuse) {
				if not := k.recording(); not != nil {
					return nil, nil, not
				}
				return atLocation(startPage(linesPage))(k)
			},
			read: members(func(k *known) *page[wireVendorUser] { return &k.localMembers })},
		{ask: queuesEndpoint, fills: names(snapshot.RecordedLinesName), wave: 2,
			with: func(k *known) (url.Values, []string, *excuse) {
				not := k.recording()
				if not == nil && k.r.s.LicenseInUse(snapshot.License.Assist) == snapshot.No {
					not = nothing("no licence for Customer Assist is in use")
				}
				return atMost(linesPage, "start", "0", "hasCxEssentials", "true"), nil, not
			},
			read: answers(func(k *known, w struct {
				Queues []wireInLocation `json:"queues"`
			}, more bool) verdict {
				k.queues = page[wireInLocation]{w.Queues, more || len(w.Queues) == linesPage, true}
				return verdict{}
			})},
		line(personRecordingEndpoint, memberOf(snapshot.PersonLine, "person whose calls can be recorded")),
		line(workspaceRecordingEndpoint, memberOf(snapshot.WorkspaceLine, "workspace whose calls can be recorded")),
		line(virtualLineRecordingEndpoint, memberOf(snapshot.VirtualLine, "virtual line whose calls can be recorded")),
		line(queueRecordingEndpoint, func(k *known) (url.Values, []string, *excuse) {
			if not := k.recording(); not != nil {
				return nil, nil, not
			}
			if k.state(queuesEndpoint) == Nothing {
				return nil, nil, nothing("no licence for Customer Assist is in use")
			}
			return inLocation(k.queues, "queue of Customer Assist")
		}),
		{ask: voicemailGroupsEndpoint, fills: names(snapshot.VoicemailName), wave: 2, with: ifCalling(startPage(linesPage)),
			read: answers(func(k *known, w struct {
				Groups []wireInLocation `json:"voicemailGroups"`
			}, more bool) verdict {
				k.mailGroups = page[wireInLocation]{w.Groups, more || len(w.Groups) == linesPage, true}
				return verdict{}
			})},
		{ask: virtualLinesEndpoint, fills: names(snapshot.VoicemailName), wave: 2, with: ifCalling(startPage(linesPage)),
			read: answers(func(k *known, w struct {
				Lines []wireID `json:"virtualLines"`
			}, more bool) verdict {
				k.virtualLines = page[wireID]{w.Lines, more || len(w.Lines) == linesPage, true}
				return verdict{}
			})},
		box(personVoicemailEndpoint, func(k *known) (url.Values, []string, *excuse) {
			if callers := k.callers(); len(callers) > 0 {
				return nil, []string{callers[0].ID}, k.calling()
			}
			people := page[wirePerson]{items: k.people, more: k.peopleMore, read: k.state(peopleEndpoint) == Readable}
			return nil, nil, firstExcuse(k.calling(), people.none("person with a licence for Webex Calling"))
		}),
		box(groupVoicemailEndpoint, func(k *known) (url.Values, []string, *excuse) {
			if not := k.calling(); not != nil {
				return nil, nil, not
			}
			return inLocation(k.mailGroups, "voicemail group")
		}),
		box(workspaceVoicemailEndpoint, func(k *known) (url.Values, []string, *excuse) {
			w, ok := k.workspaces.find(func(w wireWorkspace) bool {
				return w.ID != "" && (strings.EqualFold(string(w.Calling.Type), webexCalling) || w.Calling.Type == "")
			})
			if !ok {
				return nil, nil, firstExcuse(k.calling(), k.workspaces.none("workspace with Webex Calling"))
			}
			return nil, []string{w.ID}, k.calling()
		}),
		box(virtualLineVoicemailEndpoint, func(k *known) (url.Values, []string, *excuse) {
			w, ok := k.virtualLines.find(func(w wireID) bool { return w.ID != "" })
			if !ok {
				return nil, nil, firstExcuse(k.calling(), k.virtualLines.none("virtual line"))
			}
			return nil, []string{w.ID}, k.calling()
		}),
	}
}

func firstExcuse(all ...*excuse) *excuse {
	for _, e := range all {
		if e != nil {
			return e
		}
	}
	return nil
}

// members reads a page of those who can be recorded.
func members(into func(*known) *page[wireVendorUser]) reader {
	return answers(func(k *known, w wireVendorUsers, more bool) verdict {
		*into(k) = page[wireVendorUser]{w.Members, more || len(w.Members) == linesPage, true}
		return verdict{}
	})
}

// memberOf asks about one line of a kind.
func memberOf(kind, what string) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) {
		if not := k.recording(); not != nil {
			return nil, nil, not
		}
		for _, list := range []page[wireVendorUser]{k.members, k.localMembers} {
			if w, ok := list.find(func(w wireVendorUser) bool { return w.ID != "" && w.kind() == kind }); ok {
				return nil, []string{w.ID}, nil
			}
		}
		if k.locations.read && !k.locations.more && len(k.locations.items) < 2 {
			// With one location both lists together are all.
			return nil, nil, firstExcuse(unread(k.members, what), unread(k.localMembers, what), nothing("there is no "+what))
		}
		return nil, nil, unsure("no " + what + " was found to ask about")
	}
}

// unread is the excuse for a list that is not whole; nil for one that is.
func unread[W any](p page[W], what string) *excuse {
	if not := p.none(what); not.state != Nothing {
		return not
	}
	return nil
}

// inLocation asks about an entry by its location and its own id.
func inLocation(list page[wireInLocation], what string) (url.Values, []string, *excuse) {
	w, ok := list.find(func(w wireInLocation) bool { return w.ID != "" && w.LocationID != "" })
	if !ok {
		return nil, nil, list.none(what)
	}
	return nil, []string{w.LocationID, w.ID}, nil
}
