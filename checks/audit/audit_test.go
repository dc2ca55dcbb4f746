package audit

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

func ago(days int) time.Time { return now.AddDate(0, 0, -days) }

func input(c check.Check, s *snapshot.Snapshot, entries ...check.Attestation) *check.Input {
	return &check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(c.Params), Attestations: entries, Others: map[string]check.Outcome{}}
}

// reviewed is an entry that was signed so many days ago for the days through
// another.
func reviewed(st check.Statement, signed, through int) check.Attestation {
	return check.Attestation{Statement: st.ID, Answer: "reviewed", SignedOn: finding.DayOf(ago(signed), time.UTC),
		Details: map[string]any{"through": finding.DayOf(ago(through), time.UTC)}}
}

func event(days int, category, text string) snapshot.AdminEvent {
	return snapshot.AdminEvent{ID: fmt.Sprint(text, days), At: ago(days), Category: category, Event: text, RoleGrant: snapshot.No, RoleRemoval: snapshot.No}
}

// own is an event about the account of whom it is by, with a setting of it.
func own(text, setting string) snapshot.AdminEvent {
	e := event(10, "ORG_SETTINGS", text)
	e.ActorUUID, e.TargetUUID, e.Setting = "u", "u", setting
	return e
}

func worst(fs []finding.Finding) finding.Status {
	var all []finding.Status
	for _, f := range fs {
		all = append(all, f.Status)
	}
	return finding.Worst(all...)
}

