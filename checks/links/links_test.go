package links_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/links"
	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var (
	api    = snapshot.Source{Path: "GET /v1/x", Rank: snapshot.RankAPI}
	broken = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "refused (403)"}
)

// evaluate runs a check and makes sure that no outsider is named.
func evaluate(t *testing.T, c check.Check, s *snapshot.Snapshot, params check.Params) check.Outcome {
	t.Helper()
	p := check.Defaults(c.Params)
	for name, v := range params {
		p[name] = v
	}
	o := engine.Evaluate(c, &check.Input{Snapshot: s, Now: now, Today: today, Params: p})
	for _, f := range o.Findings {
		require.NotContains(t, f.Message, "mail0.example")
		require.NotContains(t, strings.ToLower(f.Message), "compliant")
		require.NotContains(t, f.Message, "the check broke")
		for _, e := range f.Evidence {
			require.Equal(t, "GET /v1/x", e.Source)
		}
	}
	return o
}

func TestLongLivedSeries(t *testing.T) {
	t.Parallel()
	start := time.Date(2026, 11, 24, 15, 0, 0, 0, time.UTC)
	endless := snapshot.Recurrence{Kind: "endless"}
	finite := func(n, days int) snapshot.Recurrence {
		return snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(n), Last: start.AddDate(0, 0, days)}
	}
	people := func(p ...snapshot.Party) *snapshot.Invitees { return &snapshot.Invitees{People: p} }
	tests := map[string]struct {
		rec  snapshot.Recurrence
		inv  *snapshot.Invitees
		want finding.Status
	}{
		"single meeting":            {snapshot.Recurrence{Kind: "none"}, nil, finding.NotApplicable},
		"within the limits":         {finite(26, 90), people(outsider(1), outsider(2)), finding.Pass},
		"one time too many":         {finite(27, 90), people(outsider(1)), finding.Warn},
		"one day too long":          {finite(26, 91), people(outsider(1), outsider(2)), finding.Warn},
		"too long, staff only":      {finite(52, 365), people(staffed(nurse)), finding.NotApplicable},
		"endless, two outsiders":    {endless, people(outsider(1), outsider(2)), finding.Fail},
		"endless, one twice":        {endless, people(outsider(1), outsider(1)), finding.Warn},
		"endless, one outsider":     {endless, people(outsider(1), staffed(nurse)), finding.Warn},
		"endless, staff only":       {endless, people(staffed(nurse)), finding.NotApplicable},
		"endless, refused":          {endless, &snapshot.Invitees{Gap: broken}, finding.Unknown},
		"endless, not asked for":    {endless, nil, finding.Unknown},
		"endless, hits in a part":   {endless, &snapshot.Invitees{Gap: broken, People: []snapshot.Party{outsider(1), outsider(2)}}, finding.Fail},
		"rule not understood":       {snapshot.Recurrence{Kind: "unparsable"}, people(outsider(1)), finding.Unknown},
		"rule absent":               {snapshot.Recurrence{}, people(outsider(1)), finding.Unknown},
		"end not known":             {snapshot.Recurrence{Kind: "finite", Occurrences: snapshot.Some(3)}, people(), finding.Unknown},
		"number of times not known": {snapshot.Recurrence{Kind: "finite", Last: start}, people(), finding.Unknown},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := &snapshot.Snapshot{
				Hosts: section(api, snapshot.Host{PersonID: "P1", Email: host, Sites: []string{site}}),
				Meetings: section(api, snapshot.HostMeetings{PersonID: "P1", Host: host, Meetings: []snapshot.Meeting{
					{ID: "S", Type: "meetingSeries", Start: start, Recurrence: tt.rec, Invitees: tt.inv}}}),
			}
			o := evaluate(t, links.LongLivedSeries, s, nil)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

func TestSectionsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range links.All() {
		o := engine.Evaluate(c, &check.Input{Snapshot: new(snapshot.Snapshot), Now: now, Params: check.Defaults(c.Params)})
		require.Equal(t, finding.Unknown, o.Status, c.ID)
	}
}
