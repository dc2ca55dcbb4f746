package cc_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/cc"
	"wxaudit/checks/internal/losstest"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

const (
	yes, no, unknown                = snapshot.Yes, snapshot.No, snapshot.Unknown
	pass, fail, warn, unk, notJudge = finding.Pass, finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable
)

var (
	now     = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)
	src     = snapshot.Source{Path: "GET /x", Rank: snapshot.RankAPI, ReadAt: now}
	refused = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "the service refused the request (403)"}
)

func list[T any](items ...T) snapshot.Section[T] {
	if items == nil {
		items = []T{}
	}
	return snapshot.Section[T]{Items: items, Source: src}
}

func record[T any](v T) snapshot.Record[T] { return snapshot.Record[T]{Value: &v, Source: src} }

// retention is an entry of the register about recordings.
func retention(answer string, details map[string]any) []check.Attestation {
	return []check.Attestation{{Statement: cc.Retention.ID, Answer: answer, SignedOn: finding.DayOf(now.AddDate(0, -1, 0), time.UTC), Proof: check.ProofStated, Details: details}}
}

func sixYears(allowed bool) []check.Attestation {
	return retention("yes", map[string]any{"recording_allowed": allowed, "days": 2192, "schedules_reviewed": true})
}

func evaluate(c check.Check, s *snapshot.Snapshot, attested []check.Attestation, others map[string]check.Outcome) check.Outcome {
	return engine.Evaluate(c, &check.Input{
		Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: check.Defaults(c.Params), Attestations: attested, Others: others,
	})
}

// about finds the answer about one resource.
func about(t *testing.T, o check.Outcome, id string) finding.Finding {
	t.Helper()
	for _, f := range o.Findings {
		if f.Resource.ID == id {
			return f
		}
	}
	require.Failf(t, "no finding", "about %s", id)
	return finding.Finding{}
}

// tenant is a Contact Center that leaves recording to its queues.
func tenant(queues []snapshot.CCQueue, profiles ...snapshot.CCProfile) *snapshot.Snapshot {
	return &snapshot.Snapshot{
		ContactCenter: record(snapshot.ContactCenter{Present: yes, RecordAllCalls: no, PauseResume: yes}),
		CCQueues:      list(queues...), CCProfiles: list(profiles...),
	}
}

func TestQueues(t *testing.T) {
	t.Parallel()
	queue := func(active, some, all, pause snapshot.Tri) snapshot.CCQueue {
		return snapshot.CCQueue{ID: "q", Channel: "TELEPHONY", Active: active, Recording: some, RecordAll: all, PauseRecording: pause}
	}
	for name, tt := range map[string]struct {
		queue    snapshot.CCQueue
		attested []check.Attestation
		want     finding.Status
	}{
		"off":                             {queue(yes, no, no, unknown), nil, pass},
		"on, with a pause":                {queue(yes, yes, yes, yes), sixYears(true), pass},
		"on, without a pause":             {queue(yes, yes, yes, no), sixYears(true), warn},
		"on, a pause unknown":             {queue(yes, yes, yes, unknown), sixYears(true), unk},
		"on, and prohibited":              {queue(yes, no, yes, yes), sixYears(false), fail},
		"some calls, and prohibited":      {queue(yes, yes, no, yes), sixYears(false), warn},
		"on, and nobody knows the rule":   {queue(yes, yes, yes, no), nil, unk},
		"on, and the entry is silent":     {queue(yes, yes, yes, yes), retention("yes", map[string]any{"days": 2192}), unk},
		"not said whether on":             {queue(yes, unknown, no, yes), sixYears(true), unk},
		"not said whether all":            {queue(yes, yes, unknown, yes), sixYears(false), unk},
		"not active":                      {queue(no, yes, yes, no), sixYears(false), notJudge},
		"not said whether active":         {queue(unknown, yes, yes, no), sixYears(false), unk},
		"not said whether active, but ok": {queue(unknown, no, no, no), sixYears(false), pass},
		"of a new channel, prohibited":    {snapshot.CCQueue{ID: "q", Channel: "telephony", Active: yes, Recording: yes, RecordAll: yes}, sixYears(false), fail},
		"of a new channel, silent":        {snapshot.CCQueue{ID: "q", Channel: "HOLOGRAM", Active: yes, Recording: no, RecordAll: no}, sixYears(true), pass},
		"of no channel":                   {snapshot.CCQueue{ID: "q", Active: yes, Recording: no, RecordAll: no}, sixYears(true), unk},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(cc.RecordingControls, tenant([]snapshot.CCQueue{tt.queue}), tt.attested, nil)
			require.Equal(t, tt.want, about(t, o, "q").Status, about(t, o, "q").Message)
		})
	}

	relaxed := &check.Input{Snapshot: tenant([]snapshot.CCQueue{queue(yes, yes, yes, no)}), Now: now, Today: finding.DayOf(now, time.UTC),
		Params: check.Params{"require_pause": false, "min_days": 2192, "max_age_days": 180}, Attestations: sixYears(true)}
	require.Equal(t, pass, engine.Evaluate(cc.RecordingControls, relaxed).Status, "no pause is required")
}