func TestSignOffs(t *testing.T) {
	t.Parallel()
	export := event(10, "COMPLIANCE", "eDiscovery Report Was Created")
	for name, tt := range map[string]struct {
		events  []snapshot.AdminEvent
		entries []check.Attestation
		tickets []string
		change  func(*check.Input)
		want    finding.Status
	}{
		"nobody signed":                    {[]snapshot.AdminEvent{export}, nil, nil, nil, finding.Fail},
		"a ticket":                         {[]snapshot.AdminEvent{export}, nil, []string{export.ID + " | CHG-1"}, nil, finding.Pass},
		"a ticket for another":             {[]snapshot.AdminEvent{export}, nil, []string{"other|CHG-1"}, nil, finding.Fail},
		"a ticket without a number":        {[]snapshot.AdminEvent{export}, nil, []string{export.ID + "|"}, nil, finding.Unknown},
		"half a ticket":                    {[]snapshot.AdminEvent{export}, nil, []string{export.ID}, nil, finding.Unknown},
		"reviewed":                         {[]snapshot.AdminEvent{export}, []check.Attestation{reviewed(changeReview, 5, 10)}, nil, nil, finding.Pass},
		"reviewed through the day before":  {[]snapshot.AdminEvent{export}, []check.Attestation{reviewed(changeReview, 5, 11)}, nil, nil, finding.Fail},
		"signed before, through after":     {[]snapshot.AdminEvent{export}, []check.Attestation{reviewed(changeReview, 12, 5)}, nil, nil, finding.Fail},
		"signed tomorrow":                  {[]snapshot.AdminEvent{export}, []check.Attestation{reviewed(changeReview, -1, 5)}, nil, nil, finding.Fail},
		"reviewed, with the evidence gone": {[]snapshot.AdminEvent{export}, []check.Attestation{func() check.Attestation { a := reviewed(changeReview, 5, 10); a.Proof = check.ProofMissing; return a }()}, nil, nil, finding.Fail},
		"reviewed, ended": {[]snapshot.AdminEvent{export}, []check.Attestation{func() check.Attestation {
			a := reviewed(changeReview, 5, 10)
			a.ValidUntil = finding.DayOf(ago(1), time.UTC)
			return a
		}()}, nil, nil, finding.Fail},
		"signed on its day":          {[]snapshot.AdminEvent{export}, []check.Attestation{reviewed(changeReview, 10, 10)}, nil, nil, finding.Fail},
		"signed the day after":       {[]snapshot.AdminEvent{export}, []check.Attestation{reviewed(changeReview, 9, 9)}, nil, nil, finding.Pass},
		"in the future":              {[]snapshot.AdminEvent{event(-400, "COMPLIANCE", "eDiscovery Report Was Created")}, nil, nil, nil, finding.Unknown},
		"in an hour, as clocks go":   {[]snapshot.AdminEvent{func() snapshot.AdminEvent { e := export; e.At = now.Add(time.Hour); return e }()}, nil, nil, nil, finding.Fail},
		"not reviewed":               {[]snapshot.AdminEvent{export}, []check.Attestation{func() check.Attestation { a := reviewed(changeReview, 5, 10); a.Answer = "not-reviewed"; return a }()}, nil, nil, finding.Fail},
		"long ago":                   {[]snapshot.AdminEvent{event(100, "COMPLIANCE", "eDiscovery Report Was Created")}, nil, nil, nil, finding.Pass},
		"an unknown category":        {[]snapshot.AdminEvent{event(10, "QUANTUM", "Something was updated")}, nil, nil, nil, finding.Warn},
		"another change":             {[]snapshot.AdminEvent{event(10, "MEETINGS", "Site settings were updated")}, nil, nil, nil, finding.Warn},
		"everyday work":              {[]snapshot.AdminEvent{event(10, "USERS", "A user was updated")}, nil, nil, nil, finding.Pass},
		"identities that change":     {[]snapshot.AdminEvent{event(10, "WEBEX_IDENTITY", "User was updated")}, nil, nil, nil, finding.Pass},
		"an organisation's identity": {[]snapshot.AdminEvent{event(10, "WEBEX_IDENTITY", "Organization was updated")}, nil, nil, nil, finding.Warn},
		"a service app":              {[]snapshot.AdminEvent{event(10, "INTEGRATION", "Service App authorization is changed by an admin")}, nil, nil, nil, finding.Warn},
		"terms that one accepts":     {[]snapshot.AdminEvent{own("An org setting was created or updated.", "terms-of-service-user-info")}, nil, nil, nil, finding.Pass},
		"an exception for oneself":   {[]snapshot.AdminEvent{own("An org setting was created or updated.", "block-file-upload")}, nil, nil, nil, finding.Warn},
		"what of oneself, not said":  {[]snapshot.AdminEvent{own("An org setting was created or updated.", "")}, nil, nil, nil, finding.Warn},
		"one's own role":             {[]snapshot.AdminEvent{func() snapshot.AdminEvent { e := own("User was updated", ""); e.RoleGrant = snapshot.Yes; return e }()}, nil, nil, nil, finding.Warn},
		"no event at all":            {[]snapshot.AdminEvent{}, nil, nil, nil, finding.Unknown},
		"a family that is left out":  {[]snapshot.AdminEvent{export}, nil, nil, func(in *check.Input) { in.Params["families"] = []string{rolesFamily} }, finding.Pass},
		"a family that is none":      {[]snapshot.AdminEvent{export}, nil, nil, func(in *check.Input) { in.Params["families"] = []string{"rolls"} }, finding.Unknown},
		"a window that is too long":  {[]snapshot.AdminEvent{event(10, "USERS", "A user was updated")}, nil, nil, func(in *check.Input) { in.Params["lookback_days"] = 400 }, finding.Unknown},
		"an attempt that failed":     {[]snapshot.AdminEvent{func() snapshot.AdminEvent { e := export; e.Failed = true; return e }()}, nil, nil, nil, finding.Warn},
		"a setting without its name": {[]snapshot.AdminEvent{func() snapshot.AdminEvent { e := event(10, "USERS", "A user was updated"); e.Nameless = true; return e }()}, nil, nil, nil, finding.Unknown},
		"no id beside tickets":       {[]snapshot.AdminEvent{func() snapshot.AdminEvent { e := export; e.ID = ""; return e }()}, nil, []string{"other|CHG-1"}, nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{}
			s.AdminAudit.Items = tt.events
			in := input(SensitiveChanges, s, tt.entries...)
			if tt.tickets != nil {
				in.Params["change_tickets"] = tt.tickets
			}
			if tt.change != nil {
				tt.change(in)
			}
			fs := sensitiveChanges(in)
			require.Equal(t, tt.want, worst(fs), "%+v", fs)
		})
	}
}

