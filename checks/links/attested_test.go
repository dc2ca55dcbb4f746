package links_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/links"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var refused = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused"}

func said(answer string, details map[string]any, scope ...string) check.Attestation {
	return check.Attestation{Statement: "links.pmr-site-policy", Answer: answer, Scope: scope, SignedOn: today.Plus(-21), ValidUntil: today.Plus(180), Details: details}
}

func attested(c check.Check, s *snapshot.Snapshot, entries ...check.Attestation) check.Outcome {
	return engine.Evaluate(c, &check.Input{Snapshot: s, Now: now, Today: today, Params: check.Defaults(c.Params), Attestations: entries})
}

// roomy is a site with one host, whose room is as given.
func roomy(room snapshot.PersonalRoom) *snapshot.Snapshot {
	src := snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI}
	room.PersonID, room.Host, room.Site = "P1", host, site
	return &snapshot.Snapshot{
		Sites: section(src, snapshot.Site{URL: site}), SiteSettings: section(src, snapshot.SiteSettings{Site: site, AllowCustomPersonalRoomURL: snapshot.Yes}),
		Hosts: section(src, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}), PersonalRooms: section(src, room),
		Meetings: section(src, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{}}),
		Usage:    section[snapshot.UsageRow](src), EndedMeetings: section[snapshot.EndedMeeting](src),
	}
}

func TestSitePolicyByWord(t *testing.T) {
	t.Parallel()
	captcha := func(on bool) map[string]any { return map[string]any{"captcha": on} }
	none, some := snapshot.PersonalRoom{Exists: snapshot.No}, snapshot.PersonalRoom{Exists: snapshot.Yes}
	old := said("guests_wait", captcha(true), site)
	old.SignedOn, old.ValidUntil = today.Plus(-181), finding.Day{}
	for name, tt := range map[string]struct {
		room   snapshot.PersonalRoom
		change func(*snapshot.Snapshot)
		entry  check.Attestation
		want   finding.Status
	}{
		"guests wait":                        {some, nil, said("guests_wait", captcha(true), site), finding.Pass},
		"guests cannot join":                 {some, nil, said("guests_cannot_join", captcha(true), site), finding.Pass},
		"guests join":                        {some, nil, said("guests_join", captcha(true), site), finding.Fail},
		"no CAPTCHA":                         {some, nil, said("guests_wait", captcha(false), site), finding.Warn},
		"CAPTCHA not attested":               {some, nil, said("guests_wait", nil, site), finding.Unknown},
		"half a year and more ago":           {some, nil, old, finding.Warn},
		"of another site":                    {some, nil, said("guests_wait", captcha(true), "other.webex.com"), finding.Unknown},
		"disabled, and no host has one":      {none, nil, said("disabled", nil, site), finding.NotApplicable},
		"disabled, and a host has one":       {some, nil, said("disabled", nil, site), finding.Fail},
		"disabled, and a room was not read":  {snapshot.PersonalRoom{Gap: refused}, nil, said("disabled", nil, site), finding.Unknown},
		"disabled, and a room says nothing":  {snapshot.PersonalRoom{}, nil, said("disabled", nil, site), finding.Unknown},
		"disabled, and rooms broke off":      {none, func(s *snapshot.Snapshot) { s.PersonalRooms.Gap = refused }, said("disabled", nil, site), finding.Unknown},
		"disabled, and a host was forgotten": {none, func(s *snapshot.Snapshot) { s.PersonalRooms.Items = []snapshot.PersonalRoom{} }, said("disabled", nil, site), finding.Unknown},
		"a site without an address":          {none, func(s *snapshot.Snapshot) { s.Sites.Items[0].URL = "" }, said("guests_wait", captcha(true), site), finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := roomy(tt.room)
			if tt.change != nil {
				tt.change(s)
			}
			o := attested(links.PMRSitePolicy, s, tt.entry)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestRoomsDisabledByWord(t *testing.T) {
	t.Parallel()
	off := said("disabled", nil, site)
	unread, some := snapshot.PersonalRoom{Gap: refused}, snapshot.PersonalRoom{Exists: snapshot.Yes, LinkHoldsMailbox: snapshot.No}
	for _, c := range []check.Check{links.PMRPatientUse, links.PMRCustomURL} {
		require.Equal(t, finding.NotApplicable, attested(c, roomy(unread), off).Status, c.ID)
		require.Equal(t, finding.Unknown, attested(c, roomy(unread)).Status, c.ID)
		unlicensed := snapshot.PersonalRoom{Gap: &snapshot.Gap{Reason: snapshot.NotLicensed, Detail: "not licensed"}}
		require.Equal(t, finding.NotApplicable, attested(c, roomy(unlicensed), off).Status, c.ID)
		throttled := snapshot.PersonalRoom{Gap: &snapshot.Gap{Reason: snapshot.Throttled, Detail: "throttled"}}
		require.Equal(t, finding.Unknown, attested(c, roomy(throttled), off).Status, c.ID)
		require.Equal(t, finding.Unknown, attested(c, roomy(unread), said("disabled", nil, "other.webex.com")).Status, c.ID)
		ended := off
		ended.ValidUntil = today.Plus(-1)
		require.Equal(t, finding.Unknown, attested(c, roomy(unread), ended).Status, c.ID)
		require.Equal(t, attested(c, roomy(some)).Status, attested(c, roomy(some), off).Status, "%s: a room that is seen beats the word", c.ID)
	}
	require.Equal(t, finding.Unknown, attested(links.PMRHardening, roomy(unread), off).Status, "no word is asked there")
}
