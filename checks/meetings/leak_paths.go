package meetings

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// leak is a switch through which content can leave a meeting, of T: a site's
// settings or a meeting.
type leak[T any] struct {
	name  string // as the policy names it
	field string // as Webex does
	opens string // what it does when on
	value func(T) snapshot.Tri
	fails bool // on is a failure, not a warning
	// privilege says that it is one of the attendees' privileges, which Webex
	// does not have for webinars (GET /v1/meetings, attendeePrivileges).
	privilege bool
}

var siteLeaks = []leak[snapshot.SiteSettings]{
	{name: "allowMobileScreenCapture", field: "securityOptions.allowMobileScreenCapture", opens: "lets Android phones take screenshots",
		value: func(s snapshot.SiteSettings) snapshot.Tri { return s.AllowMobileScreenCapture }},
}

var meetingLeaks = []leak[snapshot.Meeting]{
	{name: "enabledLiveStream", field: "enabledLiveStream", opens: "is streamed live",
		value: func(m snapshot.Meeting) snapshot.Tri { return m.LiveStream }},
	{name: "enabledRemoteControl", field: "attendeePrivileges.enabledRemoteControl", opens: "lets attendees control a shared screen",
		value: func(m snapshot.Meeting) snapshot.Tri { return m.RemoteControl }, privilege: true},
	{name: "enabledFileTransfer", field: "meetingOptions.enabledFileTransfer", opens: "lets files be transferred",
		value: func(m snapshot.Meeting) snapshot.Tri { return m.FileTransfer }},
	{name: "enabledSaveDocument", field: "attendeePrivileges.enabledSaveDocument", opens: "lets attendees save shared documents",
		value: func(m snapshot.Meeting) snapshot.Tri { return m.SaveDocument }, privilege: true},
}

// leaksNamed returns those of all that the policy names, failures first.
func leaksNamed[T any](all []leak[T], fail, warn []string) []leak[T] {
	var failing, warning []leak[T]
	for _, l := range all {
		switch {
		case slices.Contains(fail, l.name):
			l.fails = true
			failing = append(failing, l)
		case slices.Contains(warn, l.name):
			warning = append(warning, l)
		}
	}
	return append(failing, warning...)
}

// meetingLeaksOf returns those that a meeting of its type can have. Without the
// type it is not known whether it has privileges at all, but one that is on is on.
func meetingLeaksOf(m snapshot.Meeting, leaks []leak[snapshot.Meeting]) []leak[snapshot.Meeting] {
	var its []leak[snapshot.Meeting]
	for _, l := range leaks {
		switch {
		case l.privilege && m.ScheduledType == webinar:
			continue
		case l.privilege && m.ScheduledType == "" && l.value(m) != snapshot.Yes:
			l.field, l.value = "scheduledType", func(snapshot.Meeting) snapshot.Tri { return snapshot.Unknown }
		}
		its = append(its, l)
	}
	return its
}

// misnamedLeaks has an unknown finding for every name in a parameter that is
// no switch: a misspelt one would otherwise go unwatched.
func misnamedLeaks(param string, names []string) []finding.Finding {
	var fs []finding.Finding
	for _, name := range names {
		onSite := slices.ContainsFunc(siteLeaks, func(l leak[snapshot.SiteSettings]) bool { return l.name == name })
		onMeeting := slices.ContainsFunc(meetingLeaks, func(l leak[snapshot.Meeting]) bool { return l.name == name })
		if !onSite && !onMeeting {
			fs = append(fs, check.Unknown(check.SettingResource(param+"."+name), snapshot.Error,
				fmt.Sprintf("%s names %q, which is no setting that this check reads", param, name)))
		}
	}
	return fs
}

// judgeLeaks judges one site or meeting by its open leaks; those that are
// failures come first.
func judgeLeaks[T any](leaks []leak[T], of T, subject string, r finding.Resource, src snapshot.Source) finding.Finding {
	ev := make([]finding.Evidence, len(leaks))
	var faults check.Faults
	for i, l := range leaks {
		on := l.value(of)
		ev[i] = check.Evidence(src, l.field, on.Any())
		faults.Fail(on == snapshot.Yes && l.fails, l.opens)
		faults.Warn(on == snapshot.Yes && !l.fails, l.opens)
	}
	return faults.Judge(r, src, subject, "has no such way open for content", ev...)
}
