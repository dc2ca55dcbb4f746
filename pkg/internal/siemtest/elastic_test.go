package siemtest_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ecs"
	"wxaudit/pkg/report/ocsf"
	sink "wxaudit/pkg/sink/elastic"
)

// detection is a rule of Elastic Security as its import takes it.
type detection struct {
	RuleID    string   `json:"rule_id"`
	Name      string   `json:"name"`
	What      string   `json:"description"`
	Type      string   `json:"type"`
	Language  string   `json:"language"`
	Query     string   `json:"query"`
	Index     []string `json:"index"`
	Terms     []string `json:"new_terms_fields"`
	History   string   `json:"history_window_start"`
	Override  string   `json:"timestamp_override"`
	From      string   `json:"from"`
	To        string   `json:"to"`
	Interval  string   `json:"interval"`
	Enabled   bool     `json:"enabled"`
	Severity  string   `json:"severity"`
	Risk      int      `json:"risk_score"`
	Most      int      `json:"max_signals"`
	NameFrom  string   `json:"rule_name_override"`
	Severest  []any    `json:"severity_mapping"`
	Suppress  any      `json:"alert_suppression"`
	Version   int      `json:"version"`
	License   string   `json:"license"`
	Author    []string `json:"author"`
	Tags      []string `json:"tags"`
	Threat    []any    `json:"threat"`
	Actions   []any    `json:"actions"`
	Except    []any    `json:"exceptions_list"`
	Positives []any    `json:"false_positives"`
	Refs      []any    `json:"references"`
}

type elastic struct{ detections map[string]detection }

func newElastic(t *testing.T) elastic {
	e := elastic{map[string]detection{}}
	names := map[string]string{"wxaudit-no-audit-for-26-hours": silence, "wxaudit-new-critical-or-high-finding": novel}
	for line := range strings.Lines(read(t, "elastic/rules.ndjson")) {
		var d detection
		dec := json.NewDecoder(strings.NewReader(line))
		dec.DisallowUnknownFields()
		require.NoError(t, dec.Decode(&d))
		require.Contains(t, names, d.RuleID)
		e.detections[names[d.RuleID]] = d
	}
	require.Len(t, e.detections, 2)
	return e
}

func (elastic) rules() []string   { return []string{silence, novel} }
func (elastic) seesReplays() bool { return true }
func (elastic) given() []string   { return []string{"last"} }

// rowOf has the fields of the document; event.ingested is what the pipeline adds.
func (elastic) rowOf(t *testing.T, a arrival) row {
	line, err := ecs.Encode(a.Event)
	require.NoError(t, err)
	nested := row{}
	flatten(nested, "", decoded(t, line))
	r := row{}
	for name, v := range nested {
		r[strings.ReplaceAll(name, "{}", "")] = v
	}
	at, err := time.Parse(time.RFC3339, r["@timestamp"].(string))
	require.NoError(t, err)
	r["@timestamp"], r["event.ingested"] = float64(at.Unix()), float64(a.at.Unix())
	return r
}

func (e elastic) run(t *testing.T, rule string, events []row, now time.Time) ([]string, []string) {
	d := e.detections[rule]
	if rule == silence {
		return esql(t, d, events, now)
	}
	// The rule runs every hour, and alarms of one event are one alarm.
	named, asked := map[string]bool{}, map[string]bool{}
	require.Equal(t, []string{"1h", "now-70m", "now-30d", "event.ingested"}, []string{d.Interval, d.From, d.History, d.Override})
	for i := range 26 {
		at := now.Add(-time.Duration(i) * time.Hour)
		l := &language{now: at, anyOf: true, asked: asked}
		rows, err := l.where(events, d.Query)
		require.NoError(t, err)
		between := func(from, to time.Duration) map[string]bool {
			terms := map[string]bool{}
			for _, r := range rows {
				asked[d.Terms[0]], asked[d.Override] = true, true
				if taken := r[d.Override].(float64); taken >= float64(at.Add(from).Unix()) && taken < float64(at.Add(to).Unix()) {
					terms[fmt.Sprint(r[d.Terms[0]])] = true
				}
			}
			return terms
		}
		before := between(-30*24*time.Hour, -70*time.Minute)
		for term := range between(-70*time.Minute, 0) {
			if !before[term] {
				named[term] = true
			}
		}
	}
	return keys(named), keys(asked)
}

