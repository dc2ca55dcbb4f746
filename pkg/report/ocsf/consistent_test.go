package ocsf_test

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report/ocsf"
)

// captions are those of schema 1.6.0, by attribute. They were copied from the
// schema's documents, so that a mistake of the writer cannot be one of the test.
var captions = map[string]map[string]string{
	"activity_id":          {"1": "Create", "2": "Update", "3": "Close"},
	"category_uid":         {"2": "Findings"},
	"class_uid":            {"2003": "Compliance Finding"},
	"type_uid":             {"200301": "Compliance Finding: Create", "200302": "Compliance Finding: Update", "200303": "Compliance Finding: Close"},
	"severity_id":          {"0": "Unknown", "1": "Informational", "2": "Low", "3": "Medium", "4": "High", "5": "Critical"},
	"status_id":            {"1": "New", "2": "In Progress", "3": "Suppressed", "4": "Resolved"},
	"compliance.status_id": {"0": "Unknown", "1": "Pass", "2": "Warning", "3": "Fail"},
	"role_id":              {"3": "Affected"},
	"type_id":              {"1": "Rule"},
	"observables.type_id":  {"5": "Email Address", "10": "Resource UID", "38": "Resource Details Object: name"},
}

// siblings of an enumeration, where they are not called as it is without _id.
var siblings = map[string]string{"activity_id": "activity_name", "category_uid": "category_name", "class_uid": "class_name", "type_uid": "type_name"}

// free are the captions that we give to 99, Other.
var free = []string{"Warn", "Manual", "Not Applicable", "Disabled", "Heartbeat"}

// consistent holds a line to what the schema means and JSON Schema cannot say.
func consistent(t *testing.T, line []byte) {
	t.Helper()
	var doc map[string]any
	dec := json.NewDecoder(strings.NewReader(string(line)))
	dec.UseNumber()
	require.NoError(t, dec.Decode(&doc))

	walk(doc, "", func(parent map[string]any, path, name string, v any) {
		switch v := v.(type) {
		case string:
			for _, r := range v {
				require.True(t, unicode.IsPrint(r), "%s has %q", path, r)
			}
		case json.Number:
			if strings.HasSuffix(name, "time") {
				n, err := v.Int64()
				require.NoError(t, err)
				at := time.UnixMilli(n)
				require.True(t, at.Year() >= 2020 && at.Year() < 2100 || n == 1000, "%s is %s", path, at)
			}
			caption(t, parent, path, name, v.String())
		}
	})

	class, activity := number(t, doc["class_uid"]), number(t, doc["activity_id"])
	require.Equal(t, class*100+activity, number(t, doc["type_uid"]))
	observables, _ := doc["observables"].([]any)
	for _, o := range observables {
		o := o.(map[string]any)
		require.Equal(t, o["value"], resolve(t, doc, o["name"].(string)), "%s", o["name"])
	}
}

// caption holds the caption beside an enumeration to the schema.
func caption(t *testing.T, parent map[string]any, path, name, id string) {
	t.Helper()
	if !strings.HasSuffix(name, "_id") && siblings[name] == "" {
		return
	}
	sibling := strings.TrimSuffix(name, "_id")
	if s := siblings[name]; s != "" {
		sibling = s
	}
	if id == "99" {
		require.Contains(t, free, parent[sibling], "%s", path)
		return
	}
	table := captions[name]
	switch {
	case strings.HasPrefix(path, "compliance.") && name == "status_id":
		table = captions["compliance.status_id"]
	case strings.HasPrefix(path, "observables"):
		table = captions["observables.type_id"]
	}
	require.NotNil(t, table, "%s is not in the table", path)
	require.Contains(t, table, id, "%s", path)
	require.Equal(t, table[id], parent[sibling], "%s", path)
}

// walk visits every value of a document with its path.
func walk(v any, path string, visit func(parent map[string]any, path, name string, v any)) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			at := strings.TrimPrefix(path+"."+name, ".")
			visit(v, at, name, inner)
			walk(inner, at, visit)
		}
	case []any:
		for i, inner := range v {
			at := fmt.Sprintf("%s[%d]", path, i)
			visit(nil, at, "", inner)
			walk(inner, at, visit)
		}
	}
}

// resolve follows a path such as resources[0].name.
func resolve(t *testing.T, doc any, path string) any {
	t.Helper()
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }) {
		switch v := doc.(type) {
		case map[string]any:
			require.Contains(t, v, step, "%s", path)
			doc = v[step]
		case []any:
			i, err := strconv.Atoi(step)
			require.NoError(t, err)
			require.Less(t, i, len(v), "%s", path)
			doc = v[i]
		}
	}
	return doc
}

func number(t *testing.T, v any) int {
	t.Helper()
	n, err := strconv.Atoi(v.(json.Number).String())
	require.NoError(t, err)
	return n
}

func TestEveryEventIsConsistent(t *testing.T) {
	t.Parallel()
	for name, r := range reports() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for e := range ocsf.Events(r) {
				line, err := ocsf.Encode(e)
				require.NoError(t, err)
				wellFormed(t, line)
				consistent(t, line)
				head := string(line[:256])
				require.Contains(t, head, `"time":`)
				require.Contains(t, head, e.Metadata.UID)
			}
		})
	}
}