// TestNoFamilyPassesBesideWhatWasNotRead: an event that cannot be read may be of
// any family, and so may one that was not shown.
func TestNoFamilyPassesBesideWhatWasNotRead(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*snapshot.Section[snapshot.AdminEvent]){
		"a log that broke off": func(log *snapshot.Section[snapshot.AdminEvent]) { log.Gap = &snapshot.Gap{Reason: snapshot.Truncated} },
		"a log that was not read": func(log *snapshot.Section[snapshot.AdminEvent]) {
			*log = snapshot.Section[snapshot.AdminEvent]{Gap: &snapshot.Gap{Reason: snapshot.Forbidden}}
		},
		"no time":         func(log *snapshot.Section[snapshot.AdminEvent]) { log.Items[0].At = time.Time{} },
		"no category":     func(log *snapshot.Section[snapshot.AdminEvent]) { log.Items[0].Category = "" },
		"no words":        func(log *snapshot.Section[snapshot.AdminEvent]) { log.Items[0].Event = "" },
		"no setting name": func(log *snapshot.Section[snapshot.AdminEvent]) { log.Items[0].Nameless = true },
	} {
		s := &snapshot.Snapshot{}
		s.AdminAudit.Items = []snapshot.AdminEvent{event(10, "USERS", "A user was updated"), event(9, "COMPLIANCE", "eDiscovery Report Was Created")}
		passed := func() (n int) {
			for _, f := range sensitiveChanges(input(SensitiveChanges, s)) {
				if f.Status == finding.Pass {
					n++
				}
			}
			return n
		}
		require.Equal(t, len(allFamilies)-1, passed(), name)
		spoil(&s.AdminAudit)
		require.Zero(t, passed(), name)
	}
}

