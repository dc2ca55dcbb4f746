package meetings_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/meetings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// evaluate runs a check and looks at what every finding must be like.
func evaluate(t *testing.T, c check.Check, s *snapshot.Snapshot, params check.Params) check.Outcome {
	t.Helper()
	p := check.Defaults(c.Params)
	for name, v := range params {
		p[name] = v
	}
	o := engine.Evaluate(c, &check.Input{Snapshot: s, Now: now, Params: p})
	for _, f := range o.Findings {
		require.NotContains(t, strings.ToLower(f.Message), "compliant")
		require.NotContains(t, f.Message, "the check broke")
		require.NotContains(t, f.Message, "mail.example", "outsiders are not named")
		require.NotContains(t, f.Resource.ID, "@clinic.example")
		for _, e := range f.Evidence {
			require.Equal(t, api.Path, e.Source)
		}
	}
	return o
}

// organisation has one site in use and one host with these meetings; the
// settings that no test changes are as they should be.
func organisation(settings snapshot.SiteSettings, ms ...snapshot.Meeting) *snapshot.Snapshot {
	settings.Site = site
	return &snapshot.Snapshot{
		Sites:         section(api, snapshot.Site{URL: site, Consumed: snapshot.Some(3)}),
		SiteSettings:  section(api, settings),
		Hosts:         section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
		Scheduling:    section(api, snapshot.SchedulingPreferences{PersonID: "P1", Host: host, Site: site, JoinBeforeHost: snapshot.No}),
		Meetings:      section(api, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: append([]snapshot.Meeting{}, ms...)}),
		EndedMeetings: section[snapshot.EndedMeeting](api),
		PastSeries:    section[snapshot.PastSeries](api),
	}
}

// meeting is a coming single meeting, changed as the test wants it.
func meeting(change func(*snapshot.Meeting)) snapshot.Meeting {
	m := snapshot.Meeting{
		ID: "M1", Type: "meetingSeries", ScheduledType: "meeting", Site: site, Start: now.AddDate(0, 0, 3), Recurrence: snapshot.Recurrence{Kind: "none"},
		JoinBeforeHost: snapshot.No, AudioBeforeHost: snapshot.No, UnlockedJoin: "allowJoinWithLobby", AutoLock: snapshot.Yes, AutoLockMinutes: snapshot.Some(5),
		AnyUserCoHost: snapshot.No, FirstUserCoHost: snapshot.No, AuthenticatedDevices: snapshot.No, PasswordSet: snapshot.Yes, PhonePasswordSet: snapshot.Yes,
		Public: snapshot.No, LiveStream: snapshot.No, FileTransfer: snapshot.No, RemoteControl: snapshot.No, SaveDocument: snapshot.No,
	}
	if change != nil {
		change(&m)
	}
	return m
}