func TestOtherChannelsAreNotRecorded(t *testing.T) {
	t.Parallel()
	o := evaluate(cc.RecordingControls, tenant([]snapshot.CCQueue{{ID: "q", Channel: "EMAIL", Active: yes, RecordAll: yes}}), sixYears(false), nil)
	require.Equal(t, pass, o.Status)
	require.Len(t, o.Findings, 2, "the tenant and its retention")
}

func TestProfiles(t *testing.T) {
	t.Parallel()
	replay := func(types ...string) []check.Attestation {
		return retention("yes", map[string]any{"recording_allowed": true, "days": 2192, "schedules_reviewed": true, "replay_roles": types})
	}
	for name, tt := range map[string]struct {
		profile  snapshot.CCProfile
		attested []check.Attestation
		want     finding.Status
	}{
		"a supervisor":                {snapshot.CCProfile{Type: "SUPERVISOR", Active: yes, Recordings: "EDIT"}, nil, pass},
		"an agent who edits":          {snapshot.CCProfile{Type: "STANDARD_AGENT", Active: yes, Recordings: "EDIT"}, nil, warn},
		"an agent who may":            {snapshot.CCProfile{Type: "PREMIUM_AGENT", Active: yes, Recordings: "ENABLED"}, nil, warn},
		"an agent who edits, as said": {snapshot.CCProfile{Type: "STANDARD_AGENT", Active: yes, Recordings: "EDIT"}, replay("STANDARD_AGENT"), warn},
		"an agent who views":          {snapshot.CCProfile{Type: "STANDARD_AGENT", Active: yes, Recordings: "VIEW"}, nil, pass},
		"an agent who should not":     {snapshot.CCProfile{Type: "STANDARD_AGENT", Active: yes, Recordings: "VIEW"}, replay("SUPERVISOR"), warn},
		"a supervisor who should not": {snapshot.CCProfile{Type: "SUPERVISOR", Active: yes, Recordings: "EDIT"}, replay("ADMINISTRATOR"), warn},
		"nobody may":                  {snapshot.CCProfile{Recordings: "NONE"}, replay("SUPERVISOR"), pass},
		"of no type":                  {snapshot.CCProfile{Active: yes, Recordings: "EDIT"}, nil, unk},
		"of a new type":               {snapshot.CCProfile{Type: "CONTRACTOR", Active: yes, Recordings: "EDIT"}, nil, warn},
		"rights not said":             {snapshot.CCProfile{Type: "SUPERVISOR", Active: yes}, nil, unk},
		"not read":                    {snapshot.CCProfile{Type: "SUPERVISOR", Active: yes, Gap: refused}, nil, unk},
		"not active":                  {snapshot.CCProfile{Type: "STANDARD_AGENT", Active: no, Recordings: "EDIT"}, nil, notJudge},
		"not said whether active":     {snapshot.CCProfile{Type: "STANDARD_AGENT", Recordings: "EDIT"}, nil, unk},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tt.profile.ID = "p"
			f := about(t, evaluate(cc.RecordingControls, tenant(nil, tt.profile), tt.attested, nil), "p")
			require.Equal(t, tt.want, f.Status, f.Message)
		})
	}
}

