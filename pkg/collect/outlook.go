package collect

import (
	"slices"

	"wxaudit/pkg/snapshot"
)

// Outlook is what a run would make of a section.
type Outlook struct {
	Section snapshot.Name
	// Holes are what it would lack; none means that it would be whole.
	Holes []Hole
	// Lost says that there would be nothing in it at all.
	Lost bool
}

// Hole is a gap that a run would have, or might.
type Hole struct {
	Gap snapshot.Gap
	// Whole says that nothing may be concluded from what the section does not hold;
	// otherwise only single items have the gap.
	Whole bool
	// Sure is false where a preflight cannot tell.
	Sure bool
}

// Readable says that nothing is known to be missing, and that nothing is in doubt.
func (o Outlook) Readable() bool { return len(o.Holes) == 0 }

// tie is how the hole of one section becomes one of another.
type tie struct {
	on snapshot.Name
	// lost says that nothing is left when there is nothing in the other.
	lost bool
}

// ties say which sections have a gap because one that they build on has. Not
// every section below does that: some only help to judge single items. A test
// takes every permission away and holds the table to what the checks then say.
var ties = map[snapshot.Name][]tie{
	snapshot.SitesName:             {{snapshot.LicensesName, false}, {snapshot.PeopleName, false}},
	snapshot.SiteSettingsName:      {{snapshot.SitesName, true}},
	snapshot.HostsName:             {{snapshot.PeopleName, true}, {snapshot.LicensesName, true}},
	snapshot.SchedulingName:        {{snapshot.HostsName, true}},
	snapshot.PersonalRoomsName:     {{snapshot.HostsName, true}},
	snapshot.MeetingsName:          {{snapshot.HostsName, true}},
	snapshot.EndedMeetingsName:     {{snapshot.PeopleName, false}},
	snapshot.PastSeriesName:        {{snapshot.EndedMeetingsName, true}},
	snapshot.UsageName:             {{snapshot.SitesName, true}},
	snapshot.RecordingsName:        {{snapshot.SitesName, true}},
	snapshot.DeletedRecordingsName: {{snapshot.SitesName, true}},
	snapshot.PurgedRecordingsName:  {{snapshot.SitesName, true}},
	snapshot.OldRecordingsName:     {{snapshot.SitesName, true}, {snapshot.OrganizationName, true}},
	snapshot.RecordingAccessName:   {{snapshot.SitesName, true}},
	snapshot.TranscriptsName:       {{snapshot.SitesName, true}},
	snapshot.SessionTypesName:      {{snapshot.SitesName, true}},
	snapshot.LinkedFoldersName:     {{snapshot.SpacesName, true}},
	snapshot.AuthorizationsName:    {{snapshot.PeopleName, true}, {snapshot.ScimUsersName, false}, {snapshot.ScimGroupsName, false}},
	snapshot.RecordedLinesName:     {{snapshot.CallingLocationsName, false}},
	snapshot.VoicemailName:         {{snapshot.LicensesName, false}, {snapshot.PeopleName, false}, {snapshot.WorkspacesName, false}},
	snapshot.DeviceSettingsName:    {{snapshot.DevicesName, true}},
	snapshot.TLSEndpointsName:      {{snapshot.SitesName, false}, {snapshot.WebhooksName, false}},
}

// outlooks reckons what becomes of the sections.
func (k *known) outlooks(want []snapshot.Name, probes []Probe) []Outlook {
	done := map[snapshot.Name]Outlook{}
	var look func(name snapshot.Name) Outlook
	look = func(name snapshot.Name) Outlook {
		if o, ok := done[name]; ok {
			return o
		}
		o := own(name, probes)
		for _, t := range ties[name] {
			below := look(t.on)
			for _, h := range below.Holes {
				if h.Whole {
					o.Holes = append(o.Holes, h)
				}
			}
			o.Lost = o.Lost || t.lost && below.Lost
		}
		k.adjust(&o, look)
		o.prune()
		done[name] = o
		return o
	}
	var all []Outlook
	for _, name := range Foundation(want...) {
		all = append(all, look(name))
	}
	return all
}

// own is the outlook of a section by its own questions.
func own(name snapshot.Name, probes []Probe) Outlook {
	o := Outlook{Section: name}
	var lists, lists0, contents, contents0 int // asked for, and not to be had
	for _, p := range probes {
		fills, parts := slices.Contains(p.Fills, name), slices.Contains(p.Parts, name)
		if !fills && !parts {
			continue
		}
		gone := !p.came && (p.State == Refused || p.State == LeftOut)
		if p.State != Nothing {
			lists, lists0 = lists+count(fills), lists0+count(fills && gone)
			contents, contents0 = contents+count(p.hollow), contents0+count(p.hollow && gone)
		}
		if p.State != Readable && p.State != Nothing {
			o.Holes = append(o.Holes, Hole{Gap: p.gap(), Whole: fills, Sure: p.State != Untested})
		}
	}
	o.Lost = lists > 0 && lists == lists0 || contents > 0 && contents == contents0
	return o
}

func count(is bool) int {
	if is {
		return 1
	}
	return 0
}

// gap is the gap of a probe, or one that says why it has none.
func (p Probe) gap() snapshot.Gap {
	if p.Gap != nil {
		return *p.Gap
	}
	return snapshot.Gap{Reason: snapshot.Error, Detail: "GET " + p.Endpoint.Path + ": " + p.Why}
}

// prune leaves each hole once, and no doubts where the whole is known to be
// missing.
func (o *Outlook) prune() {
	sure := slices.ContainsFunc(o.Holes, func(h Hole) bool { return h.Whole && h.Sure })
	var kept []Hole
	for _, h := range o.Holes {
		if !slices.Contains(kept, h) && (h.Sure || !sure) {
			kept = append(kept, h)
		}
	}
	o.Holes = kept
}