func TestSites(t *testing.T) {
	t.Parallel()
	strong := snapshot.SiteSettings{RequireStrongPassword: snapshot.Yes, PasswordMinLength: snapshot.Some(8), PasswordMinNumeric: snapshot.Some(1),
		PasswordMinAlpha: snapshot.Some(1), PasswordMinSpecial: snapshot.Some(0), PasswordDisallowDynamicWebText: snapshot.Yes,
		PasswordDisallowList: snapshot.Yes, PasswordDisallowed: snapshot.Some(1)}
	but := func(change func(*snapshot.SiteSettings)) snapshot.SiteSettings {
		s := strong
		change(&s)
		return s
	}
	tests := map[string]struct {
		check    check.Check
		settings snapshot.SiteSettings
		params   check.Params
		want     finding.Status
	}{
		"both wait":            {meetings.JoinBeforeHostSite, snapshot.SiteSettings{JoinBeforeHost: snapshot.No, AudioBeforeHost: snapshot.No}, nil, finding.Pass},
		"attendees first":      {meetings.JoinBeforeHostSite, snapshot.SiteSettings{JoinBeforeHost: snapshot.Yes}, nil, finding.Fail},
		"audio first":          {meetings.JoinBeforeHostSite, snapshot.SiteSettings{JoinBeforeHost: snapshot.No, AudioBeforeHost: snapshot.Yes}, nil, finding.Warn},
		"audio unknown":        {meetings.JoinBeforeHostSite, snapshot.SiteSettings{JoinBeforeHost: snapshot.No}, nil, finding.Unknown},
		"join unknown":         {meetings.JoinBeforeHostSite, snapshot.SiteSettings{AudioBeforeHost: snapshot.Yes}, nil, finding.Unknown},
		"refused":              {meetings.JoinBeforeHostSite, snapshot.SiteSettings{Gap: broken}, nil, finding.Unknown},
		"presenter":            {meetings.HostPrivilegeGrant, snapshot.SiteSettings{FirstAttendeeAsPresenter: snapshot.Yes}, nil, finding.Warn},
		"presenter unknown":    {meetings.HostPrivilegeGrant, snapshot.SiteSettings{}, nil, finding.Unknown},
		"listed":               {meetings.Unlisted, snapshot.SiteSettings{UnlistAllMeetings: snapshot.No}, nil, finding.Warn},
		"unlisted":             {meetings.Unlisted, snapshot.SiteSettings{UnlistAllMeetings: snapshot.Yes}, nil, finding.Pass},
		"screen capture":       {meetings.ContentLeakPaths, snapshot.SiteSettings{AllowMobileScreenCapture: snapshot.Yes}, nil, finding.Warn},
		"strong":               {meetings.StrongPasswordSite, strong, nil, finding.Pass},
		"not enforced":         {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.RequireStrongPassword = snapshot.No }), nil, finding.Fail},
		"five characters":      {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.PasswordMinLength = snapshot.Some(5) }), nil, finding.Fail},
		"six":                  {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.PasswordMinLength = snapshot.Some(6) }), nil, finding.Warn},
		"seven":                {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.PasswordMinLength = snapshot.Some(7) }), nil, finding.Warn},
		"eight, twelve wanted": {meetings.StrongPasswordSite, strong, check.Params{"min_length": 12}, finding.Warn},
		"five, and a gap":      {meetings.StrongPasswordSite, snapshot.SiteSettings{PasswordMinLength: snapshot.Some(5)}, nil, finding.Fail},
		"no kinds of character": {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) {
			s.PasswordMinNumeric, s.PasswordMinAlpha = snapshot.Some(0), snapshot.Some(0)
		}), nil, finding.Warn},
		"host's name allowed":  {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.PasswordDisallowDynamicWebText = snapshot.No }), nil, finding.Warn},
		"which policy accepts": {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.PasswordDisallowDynamicWebText = snapshot.No }), check.Params{"require_disallow_dynamic": false}, finding.Pass},
		"empty list":           {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.PasswordDisallowed = snapshot.Some(0) }), nil, finding.Warn},
		"list off":             {meetings.StrongPasswordSite, but(func(s *snapshot.SiteSettings) { s.PasswordDisallowList = snapshot.No }), nil, finding.Warn},
		"no criteria":          {meetings.StrongPasswordSite, snapshot.SiteSettings{RequireStrongPassword: snapshot.Yes}, nil, finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, tt.check, organisation(tt.settings), tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Findings[0].Resource.ID, site)
		})
	}
}

