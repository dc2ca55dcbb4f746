package messaging_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/messaging"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var now = time.Date(2026, 11, 20, 2, 30, 0, 0, time.UTC)

func keeping(days int) snapshot.Retention {
	return snapshot.Retention{Days: snapshot.Some(days)}
}

func evaluate(c check.Check, r snapshot.Retention, params check.Params) check.Outcome {
	s := &snapshot.Snapshot{OrgSettings: snapshot.Record[snapshot.OrgSettings]{
		Value:  &snapshot.OrgSettings{MessageRetention: r},
		Source: snapshot.Source{Path: "GET /settings", Rank: snapshot.RankControlHub},
	}}
	return engine.Evaluate(c, input(c, s, params))
}

func input(c check.Check, s *snapshot.Snapshot, params check.Params) *check.Input {
	all := check.Defaults(c.Params)
	for name, v := range params {
		all[name] = v
	}
	return &check.Input{Snapshot: s, Now: now, Today: finding.DayOf(now, time.UTC), Params: all}
}

func TestRetentionSixYears(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name   string
		kept   snapshot.Retention
		params check.Params
		want   finding.Status
		reason snapshot.Reason
		says   []string
	}{
		{"the 72 months of the form", keeping(2160), nil, finding.Fail, "", []string{"2160 days, 32 days short", "72 months or 6 years in Control Hub mean 2160", "confirm your state's period", "1:1 and group", "compare both"}},
		{"73 months", keeping(2190), nil, finding.Fail, "", []string{"2 days short"}},
		{"one day short", keeping(2191), nil, finding.Fail, "", []string{"1 day short"}},
		{"six calendar years", keeping(2192), nil, finding.Pass, "", []string{"1:1 and group", "compare both"}},
		{"74 months", keeping(2220), nil, finding.Pass, "", nil},
		{"one day", keeping(1), nil, finding.Fail, "", []string{"2191 days short"}},
		{"for ever", keeping(-1), nil, finding.Warn, "", []string{"messaging.retention-disposal"}},
		{"zero", keeping(0), nil, finding.Unknown, snapshot.Schema, []string{"is 0"}},
		{"below for ever", keeping(-2), nil, finding.Unknown, snapshot.Schema, []string{"is -2"}},
		{"absent", snapshot.Retention{}, nil, finding.Unknown, snapshot.FieldAbsent, []string{"absent does not mean for ever", "360", "1095"}},
		{"malformed", snapshot.Retention{Malformed: true}, nil, finding.Unknown, snapshot.Schema, nil},
		{"malformed outranks a number", snapshot.Retention{Malformed: true, Days: snapshot.Some(2220)}, nil, finding.Unknown, snapshot.Schema, nil},
		{"a longer floor in years", keeping(2556), check.Params{"keep_years": 7}, finding.Fail, "", []string{"1 day short of the 2557 days"}},
		{"a longer floor in days", keeping(2220), check.Params{"min_days": 2221}, finding.Fail, "", []string{"1 day short"}},
		{"lowering one of two", keeping(2000), check.Params{"min_days": 1000}, finding.Fail, "", nil},
		{"lowering both", keeping(1096), check.Params{"min_days": 1000, "keep_years": 3}, finding.Pass, "", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(messaging.RetentionSixYears, tt.kept, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Equal(t, string(tt.reason), o.Reason)
			require.Len(t, o.Findings, 1)
			require.LessOrEqual(t, len(o.Findings[0].Message), 250)
			require.Equal(t, tt.kept.Days.Any(), o.Findings[0].Evidence[0].Value)
			for _, words := range tt.says {
				require.Contains(t, o.Message, words)
			}
		})
	}
}

func TestRetentionDisposal(t *testing.T) {
	t.Parallel()
	strict := check.Params{"accept_indefinite_with_procedure": false}
	for _, tt := range []struct {
		name   string
		kept   snapshot.Retention
		params check.Params
		want   finding.Status
		says   string
	}{
		{"six calendar years", keeping(2192), nil, finding.Pass, ""},
		{"below the floor", keeping(2191), nil, finding.Warn, "messaging.retention-six-years"},
		{"the longest allowed", keeping(3660), nil, finding.Pass, ""},
		{"longer than allowed", keeping(3661), nil, finding.Warn, "max_days"},
		{"for ever", keeping(-1), nil, finding.Warn, "no written disposal procedure is attested"},
		{"for ever, refused", keeping(-1), strict, finding.Fail, "nothing disposes of them"},
		{"finite when for ever is refused", keeping(2220), strict, finding.Pass, ""},
		{"zero", keeping(0), nil, finding.Unknown, "without a documented meaning"},
		{"below for ever", keeping(-2), strict, finding.Unknown, "without a documented meaning"},
		{"absent", snapshot.Retention{}, strict, finding.Unknown, "absent does not mean for ever"},
		{"malformed", snapshot.Retention{Malformed: true}, strict, finding.Unknown, "no whole number"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := evaluate(messaging.RetentionDisposal, tt.kept, tt.params)
			require.Equal(t, tt.want, o.Status, o.Message)
			require.Contains(t, o.Message, tt.says)
			require.LessOrEqual(t, len(o.Findings[0].Message), 250)
		})
	}
}

func TestRetentionUnread(t *testing.T) {
	t.Parallel()
	for _, c := range []check.Check{messaging.RetentionSixYears, messaging.RetentionDisposal} {
		refused := &snapshot.Snapshot{}
		refused.OrgSettings.Gap = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused"}
		o := engine.Evaluate(c, input(c, refused, nil))
		require.Equal(t, finding.Unknown, o.Status, c.ID)
		require.Equal(t, string(snapshot.Forbidden), o.Reason, c.ID)

		o = engine.Evaluate(c, input(c, &snapshot.Snapshot{}, nil))
		require.Equal(t, finding.Unknown, o.Status, "%s: never collected", c.ID)
	}
}
