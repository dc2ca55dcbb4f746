package messaging_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/messaging"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

const own, other = "11111111-1111-4111-8111-111111111111", "99999999-9999-4999-8999-999999999999"

var (
	api     = snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI}
	visible = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "Webex lists only the spaces of the token's own user"}
	staff   = snapshot.SpaceMember{Person: snapshot.Party{Kind: snapshot.Staff, Domain: "clinic.example"}, PersonOrg: own, Bot: snapshot.No}
	patient = snapshot.SpaceMember{Person: snapshot.Party{Kind: snapshot.Outsider, Domain: "mail.example"}, PersonOrg: other, Bot: snapshot.No}
	bot     = snapshot.SpaceMember{Person: snapshot.Party{Kind: snapshot.Outsider, Domain: "webex.bot"}, PersonOrg: other, Bot: snapshot.Yes, BotName: "a@webex.bot"}
)

// aSpace is a space with a label, or without one for "".
func aSpace(label string, public snapshot.Tri, members ...snapshot.SpaceMember) snapshot.Space {
	return snapshot.Space{ID: "space-" + label, ClassificationID: label, Classified: snapshot.TriFrom(label != ""), Public: public, Members: members}
}

func inSpaces(gap *snapshot.Gap, spaces ...snapshot.Space) *snapshot.Snapshot {
	s := &snapshot.Snapshot{}
	s.Organization = snapshot.Record[snapshot.Organization]{Value: &snapshot.Organization{UUID: own}, Source: api}
	s.Spaces = snapshot.Section[snapshot.Space]{Items: append([]snapshot.Space{}, spaces...), Gap: gap, Source: api}
	s.Classifications = snapshot.Section[snapshot.Classification]{Source: api, Items: []snapshot.Classification{
		{ID: "phi", Title: "Clinical work", Rank: snapshot.Some(2), Enabled: snapshot.Yes},
		{ID: "low", Title: "Open", Rank: snapshot.Some(1), Enabled: snapshot.Yes},
		{ID: "zero", Title: "Public", Rank: snapshot.Some(0), Enabled: snapshot.No},
	}}
	return s
}

// coloured is an organisation that tells its spaces apart by colours.
func coloured(spaces ...snapshot.Space) *snapshot.Snapshot {
	s := inSpaces(nil, spaces...)
	s.Classifications.Items[0].Title, s.Classifications.Items[1].Title = "Red", "Green"
	return s
}

func untitled(s *snapshot.Snapshot) *snapshot.Snapshot {
	s.Classifications.Items[0].Title = ""
	return s
}

func judge(c check.Check, s *snapshot.Snapshot, params check.Params, entries ...check.Attestation) check.Outcome {
	in := input(c, s, params)
	in.Today = finding.DayOf(in.Now, time.UTC)
	in.Attestations = entries
	return engine.Evaluate(c, in)
}