func TestSiteThatNobodyAsked(t *testing.T) {
	t.Parallel()
	s := organisation(snapshot.SiteSettings{JoinBeforeHost: snapshot.No, AudioBeforeHost: snapshot.No})
	s.Sites.Items = append(s.Sites.Items, snapshot.Site{URL: "rehab.webex.com", Licensed: snapshot.Yes})
	o := evaluate(t, meetings.JoinBeforeHostSite, s, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Contains(t, o.Message, "rehab.webex.com")
}

func TestUnusedSite(t *testing.T) {
	t.Parallel()
	on := snapshot.SiteSettings{JoinBeforeHost: snapshot.Yes, AudioBeforeHost: snapshot.Yes}
	tests := map[string]struct {
		consumed snapshot.Opt[int]
		ended    snapshot.Section[snapshot.EndedMeeting]
		want     finding.Status
	}{
		"one licence":               {snapshot.Some(1), section[snapshot.EndedMeeting](api), finding.Fail},
		"one licence, list refused": {snapshot.Some(1), snapshot.Section[snapshot.EndedMeeting]{Gap: broken}, finding.Fail},
		"nobody and nothing":        {snapshot.Some(0), section[snapshot.EndedMeeting](api), finding.NotApplicable},
		"nobody, but a meeting":     {snapshot.Some(0), section(api, snapshot.EndedMeeting{ID: "I1", Site: site}), finding.Fail},
		"meeting elsewhere":         {snapshot.Some(0), section(api, snapshot.EndedMeeting{ID: "I1", Site: "other.webex.com"}), finding.NotApplicable},
		"meeting somewhere":         {snapshot.Some(0), section(api, snapshot.EndedMeeting{ID: "I1"}), finding.Unknown},
		"list refused":              {snapshot.Some(0), snapshot.Section[snapshot.EndedMeeting]{Gap: broken}, finding.Unknown},
		"less than nobody":          {snapshot.Some(-1), section[snapshot.EndedMeeting](api), finding.Unknown},
		"licences unknown":          {snapshot.Opt[int]{}, section[snapshot.EndedMeeting](api), finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := organisation(on)
			s.Sites.Items[0].Consumed, s.EndedMeetings = tt.consumed, tt.ended
			o := evaluate(t, meetings.JoinBeforeHostSite, s, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestMeetings(t *testing.T) {
	t.Parallel()
	open := func(minutes int, lobby string) func(*snapshot.Meeting) {
		return func(m *snapshot.Meeting) {
			m.JoinBeforeHost, m.JoinBeforeHostMinutes, m.UnlockedJoin = snapshot.Yes, snapshot.Some(minutes), lobby
		}
	}
	unprivileged := func(scheduledType string) func(*snapshot.Meeting) {
		return func(m *snapshot.Meeting) {
			m.ScheduledType, m.RemoteControl, m.SaveDocument = scheduledType, snapshot.Unknown, snapshot.Unknown
		}
	}
	early := check.Params{"max_early_minutes": 10}
	invitees := func(kinds ...string) *snapshot.Invitees {
		inv := &snapshot.Invitees{People: []snapshot.Party{}}
		for i, k := range kinds {
			inv.People = append(inv.People, snapshot.Party{Kind: k, Domain: "mail.example", Key: fmt.Sprint(i)})
		}
		return inv
	}
	block := func(inv *snapshot.Invitees) func(*snapshot.Meeting) {
		return func(m *snapshot.Meeting) { m.UnlockedJoin, m.Invitees = "blockFromJoin", inv }
	}
	tests := map[string]struct {
		check  check.Check
		change func(*snapshot.Meeting)
		params check.Params
		want   finding.Status
	}{
		"waits for the host":           {meetings.JoinBeforeHost, nil, nil, finding.Pass},
		"opens at the start":           {meetings.JoinBeforeHost, open(0, "allowJoinWithLobby"), nil, finding.Warn},
		"five minutes early":           {meetings.JoinBeforeHost, open(5, "allowJoinWithLobby"), nil, finding.Fail},
		"early as allowed, lobby":      {meetings.JoinBeforeHost, open(10, "allowJoinWithLobby"), early, finding.Pass},
		"a minute more":                {meetings.JoinBeforeHost, open(11, "allowJoinWithLobby"), early, finding.Fail},
		"early as allowed, no lobby":   {meetings.JoinBeforeHost, open(5, "allowJoin"), early, finding.Fail},
		"early as allowed, unknown":    {meetings.JoinBeforeHost, open(5, ""), early, finding.Unknown},
		"early as allowed, new word":   {meetings.JoinBeforeHost, open(5, "allowFriends"), early, finding.Unknown},
		"minutes unknown":              {meetings.JoinBeforeHost, func(m *snapshot.Meeting) { m.JoinBeforeHost = snapshot.Yes }, nil, finding.Unknown},
		"audio early":                  {meetings.JoinBeforeHost, func(m *snapshot.Meeting) { m.AudioBeforeHost = snapshot.Yes }, nil, finding.Warn},
		"audio unknown":                {meetings.JoinBeforeHost, func(m *snapshot.Meeting) { m.AudioBeforeHost = snapshot.Unknown }, nil, finding.Unknown},
		"webinar is judged":            {meetings.JoinBeforeHost, func(m *snapshot.Meeting) { open(15, "allowJoin")(m); m.ScheduledType = "webinar" }, nil, finding.Fail},
		"look-ahead cannot be served":  {meetings.JoinBeforeHost, nil, check.Params{"lookahead_days": 31}, finding.Unknown},
		"lobby":                        {meetings.LobbyForUninvited, nil, nil, finding.Pass},
		"straight in":                  {meetings.LobbyForUninvited, func(m *snapshot.Meeting) { m.UnlockedJoin = "allowJoin" }, nil, finding.Fail},
		"straight in whatever allowed": {meetings.LobbyForUninvited, func(m *snapshot.Meeting) { m.UnlockedJoin = "allowJoin" }, check.Params{"allowed": []string{"allowJoin"}}, finding.Fail},
		"lobby not allowed":            {meetings.LobbyForUninvited, nil, check.Params{"allowed": []string{"blockFromJoin"}}, finding.Fail},
		"new word":                     {meetings.LobbyForUninvited, func(m *snapshot.Meeting) { m.UnlockedJoin = "allowFriends" }, nil, finding.Unknown},
		"blocked, outsider invited":    {meetings.LobbyForUninvited, block(invitees(snapshot.Staff, snapshot.Outsider)), nil, finding.Warn},
		"blocked, staff invited":       {meetings.LobbyForUninvited, block(invitees(snapshot.Staff)), nil, finding.Pass},
		"blocked, invitees refused":    {meetings.LobbyForUninvited, block(&snapshot.Invitees{Gap: broken}), nil, finding.Unknown},
		"blocked, not asked for":       {meetings.LobbyForUninvited, block(nil), nil, finding.Unknown},
		"Personal Room, other rule":    {meetings.LobbyForUninvited, func(m *snapshot.Meeting) { m.ScheduledType, m.UnlockedJoin = "personalRoomMeeting", "" }, nil, finding.NotApplicable},
		"kind of meeting unknown":      {meetings.LobbyForUninvited, func(m *snapshot.Meeting) { m.ScheduledType = "" }, nil, finding.Unknown},
		"locks in time":                {meetings.AutoLock, nil, nil, finding.Pass},
		"locks a minute late":          {meetings.AutoLock, func(m *snapshot.Meeting) { m.AutoLockMinutes = snapshot.Some(6) }, nil, finding.Warn},
		"limit of the policy":          {meetings.AutoLock, nil, check.Params{"max_lock_minutes": 4}, finding.Warn},
		"never locks, lobby":           {meetings.AutoLock, func(m *snapshot.Meeting) { m.AutoLock = snapshot.No }, nil, finding.Warn},
		"never locks, no lobby":        {meetings.AutoLock, func(m *snapshot.Meeting) { m.AutoLock, m.UnlockedJoin = snapshot.No, "allowJoin" }, nil, finding.Fail},
		"never locks, lobby unknown":   {meetings.AutoLock, func(m *snapshot.Meeting) { m.AutoLock, m.UnlockedJoin = snapshot.No, "" }, nil, finding.Unknown},
		"default is not assumed":       {meetings.AutoLock, func(m *snapshot.Meeting) { m.AutoLock, m.AutoLockMinutes = snapshot.Unknown, snapshot.Opt[int]{} }, nil, finding.Unknown},
		"no host rights":               {meetings.HostPrivilegeGrant, nil, nil, finding.Pass},
		"anyone cohost":                {meetings.HostPrivilegeGrant, func(m *snapshot.Meeting) { m.AnyUserCoHost, m.FirstUserCoHost = snapshot.Yes, snapshot.Unknown }, nil, finding.Fail},
		"first one cohost":             {meetings.HostPrivilegeGrant, func(m *snapshot.Meeting) { m.FirstUserCoHost = snapshot.Yes }, nil, finding.Warn},
		"devices":                      {meetings.HostPrivilegeGrant, func(m *snapshot.Meeting) { m.AuthenticatedDevices = snapshot.Yes }, nil, finding.Warn},
		"devices, rest unknown":        {meetings.HostPrivilegeGrant, func(m *snapshot.Meeting) { m.AuthenticatedDevices, m.AnyUserCoHost = snapshot.Yes, snapshot.Unknown }, nil, finding.Unknown},
		"passwords":                    {meetings.PasswordPresent, nil, nil, finding.Pass},
		"no password":                  {meetings.PasswordPresent, func(m *snapshot.Meeting) { m.PasswordSet = snapshot.No }, nil, finding.Fail},
		"hidden is not absent":         {meetings.PasswordPresent, func(m *snapshot.Meeting) { m.PasswordSet, m.PhonePasswordSet = snapshot.Unknown, snapshot.Unknown }, nil, finding.Unknown},
		"none for phones":              {meetings.PasswordPresent, func(m *snapshot.Meeting) { m.PhonePasswordSet = snapshot.No }, nil, finding.Warn},
		"none for phones, other site":  {meetings.PasswordPresent, func(m *snapshot.Meeting) { m.PhonePasswordSet, m.Site = snapshot.No, "other.webex.com" }, nil, finding.Unknown},
		"Personal Room password":       {meetings.PasswordPresent, func(m *snapshot.Meeting) { m.ScheduledType, m.PasswordSet = "personalRoomMeeting", snapshot.Unknown }, nil, finding.NotApplicable},
		"on the calendar":              {meetings.Unlisted, func(m *snapshot.Meeting) { m.Public = snapshot.Yes }, nil, finding.Fail},
		"streamed":                     {meetings.ContentLeakPaths, func(m *snapshot.Meeting) { m.LiveStream, m.FileTransfer = snapshot.Yes, snapshot.Unknown }, nil, finding.Fail},
		"files":                        {meetings.ContentLeakPaths, func(m *snapshot.Meeting) { m.FileTransfer = snapshot.Yes }, nil, finding.Warn},
		"files, policy says failure":   {meetings.ContentLeakPaths, func(m *snapshot.Meeting) { m.FileTransfer = snapshot.Yes }, check.Params{"fail_on": []string{"enabledFileTransfer"}}, finding.Fail},
		"files, privileges unknown":    {meetings.ContentLeakPaths, func(m *snapshot.Meeting) { m.FileTransfer, m.SaveDocument = snapshot.Yes, snapshot.Unknown }, nil, finding.Unknown},
		"files, not named":             {meetings.ContentLeakPaths, func(m *snapshot.Meeting) { m.FileTransfer = snapshot.Yes }, check.Params{"warn_on": []string{"enabledSaveDocument"}}, finding.Pass},
		"a webinar, no privileges":     {meetings.ContentLeakPaths, unprivileged("webinar"), nil, finding.Pass},
		"a meeting, no privileges":     {meetings.ContentLeakPaths, unprivileged("meeting"), nil, finding.Unknown},
		"nobody knows what, no rights": {meetings.ContentLeakPaths, unprivileged(""), nil, finding.Unknown},
		"nobody knows what, remote": {meetings.ContentLeakPaths, func(m *snapshot.Meeting) { m.ScheduledType, m.RemoteControl = "", snapshot.Yes },
			check.Params{"fail_on": []string{"enabledRemoteControl"}}, finding.Fail},
		"a webinar, nothing to look at": {meetings.ContentLeakPaths, unprivileged("webinar"),
			check.Params{"fail_on": []string{"enabledRemoteControl"}, "warn_on": []string{}}, finding.NotApplicable},
		"a webinar that is streamed": {meetings.ContentLeakPaths, func(m *snapshot.Meeting) { unprivileged("webinar")(m); m.LiveStream = snapshot.Yes }, nil, finding.Fail},
		"misspelt name":              {meetings.ContentLeakPaths, nil, check.Params{"warn_on": []string{"enabledFileTransfers"}}, finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := organisation(snapshot.SiteSettings{FirstAttendeeAsPresenter: snapshot.No, UnlistAllMeetings: snapshot.Yes, AllowMobileScreenCapture: snapshot.No, AllowCallIn: snapshot.Yes}, meeting(tt.change))
			o := evaluate(t, tt.check, s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestLiveStreamIsHigh(t *testing.T) {
	t.Parallel()
	s := organisation(snapshot.SiteSettings{AllowMobileScreenCapture: snapshot.No}, meeting(func(m *snapshot.Meeting) { m.LiveStream = snapshot.Yes }))
	o := evaluate(t, meetings.ContentLeakPaths, s, nil)
	require.Equal(t, finding.High, o.Findings[0].Severity)
	s.Meetings.Items[0].Meetings[0].LiveStream, s.Meetings.Items[0].Meetings[0].RemoteControl = snapshot.No, snapshot.Yes
	o = evaluate(t, meetings.ContentLeakPaths, s, nil)
	require.Equal(t, finding.Medium, o.Findings[0].Severity)
}

func TestNoTelephonesNoPassword(t *testing.T) {
	t.Parallel()
	s := organisation(snapshot.SiteSettings{AllowCallIn: snapshot.No}, meeting(func(m *snapshot.Meeting) { m.PhonePasswordSet = snapshot.No }))
	require.Equal(t, finding.Pass, evaluate(t, meetings.PasswordPresent, s, nil).Status)
	s.SiteSettings.Items[0].Gap = broken
	require.Equal(t, finding.Unknown, evaluate(t, meetings.PasswordPresent, s, nil).Status)
}

func TestOnlyThePreferenceIsOpen(t *testing.T) {
	t.Parallel()
	s := organisation(snapshot.SiteSettings{})
	s.Scheduling.Items[0].JoinBeforeHost = snapshot.Yes
	require.Equal(t, finding.Warn, evaluate(t, meetings.JoinBeforeHost, s, nil).Status)
	s.Hosts.Items[0].Sites = append(s.Hosts.Items[0].Sites, "rehab.webex.com")
	o := evaluate(t, meetings.JoinBeforeHost, s, nil)
	require.Equal(t, finding.Unknown, o.Status, "the preferences on the second site were not read")
}

// TestWhichMeetings uses the lobby, which looks 30 days back and ahead.
func TestWhichMeetings(t *testing.T) {
	t.Parallel()
	at := func(days int, change func(*snapshot.Meeting)) snapshot.Meeting {
		return meeting(func(m *snapshot.Meeting) {
			m.Start, m.UnlockedJoin = now.AddDate(0, 0, days), "allowJoin"
			if change != nil {
				change(m)
			}
		})
	}
	occurrence := func(modified snapshot.Tri) []snapshot.Meeting {
		return []snapshot.Meeting{meeting(nil), meeting(func(m *snapshot.Meeting) {
			m.ID, m.SeriesID, m.Type, m.Modified, m.UnlockedJoin = "O1", "M1", "scheduledMeeting", modified, "allowJoin"
		})}
	}
	last := func(days int) func(*snapshot.Meeting) {
		return func(m *snapshot.Meeting) {
			m.Recurrence = snapshot.Recurrence{Kind: "finite", Last: now.AddDate(0, 0, days)}
		}
	}
	tests := map[string]struct {
		meetings []snapshot.Meeting
		want     finding.Status
	}{
		"none":                        {nil, finding.NotApplicable},
		"29 days ahead":               {[]snapshot.Meeting{at(29, nil)}, finding.Fail},
		"30 days ahead":               {[]snapshot.Meeting{at(30, nil)}, finding.NotApplicable},
		"30 days ago":                 {[]snapshot.Meeting{at(-30, nil)}, finding.Fail},
		"31 days ago":                 {[]snapshot.Meeting{at(-31, nil)}, finding.NotApplicable},
		"old series that still runs":  {[]snapshot.Meeting{at(-200, last(1))}, finding.Fail},
		"old series that ended":       {[]snapshot.Meeting{at(-200, last(-31))}, finding.NotApplicable},
		"old series without end":      {[]snapshot.Meeting{at(-200, func(m *snapshot.Meeting) { m.Recurrence.Kind = "endless" })}, finding.Fail},
		"old series, rule absent":     {[]snapshot.Meeting{at(-200, func(m *snapshot.Meeting) { m.Recurrence.Kind = "" })}, finding.Unknown},
		"start absent":                {[]snapshot.Meeting{at(0, func(m *snapshot.Meeting) { m.Start = time.Time{} })}, finding.Unknown},
		"occurrence as its series":    {occurrence(snapshot.No), finding.Pass},
		"modified occurrence":         {occurrence(snapshot.Yes), finding.Fail},
		"occurrence, perhaps changed": {occurrence(snapshot.Unknown), finding.Fail},
		"occurrence without series":   {occurrence(snapshot.No)[1:], finding.Fail},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(t, meetings.LobbyForUninvited, organisation(snapshot.SiteSettings{}, tt.meetings...), nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestUnreadHosts(t *testing.T) {
	t.Parallel()
	s := organisation(snapshot.SiteSettings{}, meeting(nil))
	s.Hosts.Items = append(s.Hosts.Items, snapshot.Host{PersonID: "P2", Email: "dr.kim@clinic.example", Sites: []string{site}})
	o := evaluate(t, meetings.LobbyForUninvited, s, nil)
	require.Equal(t, finding.Unknown, o.Status, "nobody asked for the meetings of the second host")
	require.Contains(t, o.Message, "dr.kim@clinic.example")

	s.Hosts.Items = s.Hosts.Items[:1]
	s.Meetings.Items[0].Gap = broken
	require.Equal(t, finding.Unknown, evaluate(t, meetings.LobbyForUninvited, s, nil).Status, "the list broke off")
	s.Meetings.Items[0].Meetings[0].UnlockedJoin = "allowJoin"
	require.Equal(t, finding.Fail, evaluate(t, meetings.LobbyForUninvited, s, nil).Status, "a hit is a hit")
	s.Meetings.Items[0].Meetings, s.Meetings.Items[0].Gap = nil, nil
	require.Equal(t, finding.Unknown, evaluate(t, meetings.LobbyForUninvited, s, nil).Status)
}

func TestSectionsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range meetings.All() {
		o := engine.Evaluate(c, &check.Input{Snapshot: new(snapshot.Snapshot), Now: now, Params: check.Defaults(c.Params)})
		require.Equal(t, finding.Unknown, o.Status, c.ID)
	}
}
