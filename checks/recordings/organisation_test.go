package recordings_test

import (
	"maps"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

const (
	lopez = "dr.lopez@clinic.example"
	site  = "clinic.webex.com"
)

var (
	now      = time.Date(2026, time.November, 20, 2, 30, 0, 0, time.UTC)
	yearAgo  = now.AddDate(0, 0, -365)
	refused  = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "Webex refused the request (403)"}
	brokeOff = &snapshot.Gap{Reason: snapshot.Truncated, Detail: "the list broke off"}
)

func src(since time.Time) snapshot.Source {
	return snapshot.Source{Path: "GET /v1/list", Rank: snapshot.RankAPI, Since: since}
}

// list is a section that was read whole, over the last year.
func list[T any](items ...T) snapshot.Section[T] {
	return snapshot.Section[T]{Items: append([]T{}, items...), Source: src(yearAgo)}
}

func notRead[T any](g *snapshot.Gap) snapshot.Section[T] {
	return snapshot.Section[T]{Gap: g, Source: src(yearAgo)}
}

func record[T any](v T) snapshot.Record[T] {
	return snapshot.Record[T]{Value: &v, Source: src(time.Time{})}
}

// at is a moment in the form of RFC 3339, or a day.
func at(t *testing.T, s string) time.Time {
	t.Helper()
	if len(s) == len(time.DateOnly) {
		s += "T00:00:00Z"
	}
	v, err := time.Parse(time.RFC3339, s)
	require.NoError(t, err)
	return v
}

func evaluate(c check.Check, s *snapshot.Snapshot, params check.Params) check.Outcome {
	return evaluateAt(now, c, s, params)
}

func evaluateAt(clock time.Time, c check.Check, s *snapshot.Snapshot, params check.Params) check.Outcome {
	all := check.Defaults(c.Params)
	maps.Copy(all, params)
	return engine.Evaluate(c, &check.Input{Snapshot: s, Now: clock, Today: finding.DayOf(clock, time.UTC), Params: all})
}

// about returns the finding about a resource.
func about(t *testing.T, o check.Outcome, id string) finding.Finding {
	t.Helper()
	for _, f := range o.Findings {
		if f.Resource.ID == id {
			return f
		}
	}
	require.Failf(t, "no finding", "about %s among %v", id, o.Findings)
	return finding.Finding{}
}
