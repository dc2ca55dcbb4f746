package calling

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// setting is a value with where it was read; why is the gap when it was not.
type setting[T any] struct {
	value T
	src   snapshot.Source
	why   *snapshot.Gap
}

// absent says that the answer lacked a field.
func absent(field string) *snapshot.Gap {
	return &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: "Webex did not return " + field}
}

// effectiveVendor is the recording provider at a location: its own where it has
// one, else that of the organisation (rule R6). An empty id is a place that is
// not known.
func effectiveVendor(in *check.Input, location string) setting[string] {
	return effective(in, location, snapshot.PartVendors, organizationVendor(in), func(l snapshot.CallingLocation, src snapshot.Source) (snapshot.Tri, setting[string]) {
		s := setting[string]{value: l.Vendor, src: src}
		if l.Vendor == "" {
			s.why = absent("defaultVendorName")
		}
		return l.OrgVendor, s
	})
}

// organizationRegion is the country where Webex keeps the organisation's
// recordings.
func organizationRegion(in *check.Input) setting[string] {
	c, gap := organizationCalling(in, snapshot.PartDataPolicy)
	s := setting[string]{value: c.DataRegion, src: in.Calling.SourceOf("data_region"), why: gap}
	if gap == nil && c.DataRegion == "" {
		s.why = absent("orgDataRegion")
	}
	return s
}

// effectiveRegion is the country where Webex keeps the recordings of a location
// (rule R6).
func effectiveRegion(in *check.Input, location string) setting[string] {
	return effective(in, location, snapshot.PartDataPolicy, organizationRegion(in), func(l snapshot.CallingLocation, src snapshot.Source) (snapshot.Tri, setting[string]) {
		s := setting[string]{value: l.DataRegion, src: src}
		if l.DataRegion == "" {
			s.why = absent("locationDataRegion")
		}
		return l.OrgDataRegion, s
	})
}

func organizationVendor(in *check.Input) setting[string] {
	c, gap := organizationCalling(in, snapshot.PartVendors)
	s := setting[string]{value: c.Vendor, src: in.Calling.SourceOf("vendor"), why: gap}
	if gap == nil && c.Vendor == "" {
		s.why = absent("vendorName")
	}
	return s
}

func organizationAnnouncement(in *check.Input) setting[snapshot.Announcement] {
	c, gap := organizationCalling(in, snapshot.PartAnnouncement)
	return setting[snapshot.Announcement]{value: c.Announcement, src: in.Calling.SourceOf("announcement"), why: gap}
}

// effectiveAnnouncement is what callers hear at a location (rule R6).
func effectiveAnnouncement(in *check.Input, location string) setting[snapshot.Announcement] {
	return effective(in, location, snapshot.PartAnnouncement, organizationAnnouncement(in), func(l snapshot.CallingLocation, src snapshot.Source) (snapshot.Tri, setting[snapshot.Announcement]) {
		return l.Announcement.UseOrganization, setting[snapshot.Announcement]{value: l.Announcement, src: src}
	})
}

// effective is the value at a location: of the organisation where the location
// follows it, else its own. Where the location of something is not known, only
// the organisation's value can count, and only when every location follows it.
func effective[T any](in *check.Input, location, part string, ours setting[T],
	look func(snapshot.CallingLocation, snapshot.Source) (follows snapshot.Tri, own setting[T]),
) setting[T] {
	if location == "" {
		if g := in.CallingLocations.Missing(); g != nil {
			return setting[T]{src: in.CallingLocations.Source, why: g}
		}
		if slices.ContainsFunc(in.CallingLocations.Items, func(l snapshot.CallingLocation) bool {
			follows, _ := look(l, snapshot.Source{})
			return follows != snapshot.Yes
		}) {
			return setting[T]{src: in.CallingLocations.Source, why: &snapshot.Gap{Reason: snapshot.FieldAbsent,
				Detail: "the location is not known, and not every location has the settings of the organisation"}}
		}
		return ours
	}
	i := slices.IndexFunc(in.CallingLocations.Items, func(l snapshot.CallingLocation) bool { return l.ID == location })
	if i < 0 {
		return setting[T]{src: in.CallingLocations.Source, why: &snapshot.Gap{Reason: snapshot.Error, Detail: "the location was not read"}}
	}
	l := in.CallingLocations.Items[i]
	src := partSource(in, l, part)
	if g := l.Gaps[part]; g != nil {
		return setting[T]{src: src, why: g}
	}
	follows, own := look(l, src)
	switch follows {
	case snapshot.Yes:
		return ours
	case snapshot.No:
		return own
	default:
		return setting[T]{src: src, why: &snapshot.Gap{Reason: snapshot.FieldAbsent,
			Detail: "Webex did not say whether the location has the settings of the organisation"}}
	}
}
