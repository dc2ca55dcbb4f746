package ecs_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ecs"
	"wxaudit/pkg/report/ocsf"
)

func TestGolden(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	for e := range ocsf.Events(reporttest.Clinic()) {
		line, err := ecs.Encode(e)
		require.NoError(t, err)
		got.Write(append(line, '\n'))
	}
	goldentest.Equal(t, "clinic.golden.ndjson", got.Bytes())
}

// fields are those of ECS 9.4 (generated/csv/fields.csv) that a document may
// have, with their types; a list of a type is that type.
var fields = map[string]string{
	"@timestamp": "date", "message": "match_only_text", "tags": "keyword", "labels": "object", "ecs.version": "keyword",
	"event.kind": "keyword", "event.category": "keyword", "event.type": "keyword", "event.id": "keyword", "event.code": "keyword",
	"event.dataset": "keyword", "event.module": "keyword", "event.provider": "keyword", "event.action": "keyword",
	"event.outcome": "keyword", "event.reason": "keyword", "event.severity": "long", "event.sequence": "long",
	"event.start": "date", "event.end": "date", "event.duration": "long", "log.level": "keyword",
	"rule.id": "keyword", "rule.uuid": "keyword", "rule.name": "keyword", "rule.category": "keyword", "rule.ruleset": "keyword",
	"rule.version": "keyword", "related.user": "keyword", "organization.id": "keyword", "organization.name": "keyword",
	"cloud.provider": "keyword", "cloud.account.id": "keyword", "cloud.account.name": "keyword", "cloud.service.name": "keyword",
	"observer.vendor": "keyword", "observer.product": "keyword", "observer.version": "keyword",
	// Not of ECS, but what Elastic's integrations for misconfigurations fill.
	"result.evaluation": "keyword", "resource.id": "keyword", "resource.name": "keyword", "resource.type": "keyword",
	"rule.remediation": "keyword",
}

// allowed are the values that ECS lists for a field.
var allowed = map[string][]string{
	"event.kind": {"state", "event"}, "event.category": {"configuration"}, "event.type": {"info"},
	"event.outcome": {"success", "failure", "unknown"}, "result.evaluation": {"passed", "failed", "unknown"},
	"log.level": {"critical", "high", "medium", "low", "info"},
}

func TestEveryFieldIsOfECS(t *testing.T) {
	t.Parallel()
	for name, r := range reporttest.All(20) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for e := range ocsf.Events(r) {
				line, err := ecs.Encode(e)
				require.NoError(t, err)
				require.Less(t, len(line), 2*ocsf.MaxSize)
				for _, c := range line {
					require.True(t, c >= ' ' && c <= '~', "%#x", c)
				}
				doc := map[string]any{}
				require.NoError(t, json.Unmarshal(line, &doc))
				whole, err := ocsf.Encode(e)
				require.NoError(t, err)
				inner, err := json.Marshal(doc["ocsf"])
				require.NoError(t, err)
				require.JSONEq(t, string(whole), string(inner))
				delete(doc, "ocsf")

				flat := map[string]any{}
				flatten(doc, "", flat)
				for field, v := range flat {
					fits(t, field, v)
				}
				must := []string{"@timestamp", "ecs.version", "message", "event.kind", "event.category", "event.type", "event.id",
					"organization.id", "observer.vendor", "observer.product", "labels.run_id", "cloud.provider", "cloud.account.id"}
				if !e.IsHeartbeat() {
					must = append(must, "resource.id", "resource.name", "result.evaluation", "rule.name", "rule.uuid", "rule.id", "event.outcome")
				}
				for _, field := range must {
					require.NotEmpty(t, flat[field], field)
				}
				require.Equal(t, e.Metadata.UID, flat["event.id"])
				require.Equal(t, e.Metadata.CorrelationUID, flat["labels.run_id"])
				at, err := time.Parse(time.RFC3339, flat["@timestamp"].(string))
				require.NoError(t, err)
				require.True(t, at.Equal(time.UnixMilli(e.Time)))
			}
		})
	}
}