func TestTenantAndRetention(t *testing.T) {
	t.Parallel()
	const setting, kept = "contact_center_recording", "contact_center_retention"
	everything := func(pause snapshot.Tri) snapshot.Record[snapshot.ContactCenter] {
		return record(snapshot.ContactCenter{Present: yes, RecordAllCalls: yes, PauseResume: pause})
	}
	for name, tt := range map[string]struct {
		center   snapshot.Record[snapshot.ContactCenter]
		attested []check.Attestation
		id       string
		want     finding.Status
	}{
		"everything is recorded":      {everything(yes), sixYears(true), setting, pass},
		"everything, without a pause": {everything(no), sixYears(true), setting, warn},
		"everything, and prohibited":  {everything(yes), sixYears(false), setting, fail},
		"everything, rule unknown":    {everything(yes), nil, setting, unk},
		"pause not said":              {everything(unknown), sixYears(true), setting, unk},
		"not said":                    {record(snapshot.ContactCenter{Present: yes}), sixYears(true), setting, unk},
		"settings refused": {record(snapshot.ContactCenter{Present: yes, RecordAllCalls: no, Gaps: map[string]*snapshot.Gap{"settings": refused}}),
			sixYears(true), setting, unk},
		"refused":           {snapshot.Record[snapshot.ContactCenter]{Gap: refused}, sixYears(true), setting, unk},
		"six years":         {everything(yes), sixYears(true), kept, pass},
		"one day less":      {everything(yes), retention("yes", map[string]any{"recording_allowed": true, "days": 2191, "schedules_reviewed": true}), kept, warn},
		"not reviewed":      {everything(yes), retention("yes", map[string]any{"recording_allowed": true, "days": 2192}), kept, warn},
		"days not said":     {everything(yes), retention("yes", map[string]any{"recording_allowed": true, "schedules_reviewed": true}), kept, unk},
		"attested no":       {everything(yes), retention("no", map[string]any{"days": 2192, "schedules_reviewed": true}), kept, fail},
		"nobody's word":     {everything(yes), nil, kept, unk},
		"no licence at all": {record(snapshot.ContactCenter{Present: no}), nil, "organization", notJudge},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := tenant(nil)
			s.ContactCenter = tt.center
			f := about(t, evaluate(cc.RecordingControls, s, tt.attested, nil), tt.id)
			require.Equal(t, tt.want, f.Status, f.Message)
		})
	}
}

