package engine_test

import (
	"fmt"
	"testing"
	"time"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// The size of the organisation that the engine must manage at night.
const (
	benchPeople     = 100_000
	benchHosts      = 4_000
	benchMeetings   = 20_000
	benchRecordings = 20_000
)

func BenchmarkRun(b *testing.B) {
	s := hospital(benchPeople, benchHosts, benchMeetings, benchRecordings)
	all := checks.All()
	b.ReportAllocs()
	var r engine.Result
	for b.Loop() {
		r = engine.Run(engine.Options{Checks: all, Snapshot: s, Now: now})
	}
	findings := 0
	for _, o := range r.Outcomes {
		findings += len(o.Findings)
	}
	b.ReportMetric(float64(findings), "findings")
	b.ReportMetric(float64(r.Coverage.Decided), "decided")
}

// BenchmarkRunBySize shows how the time grows with the organisation.
func BenchmarkRunBySize(b *testing.B) {
	all := checks.All()
	for _, part := range []int{4, 2, 1} {
		s := hospital(benchPeople/part, benchHosts/part, benchMeetings/part, benchRecordings/part)
		b.Run(fmt.Sprintf("people=%d", benchPeople/part), func(b *testing.B) {
			for b.Loop() {
				engine.Run(engine.Options{Checks: all, Snapshot: s, Now: now})
			}
		})
	}
}

// BenchmarkEvaluate measures the engine alone: a check that only hands over
// what it has.
func BenchmarkEvaluate(b *testing.B) {
	fs := make([]finding.Finding, 0, benchPeople)
	for i := range benchPeople {
		fs = append(fs, check.Fail(check.HostResource(fmt.Sprint(i%(benchPeople/2)), "h@clinic.example", "s"), "bad"))
	}
	c := answers("a.b", fs...)
	b.ReportAllocs()
	for b.Loop() {
		evaluate(c, nil)
	}
}

// hospital is a large organisation of which every section was read.
func hospital(people, hosts, meetings, recordings int) *snapshot.Snapshot {
	src := snapshot.Source{Path: "GET /v1/x", Rank: snapshot.RankAPI, ReadAt: now, Since: now.AddDate(-8, 0, 0)}
	sites := []string{"clinic.webex.com", "clinic-tele.webex.com"}
	site := func(i int) string { return sites[i%len(sites)] }
	email := func(i int) string { return fmt.Sprintf("user%06d@clinic.example", i) }
	id := func(i int) string { return fmt.Sprintf("person-%06d", i) }
	tri := func(i int) snapshot.Tri { return snapshot.TriFrom(i%7 != 0) }

	s := &snapshot.Snapshot{
		TakenAt: now, ClockSkew: snapshot.Some(1), InternalDomains: []string{"clinic.example"},
		Auditor:      snapshot.Record[snapshot.Auditor]{Value: &snapshot.Auditor{ID: id(0), UUID: "u0", OrgID: "org", Type: "person", Roles: []string{"role-0"}}, Source: src},
		Organization: snapshot.Record[snapshot.Organization]{Value: &snapshot.Organization{ID: "org", UUID: "org", Created: now.AddDate(-8, 0, 0)}, Source: src},
		Roles: snapshot.Section[snapshot.Role]{Source: src, Items: []snapshot.Role{
			{ID: "role-0", Name: "Full Administrator"}, {ID: "role-1", Name: "Compliance Officer"}, {ID: "role-2", Name: "Read-only administrator"},
		}},
		Authentication: snapshot.Record[snapshot.Authentication]{Source: src, Value: &snapshot.Authentication{
			MFAEnabled: snapshot.No, LockoutFailures: snapshot.Some(5), LockoutMinutes: snapshot.Some(15), LockoutFactor: snapshot.Some(2), JITCreation: snapshot.No,
			KeepSignedIn: snapshot.No, RememberLogin: snapshot.No, KeepDays: snapshot.Some(0), RememberDays: snapshot.Some(0),
		}},
		IdentityProviders: snapshot.Section[snapshot.IdentityProvider]{Source: src, Items: []snapshot.IdentityProvider{{ID: "idp", SSOEnabled: snapshot.Yes}}},
		OrgSettings:       snapshot.Record[snapshot.OrgSettings]{Source: src, Value: &snapshot.OrgSettings{MessageRetention: snapshot.Retention{Days: snapshot.Some(2160)}}},
		CallRecording:     snapshot.Record[snapshot.CallRecording]{Source: src, Value: &snapshot.CallRecording{Enabled: snapshot.No}},
		ScimGroups:        snapshot.Section[snapshot.ScimGroup]{Source: src, Items: []snapshot.ScimGroup{}},
		RemovedCalls:      snapshot.Section[snapshot.CallRecordingFile]{Source: src, Items: []snapshot.CallRecordingFile{}},
		PurgedRecordings:  snapshot.Section[snapshot.Recording]{Source: src, Items: []snapshot.Recording{}},
		OldRecordings:     snapshot.Section[snapshot.Recording]{Source: src, Items: []snapshot.Recording{}},
		SignIns:           snapshot.Section[snapshot.SignIn]{Source: src},
		AdminAudit:        snapshot.Section[snapshot.AdminEvent]{Source: src},
	}
	for _, url := range sites {
		s.Licenses.Items = append(s.Licenses.Items, snapshot.License{ID: "licence-" + url, Name: "Meetings", SiteURL: url})
		s.Sites.Items = append(s.Sites.Items, snapshot.Site{URL: url, Licensed: snapshot.Yes, Listed: snapshot.Yes, Consumed: snapshot.Some(hosts)})
		s.SiteSettings.Items = append(s.SiteSettings.Items, snapshot.SiteSettings{
			Site: url, JoinBeforeHost: snapshot.No, AudioBeforeHost: snapshot.No, UnlistAllMeetings: snapshot.Yes, RequireStrongPassword: snapshot.Yes,
			FirstAttendeeAsPresenter: snapshot.No, RequireLoginBeforeAccess: snapshot.No, AllowCallIn: snapshot.No, PasswordDisallowList: snapshot.Yes,
			PasswordDisallowed: snapshot.Some(3), AllowCustomPersonalRoomURL: snapshot.No, AllowMobileScreenCapture: snapshot.No, PasswordMinLength: snapshot.Some(8), PasswordMixedCase: snapshot.Yes,
			PasswordMinNumeric: snapshot.Some(1), PasswordMinAlpha: snapshot.Some(2), PasswordMinSpecial: snapshot.Some(0), PasswordDisallowDynamicWebText: snapshot.Yes,
		})
	}
	for i := range people {
		roles, scimRoles := []string{}, []string{}
		if i%5000 == 0 {
			which := i / 5000 % 3
			roles = []string{fmt.Sprintf("role-%d", which)}
			scimRoles = []string{[]string{"id_full_admin", "compliance_officer", "id_readonly_admin"}[which]}
		}
		s.People.Items = append(s.People.Items, snapshot.Person{
			ID: id(i), UUID: fmt.Sprintf("uuid-%06d", i), OrgID: "org", Email: email(i), Emails: []string{email(i)}, DisplayName: "A Person",
			HasFirstName: snapshot.Yes, HasLastName: snapshot.Yes, Type: "person", Roles: roles, Licenses: []string{"licence-" + site(i)},
			LoginEnabled: snapshot.Yes, InvitePending: snapshot.No, Created: now.AddDate(-2, 0, 0), LastActivity: now.AddDate(0, 0, -i%200),
		})
		s.ScimUsers.Items = append(s.ScimUsers.Items, snapshot.ScimUser{
			UUID: fmt.Sprintf("uuid-%06d", i), Email: email(i), Active: snapshot.Yes, UserType: "user", Roles: scimRoles, HasExternalID: tri(i), AccountStatus: "active",
		})
		s.SignIns.Items = append(s.SignIns.Items, snapshot.SignIn{ActorUUID: fmt.Sprintf("uuid-%06d", i), Last: now.AddDate(0, 0, -i%90), MaxAddressesPerHour: i % 6})
	}
	for i := range hosts {
		s.Hosts.Items = append(s.Hosts.Items, snapshot.Host{PersonID: id(i), Email: email(i), Sites: []string{site(i)}})
		s.Scheduling.Items = append(s.Scheduling.Items, snapshot.SchedulingPreferences{PersonID: id(i), Host: email(i), Site: site(i),
			JoinBeforeHost: tri(i), JoinBeforeHostMinutes: snapshot.Some(i % 15), AutoShareRecording: snapshot.No, AssistantByDefault: snapshot.No, Delegates: snapshot.Some(0)})
		s.PersonalRooms.Items = append(s.PersonalRooms.Items, snapshot.PersonalRoom{PersonID: id(i), Host: email(i), Site: site(i),
			Exists: snapshot.Yes, AutoLock: tri(i), AutoLockMinutes: snapshot.Some(0), SupportAnyoneAsCoHost: snapshot.No, AllowFirstUserToBeCoHost: snapshot.No,
			AllowAuthenticatedDevices: snapshot.No, CoHosts: []snapshot.Party{}, LinkHoldsMailbox: tri(i), NumberKey: fmt.Sprint("n", i), TopicKey: fmt.Sprint("t", i)})
		s.Meetings.Items = append(s.Meetings.Items, snapshot.HostMeetings{PersonID: id(i), Host: email(i), Meetings: []snapshot.Meeting{}})
	}
	for i := range meetings {
		h := &s.Meetings.Items[i%hosts]
		patient := snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.example", Key: fmt.Sprint("k", i)}
		h.Meetings = append(h.Meetings, snapshot.Meeting{
			ID: fmt.Sprintf("meeting-%06d", i), SeriesID: fmt.Sprintf("series-%06d", i), Type: "meetingSeries", ScheduledType: "meeting", Site: site(i),
			Start: now.Add(time.Duration(i%700) * time.Hour), Modified: snapshot.No, JoinBeforeHost: tri(i), JoinBeforeHostMinutes: snapshot.Some(i % 15),
			AudioBeforeHost: snapshot.No, UnlockedJoin: "allowJoinWithLobby", AutoLock: tri(i), AutoLockMinutes: snapshot.Some(5), AnyUserCoHost: snapshot.No,
			FirstUserCoHost: snapshot.No, AuthenticatedDevices: snapshot.No, PasswordSet: snapshot.Yes, PhonePasswordSet: snapshot.Yes, Public: snapshot.No,
			AutoRecord: snapshot.No, LiveStream: snapshot.No, FileTransfer: snapshot.No, RemoteControl: snapshot.No, SaveDocument: snapshot.No, InSpace: snapshot.No,
			Recurrence: snapshot.Recurrence{Kind: "none"}, Invitees: &snapshot.Invitees{People: []snapshot.Party{patient}},
		})
		s.EndedMeetings.Items = append(s.EndedMeetings.Items, snapshot.EndedMeeting{
			ID: fmt.Sprintf("ended-%06d", i), SeriesID: fmt.Sprintf("series-%06d", i/4), ScheduledType: "meeting", Host: email(i % hosts), PersonID: id(i % hosts),
			Site: site(i), Start: now.Add(-time.Duration(i%700) * time.Hour), HasRecording: tri(i), InSpace: snapshot.No,
			Participants: &snapshot.Participants{People: []snapshot.Participant{
				{Party: snapshot.Party{Kind: snapshot.Staff, Email: email(i % hosts)}, Host: snapshot.Yes, Invited: snapshot.Yes, Joined: snapshot.Yes, Phone: snapshot.No},
				{Party: patient, Host: snapshot.No, Invited: tri(i), Joined: snapshot.Yes, Phone: snapshot.No, NameKey: fmt.Sprint("name", i)},
			}},
		})
		s.Usage.Items = append(s.Usage.Items, snapshot.UsageRow{MeetingID: fmt.Sprintf("ended-%06d", i), Host: email(i % hosts), PersonID: id(i % hosts), Site: site(i),
			Start: now.Add(-time.Duration(i%700) * time.Hour), Participants: snapshot.Some(2), NumberKey: fmt.Sprint("n", i), TopicKey: fmt.Sprint("t", i%hosts)})
	}
	for i := range recordings {
		r := snapshot.Recording{ID: fmt.Sprintf("recording-%06d", i), Host: email(i % hosts), PersonID: id(i % hosts), Site: site(i), Status: "available",
			MeetingID: fmt.Sprintf("ended-%06d", i), Recorded: now.AddDate(0, 0, -i%300), Seconds: snapshot.Some(900), DownloadOffered: tri(i)}
		s.Recordings.Items = append(s.Recordings.Items, r)
		if i%10 == 0 {
			r.ID, r.Status = "deleted-"+r.ID, "deleted"
			s.DeletedRecordings.Items = append(s.DeletedRecordings.Items, r)
		}
		s.RecordingAccess.Items = append(s.RecordingAccess.Items, snapshot.RecordingAccess{
			RecordingID: r.ID, Host: r.Host, PersonID: r.PersonID, Site: r.Site, Recorded: r.Recorded, Views: snapshot.Some(2), Downloads: snapshot.Some(1),
			Accesses: []snapshot.Access{
				{Viewer: snapshot.Party{Kind: snapshot.Staff, Email: r.Host, Domain: "clinic.example"}, Viewed: snapshot.Yes, Downloaded: snapshot.No, At: now},
				{Viewer: snapshot.Party{Kind: snapshot.Staff, Email: email(i + 1), Domain: "clinic.example"}, Viewed: snapshot.Yes, Downloaded: snapshot.Yes, At: now},
			}})
	}
	for i := range people / 100 {
		s.AdminAudit.Items = append(s.AdminAudit.Items, snapshot.AdminEvent{ID: fmt.Sprint("event", i), At: now.Add(-time.Duration(i) * time.Hour),
			ActorUUID: fmt.Sprintf("uuid-%06d", i%20*5000), ActorOrg: "org", TargetOrg: "org",
			Actor: snapshot.Party{Kind: snapshot.Staff, Email: email(i % 20 * 5000), Domain: "clinic.example"}, Category: "USERS", Event: "changed", RoleGrant: snapshot.No, RoleRemoval: snapshot.No})
	}
	for _, p := range []*snapshot.Source{&s.Licenses.Source, &s.Sites.Source, &s.SiteSettings.Source, &s.People.Source, &s.ScimUsers.Source, &s.Hosts.Source,
		&s.Scheduling.Source, &s.PersonalRooms.Source, &s.Meetings.Source, &s.EndedMeetings.Source, &s.Usage.Source, &s.Recordings.Source,
		&s.DeletedRecordings.Source, &s.RecordingAccess.Source} {
		*p = src
	}
	return s
}