func flatten(v map[string]any, path string, into map[string]any) {
	for name, inner := range v {
		at := strings.TrimPrefix(path+"."+name, ".")
		if m, ok := inner.(map[string]any); ok {
			flatten(m, at, into)
		} else {
			into[at] = inner
		}
	}
}

func fits(t *testing.T, field string, v any) {
	t.Helper()
	if list, ok := v.([]any); ok {
		require.NotEmpty(t, list, field)
		for _, one := range list {
			fits(t, field, one)
		}
		return
	}
	if strings.HasPrefix(field, "labels.") {
		require.IsType(t, "", v, "labels are texts, all of them")
		return
	}
	require.Contains(t, fields, field)
	switch fields[field] {
	case "long":
		n, ok := v.(float64)
		require.True(t, ok && n == float64(int64(n)), "%s is %v", field, v)
	case "date":
		_, err := time.Parse(time.RFC3339, v.(string))
		require.NoError(t, err, field)
	default:
		require.IsType(t, "", v, field)
	}
	if words := allowed[field]; words != nil {
		require.Contains(t, words, v, field)
	}
}

func TestOnlyAPassHasPassed(t *testing.T) {
	t.Parallel()
	r := reporttest.Clean()
	for _, s := range []finding.Status{finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable, "sideways"} {
		r.Findings = append(r.Findings, finding.Finding{ID: string(s), CheckID: "links.lost", Status: s, Severity: finding.Low})
	}
	r.History = &report.History{Closed: []report.Closed{
		{ID: "a", CheckID: "recordings.deleted-early"}, {ID: "b", CheckID: "meetings.join-before-host-site"},
	}}
	var got []string
	for e := range ocsf.Events(r) {
		line, err := ecs.Encode(e)
		require.NoError(t, err)
		var doc struct {
			Event  struct{ Kind, Outcome string }
			Result struct{ Evaluation string }
			Labels struct{ Result string }
		}
		require.NoError(t, json.Unmarshal(line, &doc))
		got = append(got, strings.Join([]string{doc.Labels.Result, doc.Event.Kind, doc.Event.Outcome, doc.Result.Evaluation}, " "))
	}
	require.Equal(t, []string{
		"fail state failure failed", "warn state unknown unknown", "unknown state unknown unknown",
		"not_applicable state unknown unknown", "sideways state unknown unknown",
		"closed state unknown unknown", "closed state success passed",
		"pass state success passed", "not_applicable state unknown unknown",
		"heartbeat event  ",
	}, got)
}

func TestRuleUUIDs(t *testing.T) {
	t.Parallel()
	of := map[string]string{}
	for e := range ocsf.Events(reporttest.Clinic()) {
		if e.IsHeartbeat() {
			continue
		}
		line, err := ecs.Encode(e)
		require.NoError(t, err)
		var doc struct{ Rule struct{ ID, UUID string } }
		require.NoError(t, json.Unmarshal(line, &doc))
		require.NoError(t, uuid.Validate(doc.Rule.UUID))
		if of[doc.Rule.UUID] != "" {
			require.Equal(t, of[doc.Rule.UUID], doc.Rule.ID, "one UUID for each check")
		}
		of[doc.Rule.UUID] = doc.Rule.ID
	}
	require.Len(t, of, len(reporttest.Clinic().Checks))
}

// What was shortened for another receiver still says what it must.
func TestAShortenedEvent(t *testing.T) {
	t.Parallel()
	for e := range ocsf.Events(reporttest.Clinic()) {
		line, err := ecs.Encode(ocsf.Shorten(e, 0))
		require.NoError(t, err)
		doc, flat := map[string]any{}, map[string]any{}
		require.NoError(t, json.Unmarshal(line, &doc))
		delete(doc, "ocsf")
		flatten(doc, "", flat)
		if !e.IsHeartbeat() {
			require.NotEmpty(t, flat["rule.name"])
			require.NotEmpty(t, flat["resource.name"])
		}
	}
}

func BenchmarkEncode(b *testing.B) {
	r := reporttest.Big(100)
	b.ReportAllocs()
	for b.Loop() {
		for e := range ocsf.Events(r) {
			if _, err := ecs.Encode(e); err != nil {
				b.Fatal(err)
			}
		}
	}
}