func TestAIFeatures(t *testing.T) {
	t.Parallel()
	on := snapshot.CCFeature{Name: "realtimeTranscripts.enable", On: yes, Queues: "ALL"}
	own := func(s finding.Status) check.Outcome {
		return check.Outcome{Status: fail, Findings: []finding.Finding{{Status: s, Resource: finding.Resource{Type: "ai_feature", ID: "contact-center-ai"}}}}
	}
	for name, tt := range map[string]struct {
		feature  snapshot.CCFeature
		coverage check.Outcome
		want     finding.Status
	}{
		"off, nothing covered":         {snapshot.CCFeature{Name: "autoCSAT.enable", On: no}, check.Outcome{Status: fail}, pass},
		"on, all covered":              {on, check.Outcome{Status: pass}, pass},
		"on, this one covered":         {on, own(pass), pass},
		"on, not covered":              {on, check.Outcome{Status: fail}, fail},
		"on, this one not covered":     {on, own(fail), fail},
		"on, cover in doubt":           {on, own(warn), warn},
		"on, attested to be off":       {on, own(notJudge), fail},
		"on, nobody has said":          {on, own(unk), unk},
		"on, the other check disabled": {on, check.Outcome{Status: pass, Disabled: true}, unk},
		"on, own answer of a disabled": {on, check.Outcome{Disabled: true, Findings: own(pass).Findings}, unk},
		"not said":                     {snapshot.CCFeature{Name: "autoCSAT.enable"}, check.Outcome{Status: pass}, unk},
		"no name":                      {snapshot.CCFeature{On: no}, check.Outcome{Status: pass}, unk},
		"routing by journeys":          {snapshot.CCFeature{Name: "personalizedAIRouting.enable", On: yes}, check.Outcome{Status: pass}, warn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(cc.AIFeatures, &snapshot.Snapshot{CCFeatures: list(tt.feature)}, nil, map[string]check.Outcome{"ai.vendor-coverage": tt.coverage})
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	require.Equal(t, unk, evaluate(cc.AIFeatures, &snapshot.Snapshot{CCFeatures: list(on)}, nil, nil).Status, "the other check did not run")
	require.Equal(t, unk, evaluate(cc.AIFeatures, &snapshot.Snapshot{CCFeatures: snapshot.Section[snapshot.CCFeature]{Gap: refused}}, nil, nil).Status)
}

func TestSensitiveVariables(t *testing.T) {
	t.Parallel()
	held := []string{"dob", "mrn"}
	named := func(name string, active, sensitive, reportable snapshot.Tri) snapshot.CCVariable {
		return snapshot.CCVariable{ID: "v", Hint: yes, Name: name, Active: active, Sensitive: sensitive, Reportable: reportable}
	}
	for name, tt := range map[string]struct {
		variable snapshot.CCVariable
		patterns []string
		want     finding.Status
	}{
		"sensitive, out of reports":   {named("Patient_DOB", yes, yes, no), held, pass},
		"sensitive, in reports":       {named("dob", yes, yes, yes), held, warn},
		"open":                        {named("dob", yes, no, no), held, warn},
		"open, in reports":            {named("dob", yes, no, yes), held, fail},
		"sensitive not said":          {named("dob", yes, unknown, no), held, unk},
		"reports not said":            {named("dob", yes, no, unknown), held, unk},
		"not active":                  {named("dob", no, no, yes), held, notJudge},
		"not said whether active":     {named("dob", unknown, no, yes), held, unk},
		"no hint":                     {snapshot.CCVariable{ID: "v", Hint: no, Sensitive: no, Reportable: yes}, held, notJudge},
		"left out by the recording":   {snapshot.CCVariable{ID: "v", Sensitive: yes, Reportable: no}, held, unk},
		"its name was lost":           {snapshot.CCVariable{ID: "v", Hint: yes, Sensitive: yes, Reportable: no}, held, unk},
		"held, but not asked for":     {named("mrn", yes, no, yes), []string{"dob"}, notJudge},
		"a pattern that was not held": {named("dob", yes, yes, no), []string{"dob", "chart"}, unk},
		"case and blanks":             {named("dob", yes, no, yes), []string{" DOB "}, fail},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{VariablePatterns: held, CCVariables: list(tt.variable)}
			o := engine.Evaluate(cc.SensitiveVariables, &check.Input{Snapshot: s, Now: now, Params: check.Params{"name_patterns": tt.patterns}})
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
	broken := list(named("dob", yes, yes, no))
	broken.Gap = &snapshot.Gap{Reason: snapshot.Truncated, Detail: "the list broke off"}
	require.Equal(t, unk, evaluate(cc.SensitiveVariables, &snapshot.Snapshot{VariablePatterns: held, CCVariables: broken}, nil, nil).Status)
}

// TestNoLossHelps takes every field away, in a Contact Center with every fault:
// no answer may become better, nor a fault appear that was not read.
func TestNoLossHelps(t *testing.T) {
	t.Parallel()
	s := tenant([]snapshot.CCQueue{
		{ID: "q1", Channel: "TELEPHONY", Active: yes, Recording: yes, RecordAll: yes, PauseRecording: no},
		{ID: "q2", Channel: "TELEPHONY", Active: no, Recording: yes, RecordAll: yes, PauseRecording: no},
	}, snapshot.CCProfile{ID: "p1", Type: "STANDARD_AGENT", Active: yes, Recordings: "EDIT"}, snapshot.CCProfile{ID: "p2", Type: "SUPERVISOR", Active: yes, Recordings: "EDIT"})
	s.VariablePatterns = []string{"birth", "diagnos", "dob", "insur", "member", "mrn", "patient", "policy", "rx", "ssn", "symptom"}
	s.CCVariables = list(snapshot.CCVariable{ID: "v1", Hint: yes, Name: "dob", Active: yes, Sensitive: no, Reportable: yes},
		snapshot.CCVariable{ID: "v2", Hint: yes, Name: "mrn", Active: no, Sensitive: no, Reportable: yes})
	s.CCFeatures = list(snapshot.CCFeature{Name: "personalizedAIRouting.enable", On: yes}, snapshot.CCFeature{Name: "autoCSAT.enable", On: no, Queues: "ALL"})
	covered := map[string]check.Outcome{"ai.vendor-coverage": {Status: pass}}
	for _, c := range cc.All() {
		for _, attested := range [][]check.Attestation{nil, sixYears(true), sixYears(false)} {
			before := evaluate(c, s, attested, covered).Status
			losstest.Each(s, func(where string) {
				after := evaluate(c, s, attested, covered)
				require.Contains(t, []finding.Status{before, unk}, after.Status, "%s is %s, and %s with %s: %s", c.ID, before, after.Status, where, after.Message)
			})
		}
	}
}