func TestWatch(t *testing.T) {
	t.Parallel()
	staff := func(change func(*snapshot.Person)) []snapshot.Person {
		p := snapshot.Person{ID: "p", UUID: "u", Email: "ann@clinic.example", Type: "person", Roles: []string{}, LoginEnabled: snapshot.Yes, InvitePending: snapshot.No, Created: ago(900)}
		if change != nil {
			change(&p)
		}
		return []snapshot.Person{p}
	}
	off := func(p *snapshot.Person) { p.LoginEnabled = snapshot.No }
	admin := func(p *snapshot.Person) { p.Roles = []string{"r1"} }
	hidden := func(p *snapshot.Person) { p.Roles = nil }
	signIn := func(change func(*snapshot.SignIn)) snapshot.SignIn {
		s := snapshot.SignIn{ActorUUID: "u", Last: ago(3), Networks: []string{"203.0.113.0/24"}, Unplaced: snapshot.Some(0), PauseDays: snapshot.Some(2), PauseOpen: snapshot.No}
		if change != nil {
			change(&s)
		}
		return s
	}
	disabled := event(2, "USERS", "User Was Deactivated")
	disabled.TargetUUID = "u"
	anyone := event(2, "USERS", "User Was Deactivated")
	about := func(uuid, text string) snapshot.AdminEvent {
		e := event(2, "USERS", text)
		e.TargetUUID = uuid
		return e
	}
	cidrs := func(list ...string) func(*check.Input) {
		return func(in *check.Input) { in.Params["admin_allowed_cidrs"] = list }
	}
	log := func(events ...snapshot.AdminEvent) func(*check.Input) {
		return func(in *check.Input) { in.AdminAudit.Items = events }
	}
	for name, tt := range map[string]struct {
		people []snapshot.Person
		signIn snapshot.SignIn
		change func(*check.Input)
		want   finding.Status
	}{
		"nothing odd":                  {staff(nil), signIn(nil), nil, finding.Pass},
		"switched off":                 {staff(off), signIn(nil), nil, finding.Fail},
		"switched off afterwards":      {staff(off), signIn(nil), log(disabled), finding.Pass},
		"disabled afterwards":          {staff(off), signIn(nil), log(about("u", "An admin disabled a user")), finding.Pass},
		"lost a role afterwards":       {staff(off), signIn(nil), log(about("u", "A Role Was Removed")), finding.Unknown},
		"lost a feature afterwards":    {staff(off), signIn(nil), log(about("u", "Voicemail Was Disabled")), finding.Unknown},
		"somebody else lost a role":    {staff(off), signIn(nil), log(about("v", "A Role Was Removed")), finding.Fail},
		"an attempt to switch it off":  {staff(off), signIn(nil), func(in *check.Input) { e := disabled; e.Failed = true; log(e)(in) }, finding.Fail},
		"switched off, by whom":        {staff(off), signIn(nil), log(anyone), finding.Unknown},
		"switched off, no log":         {staff(off), signIn(nil), func(in *check.Input) { in.AdminAudit.Gap = &snapshot.Gap{} }, finding.Unknown},
		"switched off before":          {staff(off), signIn(func(s *snapshot.SignIn) { s.Last = ago(1) }), log(disabled), finding.Fail},
		"switched off long ago":        {staff(off), signIn(func(s *snapshot.SignIn) { s.Last = ago(40) }), nil, finding.Pass},
		"switched off, but reviewed":   {staff(off), signIn(func(s *snapshot.SignIn) { s.Last = ago(8) }), nil, finding.Pass},
		"switched off, in the future":  {staff(off), signIn(func(s *snapshot.SignIn) { s.Last = ago(-400) }), nil, finding.Unknown},
		"not in the list":              {nil, signIn(nil), nil, finding.Warn},
		"not in a list that broke off": {nil, signIn(nil), func(in *check.Input) { in.People.Gap = &snapshot.Gap{} }, finding.Unknown},
		"woken":                        {staff(nil), signIn(func(s *snapshot.SignIn) { s.PauseDays = snapshot.Some(91) }), nil, finding.Warn},
		"after ninety days":            {staff(nil), signIn(func(s *snapshot.SignIn) { s.PauseDays = snapshot.Some(90) }), nil, finding.Pass},
		"first seen":                   {staff(nil), signIn(func(s *snapshot.SignIn) { s.PauseDays, s.PauseOpen = snapshot.Some(120), snapshot.Yes }), nil, finding.Warn},
		"first seen, and new": {staff(func(p *snapshot.Person) { p.Created = ago(20) }), signIn(func(s *snapshot.SignIn) {
			s.PauseDays, s.PauseOpen = snapshot.Some(120), snapshot.Yes
		}), nil, finding.Pass},
		"first seen in a short log":         {staff(nil), signIn(func(s *snapshot.SignIn) { s.PauseDays, s.PauseOpen = snapshot.Some(50), snapshot.Yes }), nil, finding.Unknown},
		"administrator inside":              {staff(admin), signIn(nil), cidrs("203.0.112.0/20"), finding.Pass},
		"administrator outside":             {staff(admin), signIn(nil), cidrs("198.51.100.0/24"), finding.Fail},
		"administrator, half inside":        {staff(admin), signIn(nil), cidrs("203.0.113.8/29"), finding.Unknown},
		"administrator, networks not shown": {staff(admin), signIn(func(s *snapshot.SignIn) { s.Networks = nil }), cidrs("198.51.100.0/24"), finding.Unknown},
		"administrator, one is not placed":  {staff(admin), signIn(func(s *snapshot.SignIn) { s.Unplaced = snapshot.Some(1) }), cidrs("203.0.113.0/24"), finding.Unknown},
		"administrator, over IPv6":          {staff(admin), signIn(func(s *snapshot.SignIn) { s.Networks = []string{"2001:db8:ca::/48"} }), cidrs("203.0.113.0/24", "2001:db8::/32"), finding.Pass},
		"no administrator outside":          {staff(nil), signIn(nil), cidrs("198.51.100.0/24"), finding.Pass},
		"perhaps an administrator, outside": {staff(hidden), signIn(nil), cidrs("198.51.100.0/24"), finding.Unknown},
		"perhaps an administrator, inside":  {staff(hidden), signIn(nil), cidrs("203.0.113.0/24"), finding.Pass},
		"an administrator through a group": {staff(nil), signIn(nil), func(in *check.Input) {
			cidrs("198.51.100.0/24")(in)
			in.ScimGroups.Items = []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: []string{"u"}}}
		}, finding.Fail},
		"one who holds what everybody does": {staff(nil), signIn(nil), func(in *check.Input) {
			cidrs("198.51.100.0/24")(in)
			in.ScimUsers.Items[0].Roles = []string{"id_user"}
			in.ScimGroups.Items = []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{"id_user"}, MemberUUIDs: []string{"u"}}}
		}, finding.Pass},
		"an administrator by the identity service": {staff(nil), signIn(nil), func(in *check.Input) {
			cidrs("198.51.100.0/24")(in)
			in.ScimUsers.Items[0].Roles = []string{"id_user", "id_readonly_admin"}
		}, finding.Fail},
		"a list that is no list": {staff(admin), signIn(nil), cidrs("the office"), finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{}
			s.SignIns.Items, s.SignIns.Source.Since = []snapshot.SignIn{tt.signIn}, ago(125)
			s.People.Items = tt.people
			if s.People.Items == nil {
				s.People.Items = []snapshot.Person{}
			}
			s.AdminAudit.Items, s.ScimUsers.Items, s.ScimGroups.Items = []snapshot.AdminEvent{}, []snapshot.ScimUser{{UUID: "u", Roles: []string{}}}, []snapshot.ScimGroup{}
			in := input(LoginMonitoring, s, reviewed(signInReview, 6, 7))
			if tt.change != nil {
				tt.change(in)
			}
			fs := loginMonitoring(in)
			require.Equal(t, tt.want, worst(fs), "%+v", fs)
		})
	}
}