func TestSpaceExposure(t *testing.T) {
	t.Parallel()
	doubtful := aSpace("phi", snapshot.Yes, staff)
	doubtful.ClassificationID, doubtful.Classified = "", snapshot.Unknown
	unread := aSpace("phi", snapshot.No)
	unread.Members, unread.Gap = nil, &snapshot.Gap{Reason: snapshot.NotFound, Detail: "404"}
	nobody := staff
	nobody.PersonOrg = ""
	free := patient
	free.PersonOrg = "consumer"
	for name, tt := range map[string]struct {
		s      *snapshot.Snapshot
		params check.Params
		want   finding.Status
	}{
		"clinical, only staff":                 {inSpaces(nil, aSpace("phi", snapshot.No, staff)), nil, finding.Pass},
		"only the visible ones":                {inSpaces(visible, aSpace("phi", snapshot.No, staff)), nil, finding.Unknown},
		"none visible":                         {inSpaces(visible), nil, finding.Unknown},
		"clinical and public":                  {inSpaces(visible, aSpace("phi", snapshot.Yes, staff)), nil, finding.Fail},
		"clinical with a patient":              {inSpaces(nil, aSpace("phi", snapshot.No, staff, patient)), nil, finding.Fail},
		"clinical with a free account":         {inSpaces(nil, aSpace("phi", snapshot.No, staff, free)), nil, finding.Fail},
		"a bot is no outsider":                 {inSpaces(nil, aSpace("phi", snapshot.No, staff, bot)), nil, finding.Pass},
		"a partner":                            {inSpaces(nil, aSpace("phi", snapshot.No, patient)), check.Params{"partner_domains": []string{"MAIL.example"}}, finding.Pass},
		"a domain that ends alike":             {inSpaces(nil, aSpace("phi", snapshot.No, patient)), check.Params{"partner_domains": []string{"example", "x.mail.example"}}, finding.Fail},
		"another label, public":                {inSpaces(nil, aSpace("low", snapshot.Yes, patient)), nil, finding.Pass},
		"the label is named clinical by id":    {inSpaces(nil, aSpace("low", snapshot.Yes, staff)), check.Params{"clinical_classifications": []string{"low"}}, finding.Fail},
		"the label is named clinical by title": {inSpaces(nil, aSpace("low", snapshot.Yes, staff)), check.Params{"clinical_classifications": []string{"open"}}, finding.Fail},
		"the clinical label is misspelt":       {inSpaces(nil, aSpace("phi", snapshot.Yes, patient)), check.Params{"clinical_classifications": []string{"clinical wrok"}}, finding.Unknown},
		"the clinical label has a blank":       {inSpaces(nil, aSpace("phi", snapshot.Yes, staff)), check.Params{"clinical_classifications": []string{" clinical work "}}, finding.Fail},
		"words of one's own, public":           {coloured(aSpace("phi", snapshot.Yes, staff)), nil, finding.Warn},
		"words of one's own, a patient":        {coloured(aSpace("low", snapshot.No, patient)), nil, finding.Warn},
		"words of one's own, some not shown":   {untitled(coloured(aSpace("low", snapshot.No, patient))), nil, finding.Unknown},
		"words of one's own, only staff":       {coloured(aSpace("phi", snapshot.No, staff)), nil, finding.Pass},
		"words of one's own, explained":        {coloured(aSpace("low", snapshot.Yes, staff)), check.Params{"clinical_classifications": []string{"red"}}, finding.Pass},
		"no label, public":                     {inSpaces(nil, aSpace("", snapshot.Yes, staff)), nil, finding.Warn},
		"no label, a patient":                  {inSpaces(nil, aSpace("", snapshot.No, patient)), nil, finding.Warn},
		"label not known, public":              {inSpaces(nil, doubtful), nil, finding.Unknown},
		"label of nobody":                      {inSpaces(nil, aSpace("gone", snapshot.Yes, staff)), nil, finding.Unknown},
		"members not read":                     {inSpaces(nil, unread), nil, finding.Unknown},
		"public or not is not known":           {inSpaces(nil, aSpace("phi", snapshot.Unknown, staff)), nil, finding.Unknown},
		"whose member is not known":            {inSpaces(nil, aSpace("phi", snapshot.No, nobody)), nil, finding.Unknown},
		"titles cannot be looked at":           {inSpaces(nil, aSpace("phi", snapshot.No, staff)), check.Params{"title_patterns": []string{"ward"}}, finding.Unknown},
		"none":                                 {inSpaces(nil), nil, finding.NotApplicable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := judge(messaging.SpaceExposure, tt.s, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestClassification(t *testing.T) {
	t.Parallel()
	labels := func(change func([]snapshot.Classification)) *snapshot.Snapshot {
		s := inSpaces(visible, aSpace("phi", snapshot.No, staff))
		change(s.Classifications.Items)
		return s
	}
	cut := inSpaces(&snapshot.Gap{Reason: snapshot.Truncated, Detail: "cut off"}, aSpace("phi", snapshot.No, staff))
	for name, tt := range map[string]struct {
		s    *snapshot.Snapshot
		want finding.Status
	}{
		"two labels":              {labels(func([]snapshot.Classification) {}), finding.Pass},
		"one label":               {labels(func(l []snapshot.Classification) { l[1].Enabled = snapshot.No }), finding.Warn},
		"none enabled":            {labels(func(l []snapshot.Classification) { l[0].Enabled, l[1].Enabled = snapshot.No, snapshot.No }), finding.Warn},
		"not known":               {labels(func(l []snapshot.Classification) { l[0].Enabled = snapshot.Unknown }), finding.Unknown},
		"none is clinical":        {labels(func(l []snapshot.Classification) { l[0].Title = "Inner" }), finding.Warn},
		"a word inside another":   {labels(func(l []snapshot.Classification) { l[0].Title = "Philosophy, unrestricted" }), finding.Warn},
		"title not shown":         {labels(func(l []snapshot.Classification) { l[0].Title = "" }), finding.Unknown},
		"a space without a label": {inSpaces(visible, aSpace("", snapshot.No, staff)), finding.Warn},
		"the lowest label":        {inSpaces(visible, aSpace("zero", snapshot.No, staff)), finding.Warn},
		"spaces cut off":          {cut, finding.Unknown},
		"no space visible":        {inSpaces(visible), finding.Unknown},
		"no space at all":         {inSpaces(nil), finding.Pass},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := judge(messaging.Classification, tt.s, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func settings(v snapshot.OrgSettings) *snapshot.Snapshot {
	return &snapshot.Snapshot{OrgSettings: snapshot.Record[snapshot.OrgSettings]{Value: &v, Source: snapshot.Source{Path: "GET /settings", Rank: snapshot.RankControlHub}}}
}

func entry(t *testing.T, statement, answer, signed string, domains ...string) check.Attestation {
	t.Helper()
	day, err := finding.ParseDay(signed)
	require.NoError(t, err)
	a := check.Attestation{Statement: statement, Answer: answer, SignedOn: day, ValidUntil: day.Plus(365)}
	if domains != nil {
		a.Details = map[string]any{"domains": domains}
	}
	return a
}

func TestExternalCommunication(t *testing.T) {
	t.Parallel()
	const st = "messaging.external-communication"
	var many []string
	for n := range 51 {
		many = append(many, fmt.Sprintf("d%d.example", n))
	}
	said := func(answer string, domains ...string) []check.Attestation {
		return []check.Attestation{entry(t, st, answer, "2026-10-01", domains...)}
	}
	strict := check.Params{"allowed_modes": []string{"blocked"}}
	for name, tt := range map[string]struct {
		blocked snapshot.Tri
		said    []check.Attestation
		params  check.Params
		want    finding.Status
	}{
		"blocked":                               {snapshot.Yes, nil, nil, finding.Pass},
		"blocked, whatever is attested":         {snapshot.Yes, said("all-external"), nil, finding.Pass},
		"open":                                  {snapshot.No, nil, nil, finding.Fail},
		"open, attested as blocked":             {snapshot.No, said("blocked"), nil, finding.Fail},
		"selected":                              {snapshot.No, said("selected-domains", "lab.example"), nil, finding.Pass},
		"selected, by nothing but word":         {snapshot.Unknown, said("selected-domains", "lab.example"), nil, finding.Pass},
		"selected, without a list":              {snapshot.No, said("selected-domains"), nil, finding.Fail},
		"selected, a consumer domain":           {snapshot.No, said("selected-domains", "lab.example", "GMail.com"), nil, finding.Warn},
		"selected, a mailbox of a carrier":      {snapshot.No, said("selected-domains", "att.net"), nil, finding.Warn},
		"selected, a provider of another land":  {snapshot.No, said("selected-domains", "Hotmail.co.uk"), nil, finding.Warn},
		"selected, a consumer domain and below": {snapshot.No, said("selected-domains", "*.gmail.com"), nil, finding.Warn},
		"selected, a domain and below":          {snapshot.No, said("selected-domains", "*.lab.example"), nil, finding.Pass},
		"selected, which are all":               {snapshot.No, said("selected-domains", "lab.example", "*"), nil, finding.Unknown},
		"selected, which are half of all":       {snapshot.No, said("selected-domains", "*.com"), nil, finding.Unknown},
		"selected, too many":                    {snapshot.No, said("selected-domains", many...), nil, finding.Warn},
		"selected, and that is too much":        {snapshot.No, said("selected-domains", "lab.example"), strict, finding.Fail},
		"all":                                   {snapshot.Unknown, said("all-external"), nil, finding.Fail},
		"attested as blocked":                   {snapshot.Unknown, said("blocked"), nil, finding.Pass},
		"attested long ago":                     {snapshot.Unknown, []check.Attestation{entry(t, st, "blocked", "2026-01-01")}, nil, finding.Warn},
		"attestation over":                      {snapshot.Unknown, []check.Attestation{entry(t, st, "blocked", "2025-01-01")}, nil, finding.Fail},
		"nothing known":                         {snapshot.Unknown, nil, nil, finding.Unknown},
		"nothing known, without a list":         {snapshot.Unknown, said("selected-domains"), nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := judge(messaging.ExternalCommunication, settings(snapshot.OrgSettings{BlockExternal: tt.blocked}), tt.params, tt.said...)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	s := &snapshot.Snapshot{}
	s.OrgSettings.Gap = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "Control Hub refused"}
	o := judge(messaging.ExternalCommunication, s, nil)
	require.Equal(t, finding.Unknown, o.Status)
	require.Contains(t, o.Message, "Control Hub refused")
}

func TestFileSharing(t *testing.T) {
	t.Parallel()
	best := snapshot.OrgSettings{DesktopFiles: "BLOCK_BOTH", MobileFiles: "BLOCK_BOTH", WebFiles: "BLOCK_BOTH", BotFiles: "BLOCK_BOTH", WhiteboardFiles: "BLOCK"}
	with := func(change func(*snapshot.OrgSettings)) *snapshot.Snapshot {
		v := best
		change(&v)
		return settings(v)
	}
	among := func(s *snapshot.Snapshot, from *snapshot.Snapshot) *snapshot.Snapshot {
		s.Spaces, s.Classifications = from.Spaces, from.Classifications
		return s
	}
	free := func(s *snapshot.OrgSettings) { s.BotFiles = "NONE" }
	for name, tt := range map[string]struct {
		s      *snapshot.Snapshot
		said   []check.Attestation
		params check.Params
		want   finding.Status
	}{
		"best":                          {with(func(*snapshot.OrgSettings) {}), nil, nil, finding.Pass},
		"desktops may share":            {with(func(s *snapshot.OrgSettings) { s.DesktopFiles, s.WhiteboardFiles = "NONE", "ALLOW" }), nil, nil, finding.Pass},
		"mobiles may share":             {with(func(s *snapshot.OrgSettings) { s.MobileFiles = "NONE" }), nil, nil, finding.Warn},
		"mobiles are managed":           {with(func(s *snapshot.OrgSettings) { s.MobileFiles = "NONE" }), []check.Attestation{entry(t, "messaging.file-sharing/managed-devices", "yes", "2026-10-01")}, nil, finding.Pass},
		"which does not count":          {with(func(s *snapshot.OrgSettings) { s.MobileFiles = "NONE" }), []check.Attestation{entry(t, "messaging.file-sharing/managed-devices", "yes", "2026-10-01")}, check.Params{"accept_if_mdm_attested": false}, finding.Warn},
		"mobiles are not managed":       {with(func(s *snapshot.OrgSettings) { s.MobileFiles = "NONE" }), []check.Attestation{entry(t, "messaging.file-sharing/managed-devices", "no", "2026-10-01")}, nil, finding.Warn},
		"a word that nobody knows":      {with(func(s *snapshot.OrgSettings) { s.WebFiles = "BLOCK_SOME" }), nil, nil, finding.Unknown},
		"the word of a whiteboard":      {with(func(s *snapshot.OrgSettings) { s.WebFiles = "BLOCK" }), nil, nil, finding.Unknown},
		"the word of a client":          {with(func(s *snapshot.OrgSettings) { s.WhiteboardFiles = "BLOCK_UPLOAD" }), nil, nil, finding.Unknown},
		"absent":                        {with(func(s *snapshot.OrgSettings) { s.WhiteboardFiles = "" }), nil, nil, finding.Unknown},
		"absent, but attested":          {with(func(s *snapshot.OrgSettings) { s.WhiteboardFiles = "" }), []check.Attestation{entry(t, "messaging.file-sharing", "none", "2026-10-01")}, nil, finding.Pass},
		"absent for browsers, attested": {with(func(s *snapshot.OrgSettings) { s.WebFiles = "" }), []check.Attestation{entry(t, "messaging.file-sharing", "none", "2026-10-01")}, nil, finding.Warn},
		"absent for bots, attested, in a clinical space": {among(with(func(s *snapshot.OrgSettings) { s.BotFiles = "" }), inSpaces(visible, aSpace("phi", snapshot.No, bot))),
			[]check.Attestation{entry(t, "messaging.file-sharing", "none", "2026-10-01")}, nil, finding.Fail},
		"bots uploads only":             {with(func(s *snapshot.OrgSettings) { s.BotFiles = "BLOCK_UPLOAD" }), nil, nil, finding.Warn},
		"bots, spaces not known":        {with(free), nil, nil, finding.Unknown},
		"bots in a clinical space":      {among(with(free), inSpaces(visible, aSpace("phi", snapshot.No, bot))), nil, nil, finding.Fail},
		"bots in another space":         {among(with(free), inSpaces(nil, aSpace("low", snapshot.No, bot), aSpace("phi", snapshot.No, staff))), nil, nil, finding.Warn},
		"no bots among the visible":     {among(with(free), inSpaces(visible, aSpace("phi", snapshot.No, staff))), nil, nil, finding.Unknown},
		"nothing is required of them":   {among(with(free), inSpaces(nil, aSpace("phi", snapshot.No, bot))), nil, check.Params{"require_block": []string{}}, finding.Fail},
		"more is required":              {with(func(s *snapshot.OrgSettings) { s.DesktopFiles = "BLOCK_UPLOAD" }), nil, check.Params{"require_block": []string{"desktop:BLOCK_BOTH"}}, finding.Warn},
		"required is what nobody knows": {with(func(*snapshot.OrgSettings) {}), nil, check.Params{"require_block": []string{"desktop:EVERYTHING"}}, finding.Unknown},
		"no files in Webex":             {&snapshot.Snapshot{}, []check.Attestation{entry(t, "messaging.file-sharing/own-storage", "yes", "2026-10-01")}, nil, finding.NotApplicable},
		"so they say":                   {&snapshot.Snapshot{}, []check.Attestation{entry(t, "messaging.file-sharing/own-storage", "no", "2026-10-01")}, nil, finding.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := judge(messaging.FileSharing, tt.s, tt.params, tt.said...)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}
