package apps_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/apps"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var (
	now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	api = snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI}
	cut = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused"}
)

func judge(c check.Check, s *snapshot.Snapshot, params check.Params, entries ...check.Attestation) check.Outcome {
	all := check.Defaults(c.Params)
	for name, v := range params {
		all[name] = v
	}
	return engine.Evaluate(c, &check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: all, Attestations: entries})
}

func entry(statement, answer, signed string, scope ...string) check.Attestation {
	day, err := finding.ParseDay(signed)
	if err != nil {
		panic(err)
	}
	return check.Attestation{Statement: statement, Answer: answer, Scope: scope, SignedOn: day, ValidUntil: day.Plus(365)}
}

func aHook(change func(*snapshot.Webhook)) snapshot.Webhook {
	h := snapshot.Webhook{ID: "h", Scheme: "https", Host: "hooks.clinic.example", Resource: "recordings", Status: "active", Secret: snapshot.Yes}
	change(&h)
	return h
}

func TestWebhookIntegrity(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		change func(*snapshot.Webhook)
		want   finding.Status
	}{
		"encrypted and signed":       {func(*snapshot.Webhook) {}, finding.Pass},
		"plain":                      {func(h *snapshot.Webhook) { h.Scheme = "http" }, finding.Fail},
		"plain, the rest unknown":    {func(h *snapshot.Webhook) { h.Scheme, h.Host, h.Secret = "http", "", snapshot.Unknown }, finding.Fail},
		"plain, switched off":        {func(h *snapshot.Webhook) { h.Scheme, h.Status = "http", "inactive" }, finding.Warn},
		"plain, status unknown":      {func(h *snapshot.Webhook) { h.Scheme, h.Status = "http", "" }, finding.Unknown},
		"scheme unknown":             {func(h *snapshot.Webhook) { h.Scheme = "" }, finding.Unknown},
		"no secret":                  {func(h *snapshot.Webhook) { h.Secret = snapshot.No }, finding.Warn},
		"secret unknown":             {func(h *snapshot.Webhook) { h.Secret = snapshot.Unknown }, finding.Unknown},
		"an address":                 {func(h *snapshot.Webhook) { h.Host = "203.0.113.9" }, finding.Warn},
		"an address of version 6":    {func(h *snapshot.Webhook) { h.Host = "2001:db8::1" }, finding.Warn},
		"an address in disguise":     {func(h *snapshot.Webhook) { h.Host = "127.1" }, finding.Warn},
		"an address in hexadecimal":  {func(h *snapshot.Webhook) { h.Host = "0x7f.0.0.0x1" }, finding.Warn},
		"this computer":              {func(h *snapshot.Webhook) { h.Host = "localhost" }, finding.Warn},
		"a computer of the house":    {func(h *snapshot.Webhook) { h.Host = "bridge.local" }, finding.Warn},
		"a tunnel":                   {func(h *snapshot.Webhook) { h.Host = "a1.ngrok.io" }, finding.Warn},
		"a name that ends like one":  {func(h *snapshot.Webhook) { h.Host = "notngrok.io" }, finding.Pass},
		"host unknown and no secret": {func(h *snapshot.Webhook) { h.Host, h.Secret = "", snapshot.No }, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{Webhooks: snapshot.Section[snapshot.Webhook]{Items: []snapshot.Webhook{aHook(tt.change)}, Source: api}}
			o := judge(apps.WebhookIntegrity, s, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

// leading makes an organisation in which only these lead out.
func leading(hooks ...snapshot.Webhook) *snapshot.Snapshot {
	none := snapshot.Section[snapshot.Outlet]{Items: []snapshot.Outlet{}, Source: api}
	return &snapshot.Snapshot{
		Webhooks:      snapshot.Section[snapshot.Webhook]{Items: append([]snapshot.Webhook{}, hooks...), Source: api},
		Subscriptions: none, DataSources: none, LinkedFolders: none,
	}
}

func TestOutboundDestinations(t *testing.T) {
	t.Parallel()
	const baa, others = "apps.outbound-destinations/baa", "apps.outbound-destinations/other-outlets"
	usual := check.Params{"approved_hosts": []string{"Hooks.clinic.example"}}
	signed := entry(baa, "yes", "2026-10-01", "hooks.clinic.example")
	to := func(host string) snapshot.Webhook {
		return aHook(func(h *snapshot.Webhook) { h.Host = host })
	}
	plain := func(change func(*snapshot.Webhook)) *snapshot.Snapshot { return leading(aHook(change)) }
	outlet := func(o snapshot.Outlet) *snapshot.Snapshot {
		s := leading()
		s.LinkedFolders.Items = []snapshot.Outlet{o}
		return s
	}
	blind := leading(aHook(func(*snapshot.Webhook) {}))
	blind.DataSources, blind.LinkedFolders.Gap = snapshot.Section[snapshot.Outlet]{Gap: cut}, cut
	masked := leading(aHook(func(*snapshot.Webhook) {}))
	masked.LinkedFolders.Gap = &snapshot.Gap{Reason: snapshot.NotFound, Detail: "404"}
	slow := leading(aHook(func(*snapshot.Webhook) {}))
	slow.DataSources = snapshot.Section[snapshot.Outlet]{Gap: &snapshot.Gap{Reason: snapshot.Throttled, Detail: "slow down"}}
	for name, tt := range map[string]struct {
		s      *snapshot.Snapshot
		params check.Params
		said   []check.Attestation
		want   finding.Status
	}{
		"approved, with a contract":          {plain(func(*snapshot.Webhook) {}), usual, []check.Attestation{signed}, finding.Pass},
		"approved, without one":              {plain(func(*snapshot.Webhook) {}), usual, nil, finding.Unknown},
		"with a contract of another host":    {plain(func(*snapshot.Webhook) {}), usual, []check.Attestation{entry(baa, "yes", "2026-10-01", "other.example")}, finding.Unknown},
		"with a contract that ended":         {plain(func(*snapshot.Webhook) {}), usual, []check.Attestation{entry(baa, "yes", "2025-10-01", "hooks.clinic.example")}, finding.Fail},
		"known to have no contract":          {plain(func(*snapshot.Webhook) {}), usual, []check.Attestation{entry(baa, "no", "2026-10-01", "hooks.clinic.example")}, finding.Fail},
		"what needs none":                    {plain(func(h *snapshot.Webhook) { h.Resource = "telephony_mwi" }), usual, nil, finding.Pass},
		"everything":                         {plain(func(h *snapshot.Webhook) { h.Resource = "all" }), usual, nil, finding.Unknown},
		"recordings, in capitals":            {plain(func(h *snapshot.Webhook) { h.Resource = "Recordings" }), usual, nil, finding.Unknown},
		"everything, in capitals":            {plain(func(h *snapshot.Webhook) { h.Resource = "ALL" }), usual, nil, finding.Unknown},
		"nobody knows what":                  {plain(func(h *snapshot.Webhook) { h.Resource = "" }), usual, []check.Attestation{signed}, finding.Unknown},
		"not approved":                       {leading(to("vendor.example")), usual, nil, finding.Fail},
		"below an approved name":             {leading(to("a.hooks.clinic.example")), usual, nil, finding.Fail},
		"below an approved domain":           {leading(to("a.vendor.example")), check.Params{"approved_hosts": []string{"*.vendor.example"}, "need_baa_for": []string{}}, nil, finding.Pass},
		"a name that ends alike":             {leading(to("evilvendor.example")), check.Params{"approved_hosts": []string{"*.vendor.example"}}, nil, finding.Fail},
		"not approved, switched off":         {plain(func(h *snapshot.Webhook) { h.Host, h.Status = "vendor.example", "inactive" }), usual, nil, finding.Warn},
		"not approved, status unknown":       {plain(func(h *snapshot.Webhook) { h.Host, h.Status = "vendor.example", "" }), usual, nil, finding.Unknown},
		"no host is approved":                {leading(to("vendor.example")), nil, nil, finding.Warn},
		"host unknown":                       {leading(to("")), nil, nil, finding.Unknown},
		"nothing leads out":                  {leading(), nil, nil, finding.NotApplicable},
		"a folder elsewhere":                 {outlet(snapshot.Outlet{Kind: "linked_folder", ID: "f", Host: "files.vendor.example"}), usual, nil, finding.Fail},
		"other ways out, nobody says":        {blind, usual, []check.Attestation{signed}, finding.Unknown},
		"other ways out, attested":           {blind, usual, []check.Attestation{signed, entry(others, "no", "2026-10-01")}, finding.Pass},
		"other ways out, one of two":         {blind, usual, []check.Attestation{signed, entry(others, "no", "2026-10-01", "data-sources")}, finding.Unknown},
		"other ways out, not approved ones":  {blind, usual, []check.Attestation{signed, entry(others, "yes", "2026-10-01")}, finding.Fail},
		"ways out behind a 404, attested":    {masked, usual, []check.Attestation{signed, entry(others, "no", "2026-10-01")}, finding.Pass},
		"ways out behind a 404, nobody says": {masked, usual, []check.Attestation{signed}, finding.Unknown},
		"throttled ways out, attested":       {slow, usual, []check.Attestation{signed, entry(others, "no", "2026-10-01")}, finding.Unknown},
		"webhooks not read, whoever attests": {&snapshot.Snapshot{Webhooks: snapshot.Section[snapshot.Webhook]{Gap: cut}}, usual, []check.Attestation{entry(others, "no", "2026-10-01")}, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := judge(apps.OutboundDestinations, tt.s, tt.params, tt.said...)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	o := judge(apps.OutboundDestinations, plain(func(h *snapshot.Webhook) { h.Host, h.Status = "vendor.example", "inactive" }), usual)
	require.Equal(t, finding.Info, o.Findings[0].Severity, "what is switched off is a note")
}

func TestAuthorizations(t *testing.T) {
	t.Parallel()
	approved := check.Params{"approved_client_ids": []string{"C1"}}
	recent := now.AddDate(0, 0, -10)
	// grants makes an organisation in which somebody with these roles has
	// authorised the application.
	grants := func(role, action string, app ...snapshot.App) *snapshot.Snapshot {
		s := &snapshot.Snapshot{}
		s.Roles = snapshot.Section[snapshot.Role]{Source: api, Items: []snapshot.Role{{ID: "r1", Name: "Compliance Officer"}, {ID: "r2", Name: "Device Administrator"}, {ID: "r3", Name: "Full Administrator"}, {ID: "r4", Name: "id_full_admin"}, {ID: "r5", Name: "Beauftragter"}, {ID: "r6", Name: "User"}}}
		s.People = snapshot.Section[snapshot.Person]{Source: api, Items: []snapshot.Person{{ID: "p", UUID: "u", Email: "a@clinic.example", Roles: []string{role}}}}
		s.ScimUsers = snapshot.Section[snapshot.ScimUser]{Source: api, Items: []snapshot.ScimUser{{UUID: "u", Roles: []string{}}}}
		s.ScimGroups = snapshot.Section[snapshot.ScimGroup]{Source: api, Items: []snapshot.ScimGroup{}}
		s.Authorizations = snapshot.Section[snapshot.PersonApps]{Source: api, Items: []snapshot.PersonApps{{PersonID: "p", Email: "a@clinic.example", Apps: append([]snapshot.App{}, app...)}}}
		if action != "" {
			s.AppPolicy = snapshot.Record[snapshot.AppPolicy]{Source: api, Value: &snapshot.AppPolicy{Action: action}}
		} else {
			s.AppPolicy.Gap = cut
		}
		s.UsedApps = snapshot.Section[snapshot.UsedApp]{Source: api, Items: []snapshot.UsedApp{{ClientID: "C1", Name: "Archive", Action: "allow"}}}
		return s
	}
	archive := snapshot.App{ClientID: "C1", Name: "Archive", Created: recent}
	stranger := snapshot.App{ClientID: "C2", Name: "Webex", Created: recent}
	using := func(s *snapshot.Snapshot, app snapshot.UsedApp) *snapshot.Snapshot {
		s.UsedApps.Items = append(s.UsedApps.Items, app)
		return s
	}
	nameless, noRoles, unread, noUse := grants("r1", "deny", archive), grants("r1", "deny", stranger), grants("r2", "deny"), grants("r2", "allow", archive)
	nameless.Authorizations.Items[0].Apps[0].ClientID = ""
	noRoles.Roles = snapshot.Section[snapshot.Role]{Gap: cut}
	unread.Authorizations.Items[0].Apps, unread.Authorizations.Items[0].Gap = nil, cut
	noUse.UsedApps = snapshot.Section[snapshot.UsedApp]{Gap: cut}
	portal := func(role string) *snapshot.Snapshot {
		return grants(role, "deny", snapshot.App{ClientID: "C1", Name: "Webex Developer Portal", Created: recent})
	}
	group := func(s *snapshot.Snapshot, members ...string) *snapshot.Snapshot {
		s.ScimGroups.Items = []snapshot.ScimGroup{{ID: "g", GrantsRoles: []string{"id_full_admin"}, MemberUUIDs: members}}
		return s
	}
	hiding := func(s *snapshot.Snapshot) *snapshot.Snapshot {
		s.People.Items[0].Roles = nil
		return s
	}
	inService := func(s *snapshot.Snapshot, change func(*snapshot.ScimUser)) *snapshot.Snapshot {
		change(&s.ScimUsers.Items[0])
		return s
	}
	noService := grants("r2", "deny", stranger)
	noService.ScimUsers = snapshot.Section[snapshot.ScimUser]{Gap: cut}
	for name, tt := range map[string]struct {
		s      *snapshot.Snapshot
		params check.Params
		said   []check.Attestation
		want   finding.Status
	}{
		"a full administrator's by group": {group(grants("r2", "deny", stranger), "u"), approved, nil, finding.Fail},
		"approved, by group":              {group(grants("r2", "deny", archive), "u"), approved, nil, finding.Pass},
		"by group, roles not shown":       {group(hiding(grants("r2", "deny", stranger)), "u"), approved, nil, finding.Fail},
		"roles not shown":                 {hiding(grants("r2", "deny", stranger)), approved, nil, finding.Unknown},
		"a personal token, by group":      {group(portal("r2"), "u"), approved, nil, finding.Warn},
		"somebody else's group":           {group(grants("r2", "deny", archive), "v"), approved, nil, finding.Unknown},
		"a group that hides its members":  {group(grants("r2", "deny", stranger)), approved, nil, finding.Unknown},
		"by the identity service":         {inService(grants("r2", "deny", stranger), func(u *snapshot.ScimUser) { u.Roles = []string{"id_full_admin"} }), approved, nil, finding.Fail},
		"the service does not say":        {inService(grants("r2", "deny", stranger), func(u *snapshot.ScimUser) { u.Roles = nil }), approved, nil, finding.Unknown},
		"the service was not read":        {noService, approved, nil, finding.Unknown},
		"approved":                        {grants("r1", "deny", archive), approved, nil, finding.Pass},
		"nothing authorised":              {grants("r1", "deny"), approved, nil, finding.Pass},
		"an officer's, not approved":      {grants("r1", "deny", stranger), approved, nil, finding.Fail},
		"a full administrator's":          {grants("r3", "deny", stranger), approved, nil, finding.Fail},
		"so called elsewhere":             {grants("r4", "deny", stranger), approved, nil, finding.Fail},
		"a role in another language":      {grants("r5", "deny", stranger), approved, nil, finding.Unknown},
		"a role that gives nothing":       {grants("r6", "deny", stranger), approved, nil, finding.Warn},
		"another administrator's":         {grants("r2", "deny", stranger), approved, nil, finding.Warn},
		"whose role is not known":         {noRoles, approved, nil, finding.Unknown},
		"a role that nobody knows":        {grants("r9", "deny", stranger), approved, nil, finding.Unknown},
		"nothing is approved":             {grants("r1", "deny", stranger), nil, nil, finding.Unknown},
		"no client id":                    {nameless, approved, nil, finding.Unknown},
		"not read":                        {unread, approved, nil, finding.Unknown},
		"old":                             {grants("r2", "deny", snapshot.App{ClientID: "C1", Name: "Archive", Created: now.AddDate(-1, 0, 0)}), approved, nil, finding.Warn},
		"of unknown age":                  {grants("r2", "deny", snapshot.App{ClientID: "C1", Name: "Archive"}), approved, nil, finding.Unknown},
		"an officer's personal token":     {portal("r1"), approved, nil, finding.Warn},
		"a personal token":                {portal("r2"), approved, nil, finding.Pass},
		"a personal token of who":         {portal("r9"), approved, nil, finding.Unknown},
		"all are allowed, all approved":   {grants("r2", "allow", archive), approved, nil, finding.Pass},
		"all are allowed, one not so":     {using(grants("r2", "allow", archive), snapshot.UsedApp{ClientID: "C3", Action: "allow"}), approved, nil, finding.Warn},
		"all are allowed, one denied":     {using(grants("r2", "allow", archive), snapshot.UsedApp{ClientID: "C3", Action: "deny"}), approved, nil, finding.Pass},
		"all are allowed, one perhaps":    {using(grants("r2", "allow", archive), snapshot.UsedApp{ClientID: "C3"}), approved, nil, finding.Unknown},
		"all are allowed, use not known":  {noUse, approved, nil, finding.Unknown},
		"policy not known":                {grants("r2", "", archive), approved, nil, finding.Unknown},
		"policy attested":                 {grants("r2", "", archive), approved, []check.Attestation{entry("apps.authorizations", "block", "2026-10-01")}, finding.Pass},
		"policy attested, long over":      {grants("r2", "", archive), approved, []check.Attestation{entry("apps.authorizations", "block", "2025-01-01")}, finding.Fail},
		"attested to allow":               {using(grants("r2", "", archive), snapshot.UsedApp{ClientID: "C3", Action: "allow"}), approved, []check.Attestation{entry("apps.authorizations", "allow", "2026-10-01")}, finding.Warn},
		"attested to block, but does not": {using(grants("r2", "allow", archive), snapshot.UsedApp{ClientID: "C3", Action: "allow"}), approved, []check.Attestation{entry("apps.authorizations", "block", "2026-10-01")}, finding.Warn},
		"another population":              {grants("r2", "deny", archive), check.Params{"approved_client_ids": []string{"C1"}, "population": "everybody"}, nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := judge(apps.Authorizations, tt.s, tt.params, tt.said...)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	o := judge(apps.Authorizations, grants("r1", "deny", stranger), approved)
	require.Contains(t, o.Findings[0].Message, "a name of Cisco's own applications that anybody can choose", "a name approves nothing")
}

func TestBots(t *testing.T) {
	t.Parallel()
	space := func(label string, classified snapshot.Tri, members ...snapshot.SpaceMember) snapshot.Space {
		return snapshot.Space{ID: "s" + label, ClassificationID: label, Classified: classified, Members: members}
	}
	in := func(gap *snapshot.Gap, spaces ...snapshot.Space) *snapshot.Snapshot {
		return &snapshot.Snapshot{
			Spaces: snapshot.Section[snapshot.Space]{Items: append([]snapshot.Space{}, spaces...), Gap: gap, Source: api},
			Classifications: snapshot.Section[snapshot.Classification]{Source: api, Items: []snapshot.Classification{
				{ID: "phi", Title: "PHI", Enabled: snapshot.Yes}, {ID: "low", Title: "Open", Enabled: snapshot.Yes}}},
		}
	}
	bot := snapshot.SpaceMember{Bot: snapshot.Yes, BotName: "pager@webex.bot"}
	person := snapshot.SpaceMember{Bot: snapshot.No}
	unread := space("phi", snapshot.Yes)
	unread.Gap = cut
	ok := check.Params{"approved_bots": []string{"Pager@webex.bot"}}
	for name, tt := range map[string]struct {
		s      *snapshot.Snapshot
		params check.Params
		want   finding.Status
	}{
		"approved":                 {in(nil, space("phi", snapshot.Yes, bot, person)), ok, finding.Pass},
		"not approved":             {in(nil, space("phi", snapshot.Yes, bot)), nil, finding.Warn},
		"no label":                 {in(nil, space("", snapshot.No, bot)), nil, finding.Warn},
		"another label":            {in(nil, space("low", snapshot.Yes, bot)), nil, finding.NotApplicable},
		"label not known":          {in(nil, space("", snapshot.Unknown, bot)), nil, finding.Unknown},
		"label of nobody":          {in(nil, space("gone", snapshot.Yes, bot)), nil, finding.Unknown},
		"only the visible spaces":  {in(cut, space("phi", snapshot.Yes, bot)), ok, finding.Unknown},
		"members not read":         {in(nil, unread), nil, finding.Unknown},
		"members left out":         {in(nil, space("phi", snapshot.Yes)), nil, finding.Unknown},
		"a bot without a name":     {in(nil, space("phi", snapshot.Yes, snapshot.SpaceMember{Bot: snapshot.Yes})), ok, finding.Unknown},
		"a member without address": {in(nil, space("phi", snapshot.Yes, person, snapshot.SpaceMember{})), nil, finding.Unknown},
		"no bots":                  {in(nil, space("phi", snapshot.Yes, person)), nil, finding.NotApplicable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := judge(apps.Bots, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}