func esql(t *testing.T, d detection, events []row, now time.Time) ([]string, []string) {
	require.Equal(t, []string{"1h", "now-30d", ""}, []string{d.Interval, d.From, d.Override})
	l := &language{now: now, asked: map[string]bool{}}
	parts := pipeline(d.Query)
	require.Equal(t, "FROM logs-wxaudit.findings-*", parts[0])
	rows := slices.DeleteFunc(slices.Clone(events), func(r row) bool {
		return r["@timestamp"].(float64) < float64(now.AddDate(0, 0, -30).Unix())
	})
	for _, part := range parts[1:] {
		name, rest, _ := strings.Cut(part, " ")
		var err error
		switch name {
		case "WHERE":
			rows, err = l.where(rows, rest)
		case "STATS":
			columns, by := assigned(rest, " BY ")
			rows, err = l.summary(rows, columns, by)
		default:
			err = fmt.Errorf("%s is a command that the tests do not know", name)
		}
		require.NoError(t, err)
	}
	var named []string
	for range rows {
		named = append(named, "silence")
	}
	return named, keys(l.asked)
}

func TestElasticRules(t *testing.T) {
	t.Parallel()
	p := newElastic(t)
	require.Empty(t, stage(t, p).disagreements(t, p))
}

func TestElasticRulesAreWhole(t *testing.T) {
	for _, d := range newElastic(t).detections {
		require.NotEmpty(t, d.Name+d.What)
		require.True(t, d.Enabled)
		require.Equal(t, []string{"high", "now"}, []string{d.Severity, d.To})
		require.Positive(t, d.Risk)
		require.Positive(t, d.Most)
		if d.Type == "esql" {
			require.Empty(t, d.Index, "a rule in ES|QL names its index in the query")
		}
	}
}

// TestElasticTemplates: the templates fit each other, the sink, and what events
// have.
func TestElasticTemplates(t *testing.T) {
	var component struct {
		Template struct {
			Settings struct {
				Index struct {
					Pipeline string `json:"default_pipeline"`
				} `json:"index"`
			} `json:"settings"`
			Mappings struct {
				Dates   *bool `json:"date_detection"`
				Numbers bool  `json:"numeric_detection"`
				Dynamic []struct {
					Texts struct {
						Match   string `json:"match_mapping_type"`
						Mapping struct {
							Type string `json:"type"`
						} `json:"mapping"`
					} `json:"texts"`
				} `json:"dynamic_templates"`
				Properties map[string]any `json:"properties"`
			} `json:"mappings"`
		} `json:"template"`
	}
	require.NoError(t, json.Unmarshal([]byte(read(t, "elastic/component-template.json")), &component))
	m := component.Template.Mappings
	require.NotNil(t, m.Dates)
	require.False(t, *m.Dates || m.Numbers, "the first value of an evidence would decide what the others may be")
	require.Equal(t, []string{"string", "keyword"}, []string{m.Dynamic[0].Texts.Match, m.Dynamic[0].Texts.Mapping.Type})
	require.Equal(t, "wxaudit-findings", component.Template.Settings.Index.Pipeline)

	var index struct {
		Patterns []string        `json:"index_patterns"`
		Stream   json.RawMessage `json:"data_stream"`
		Of       []string        `json:"composed_of"`
		Priority int             `json:"priority"`
	}
	require.NoError(t, json.Unmarshal([]byte(read(t, "elastic/index-template.json")), &index))
	require.Equal(t, []string{"logs-wxaudit.findings-*"}, index.Patterns)
	require.True(t, strings.HasPrefix(sink.DataStream, strings.TrimSuffix(index.Patterns[0], "*")))
	require.Equal(t, []string{"wxaudit-findings@mappings"}, index.Of)
	require.NotEmpty(t, index.Stream)
	require.Greater(t, index.Priority, 100, "the built-in template for logs has 100")
	require.Contains(t, read(t, "elastic/ingest-pipeline.json"), `"field": "event.ingested"`)

	// Every mapped field is one of an event, with a value of its type.
	types := map[string]string{}
	mapped(types, "", m.Properties)
	require.Equal(t, "date", types["event.ingested"])
	delete(types, "event.ingested")
	fits := map[string]string{}
	known := reporttest.Clinic()
	known.Run.Selection.Skip = []string{"devices"} // a part has a label of its own
	before := report.Remember(known, nil)
	report.Remember(known, &before)
	for e := range ocsf.Events(known) {
		line, err := ecs.Encode(e)
		require.NoError(t, err)
		document := row{}
		flatten(document, "", decoded(t, line))
		for name, typ := range types {
			v, found := document[name]
			if !found {
				continue
			}
			fits[name] = typ
			_, text := v.(string)
			require.Equal(t, typ == "keyword" || typ == "text" || typ == "date" && !strings.HasPrefix(name, "ocsf."), text, name)
		}
	}
	require.Equal(t, types, fits, "no event has the fields that are missing on the right")
}

func mapped(types map[string]string, at string, properties map[string]any) {
	for name, v := range properties {
		field := v.(map[string]any)
		path := strings.TrimPrefix(at+"."+name, ".")
		if inner, ok := field["properties"].(map[string]any); ok {
			mapped(types, path, inner)
			continue
		}
		types[path] = field["type"].(string)
	}
}
