package siemtest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

const siem = "../../../deploy/siem"

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(siem, name))
	require.NoError(t, err)
	return string(text)
}

// conf reads a file of settings of Splunk: stanzas with key = value, where a
// backslash at the end of a line continues it.
func conf(t *testing.T, text string) map[string]map[string]string {
	t.Helper()
	stanzas, name := map[string]map[string]string{}, ""
	for line := range strings.Lines(strings.ReplaceAll(text, "\\\n", "")) {
		line = strings.TrimSpace(line)
		key, value, found := strings.Cut(line, "=")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name = strings.Trim(line, "[]")
			require.NotContains(t, stanzas, name)
			stanzas[name] = map[string]string{}
		default:
			require.True(t, found, line)
			key = strings.TrimSpace(key)
			require.NotContains(t, stanzas[name], key, "%s twice in %s", key, name)
			stanzas[name][key] = strings.TrimSpace(value)
		}
	}
	return stanzas
}

type splunk struct {
	searches map[string]map[string]string
	macros   map[string]string
}

func newSplunk(t *testing.T) splunk {
	s := splunk{conf(t, read(t, "splunk/savedsearches.conf")), map[string]string{}}
	for name, m := range conf(t, read(t, "splunk/macros.conf")) {
		s.macros[name] = m["definition"]
	}
	return s
}

var splunkNames = map[string]string{
	silence: "wxaudit: no audit for 26 hours", novel: "wxaudit: new critical or high finding",
	coverage: "wxaudit: coverage dropped", missing: "wxaudit: events are missing",
}

func (splunk) rules() []string { return []string{silence, novel, coverage, missing} }

func (splunk) seesReplays() bool { return true }

func (splunk) given() []string {
	return []string{"last", "count", "first_indexed", "indexed", "decided", "undecided", "decided_before", "undecided_before", "arrived", "events_before", "last_indexed"}
}

// rowOf has the fields that KV_MODE=json takes from an event.
func (splunk) rowOf(t *testing.T, a arrival) row {
	line, err := ocsf.Encode(a.Event)
	require.NoError(t, err)
	r := row{"_time": float64(a.Time) / 1000, "_indextime": float64(a.at.Unix()), "index": "main", "sourcetype": "wxaudit:finding"}
	flatten(r, "", decoded(t, line))
	return r
}

func decoded(t *testing.T, line []byte) any {
	var v any
	dec := json.NewDecoder(bytes.NewReader(line))
	require.NoError(t, dec.Decode(&v))
	return v
}

// flatten names the leaves of an object as spath does: a.b, and a{} in a list.
func flatten(r row, at string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			flatten(r, strings.TrimPrefix(at+"."+name, "."), inner)
		}
	case []any:
		for _, inner := range v {
			flatten(r, at+"{}", inner)
		}
	default:
		if !strings.Contains(at, "{}") {
			r[at] = v
			return
		}
		before, _ := r[at].([]any)
		r[at] = append(before, v)
	}
}

// window is the search's own: how far back its events may be.
func window(t *testing.T, search map[string]string) time.Duration {
	m := regexp.MustCompile(`^-(\d+)d$`).FindStringSubmatch(search["dispatch.earliest_time"])
	require.NotNil(t, m)
	days, err := strconv.Atoi(m[1])
	require.NoError(t, err)
	return time.Duration(days) * 24 * time.Hour
}

func (s splunk) run(t *testing.T, rule string, events []row, now time.Time) ([]string, []string) {
	search := s.searches[splunkNames[rule]]
	require.NotEmpty(t, search)
	first := float64(now.Add(-window(t, search)).Unix())
	seen := slices.DeleteFunc(slices.Clone(events), func(r row) bool { return r["_time"].(float64) < first })
	e := newSPL(now, s.macros)
	rows, err := e.run(search["search"], seen)
	require.NoError(t, err)
	var named []string
	for _, r := range rows {
		named = append(named, fmt.Sprint(r[search["alert.suppress.fields"]]))
	}
	return named, keys(e.asked)
}

func keys(m map[string]bool) (names []string) {
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

func TestSplunkRules(t *testing.T) {
	t.Parallel()
	p := newSplunk(t)
	require.Empty(t, stage(t, p).disagreements(t, p))
}

// TestSplunkSearchesAreScheduled: an alarm that nobody starts is none, and one
// without a memory cries every hour.
func TestSplunkSearchesAreScheduled(t *testing.T) {
	s := newSplunk(t)
	require.Len(t, s.searches, 4)
	for name, search := range s.searches {
		require.Equal(t, "1", search["enableSched"], name)
		require.Regexp(t, `^[\d,]+ \* \* \* \*$`, search["cron_schedule"])
		require.Equal(t, []string{"number of events", "greater than", "0"}, []string{search["counttype"], search["relation"], search["quantity"]})
		require.Equal(t, []string{"1", "0"}, []string{search["alert.suppress"], search["alert.digest_mode"]})
		require.NotEmpty(t, search["alert.suppress.fields"])
		require.Regexp(t, `^\d+h$`, search["alert.suppress.period"])
		for key := range search {
			require.Regexp(t, `^(description|search|dispatch\.(earliest|latest)_time|enableSched|cron_schedule|counttype|relation|quantity|alert\.(digest_mode|suppress|suppress\.fields|suppress\.period|severity|track))$`, key)
		}
	}
}

// TestSplunkFindsTheTimeOfALine holds props.conf to the lines of the file sink.
func TestSplunkFindsTheTimeOfALine(t *testing.T) {
	props := conf(t, read(t, "splunk/props.conf"))["wxaudit:finding"]
	require.Equal(t, "json", props["KV_MODE"])
	require.Equal(t, "0", props["TRUNCATE"])
	require.Equal(t, "%s%3N", props["TIME_FORMAT"])
	prefix := regexp.MustCompile(props["TIME_PREFIX"])
	ahead, err := strconv.Atoi(props["MAX_TIMESTAMP_LOOKAHEAD"])
	require.NoError(t, err)
	for e := range ocsf.Events(reporttest.Clinic()) {
		line, err := ocsf.Encode(e)
		require.NoError(t, err)
		end := prefix.FindIndex(line)
		require.NotNil(t, end)
		require.Equal(t, strconv.FormatInt(e.Time, 10), string(line[end[1]:end[1]+ahead]))
	}
}

// TestSplunkReadsTheFieldsOfLongEvents: Splunk takes fields out of the first
// 10,240 characters only (limits.conf, [kv] maxchars), so what the search for
// new findings asks for must stand there in the longest event too.
func TestSplunkReadsTheFieldsOfLongEvents(t *testing.T) {
	longest := 0
	for _, r := range []*report.Report{reporttest.Clinic(), reporttest.Hostile()} {
		for e := range ocsf.Events(r) {
			line, err := ocsf.Encode(e)
			require.NoError(t, err)
			longest = max(longest, len(line))
			begin := string(line[:min(len(line), 10240)])
			for _, field := range []string{`"labels":[`, `"event_code":"`, `"correlation_uid":"`, `"status_code":"`, `"status_id":`, `"severity_id":`, `"finding_info":{"uid":"`} {
				require.Contains(t, begin, field)
			}
			if e.Metadata.EventCode == ocsf.HeartbeatCode {
				require.Less(t, len(line), 10240)
			}
		}
	}
	require.Greater(t, longest, 10240, "there is a long one")
}