func TestReviewAges(t *testing.T) {
	t.Parallel()
	for through, want := range map[int]finding.Status{1: finding.Pass, 31: finding.Pass, 32: finding.Warn, 93: finding.Warn, 94: finding.Fail} {
		a := reviewed(logReview, 0, through)
		a.Details["sources"] = logNames
		fs := reviewDocumented(input(ReviewDocumented, &snapshot.Snapshot{}, a))
		require.Equal(t, want, worst(fs), through)
	}
	a := reviewed(logReview, 0, 1)
	a.Details["sources"] = []string{adminLogName}
	fs := reviewDocumented(input(ReviewDocumented, &snapshot.Snapshot{}, a))
	require.Equal(t, finding.Warn, worst(fs))
	require.Contains(t, fs[0].Message, signInLogName)
}

func TestReach(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		events          snapshot.Opt[int]
		oldest, created time.Time
		want            finding.Status
	}{
		"events":            {snapshot.Some(1), ago(360), ago(900), finding.Pass},
		"events of no time": {snapshot.Some(1), time.Time{}, ago(900), finding.Unknown},
		"events of today":   {snapshot.Some(1), ago(0), ago(900), finding.Unknown},
		"none":              {snapshot.Some(0), time.Time{}, ago(900), finding.Warn},
		"none, and new":     {snapshot.Some(0), time.Time{}, ago(300), finding.NotApplicable},
		"none, of what age": {snapshot.Some(0), time.Time{}, time.Time{}, finding.Unknown},
		"not counted":       {snapshot.Opt[int]{}, time.Time{}, ago(900), finding.Unknown},
	} {
		s := &snapshot.Snapshot{}
		s.AuditReach.Value = &snapshot.AuditReach{Events: tt.events, Oldest: tt.oldest}
		s.Organization.Value = &snapshot.Organization{Created: tt.created}
		require.Equal(t, tt.want, worst(reach(input(LogRetention, s))), name)
	}
}

func TestLogsThatAreEmpty(t *testing.T) {
	t.Parallel()
	s := &snapshot.Snapshot{}
	s.AdminAudit.Items, s.RecordingAccess.Items, s.Recordings.Items = []snapshot.AdminEvent{}, []snapshot.RecordingAccess{}, []snapshot.Recording{}
	s.SignIns.Items, s.SignIns.Gap = []snapshot.SignIn{}, &snapshot.Gap{Reason: snapshot.NotLicensed}
	in := input(LogsReadable, s)
	require.Equal(t, finding.Warn, adminLog(in, 30).Status)
	require.Equal(t, finding.Warn, signInLog(in, 30).Status)
	require.Equal(t, finding.NotApplicable, accessReport(in).Status)

	s.Recordings.Items = []snapshot.Recording{{ID: "r"}}
	require.Equal(t, finding.Warn, accessReport(in).Status)
	s.SignIns.Items = nil
	require.Equal(t, finding.Unknown, signInLog(in, 30).Status, "refused for want of a licence is not empty")
	s.AdminAudit.Items = []snapshot.AdminEvent{event(200, "LOGINS", "An Admin logged in")}
	require.Equal(t, finding.Pass, adminLog(in, 30).Status, "an organisation may change nothing for a month")
	s.AdminAudit.Items = []snapshot.AdminEvent{}
	in.Params["min_admin_events"] = 0
	require.Equal(t, finding.Warn, adminLog(in, 30).Status, "an empty log shows nothing, however little is asked for")
}
