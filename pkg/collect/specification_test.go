package collect

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestNoCanarySurvivesTheSpecification fills every field that Cisco documents.
func TestNoCanarySurvivesTheSpecification(t *testing.T) {
	t.Parallel()
	schemas := answerSchemas(t)
	found := 0
	for _, e := range Endpoints() {
		schema, ok := schemas[anonymous(strings.TrimPrefix(e.Path, "/v1"))]
		if !ok {
			continue // outside the public specification, or of a document that is not here
		}
		found++
		t.Run(e.Path, func(t *testing.T) {
			t.Parallel()
			requireNoCanary(t, e, schema.body(0))
		})
	}
	require.Greater(t, found, 15)
}

// anonymous drops the names of placeholders, which differ from ours.
func anonymous(path string) string {
	return regexp.MustCompile(`\{[^}]*\}`).ReplaceAllString(path, "{}")
}

// apiSchema is a schema of the specification and the document that it refers to.
type apiSchema struct {
	document map[string]any
	schema   map[string]any
}

// answerSchemas reads the schemas of every answer to a GET; without the
// specification the test is skipped.
func answerSchemas(t *testing.T) map[string]apiSchema {
	t.Helper()
	files, err := filepath.Glob("../../../shared/openapi/*.json")
	require.NoError(t, err)
	if len(files) == 0 {
		t.Skip("the specification is not here")
	}
	schemas := map[string]apiSchema{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		require.NoError(t, err)
		var document map[string]any
		require.NoError(t, json.Unmarshal(data, &document))
		paths, _ := document["paths"].(map[string]any)
		for path, item := range paths {
			s := apiSchema{document: document}
			response := s.at(item, "get", "responses", "200", "content")
			content, _ := response.(map[string]any)
			for _, media := range content {
				if schema, ok := s.at(media, "schema").(map[string]any); ok {
					s.schema = schema
					schemas[anonymous(path)] = s
				}
			}
		}
	}
	return schemas
}

// at walks into a value of the document, through references.
func (s apiSchema) at(v any, names ...string) any {
	for _, name := range names {
		v, _ = s.resolve(v)[name]
	}
	return v
}

func (s apiSchema) resolve(v any) map[string]any {
	m, _ := v.(map[string]any)
	for ref, ok := m["$ref"].(string); ok; ref, ok = m["$ref"].(string) {
		var to any = s.document
		for _, name := range strings.Split(strings.TrimPrefix(ref, "#/"), "/") {
			to, _ = to.(map[string]any)[name]
		}
		m, _ = to.(map[string]any)
	}
	return m
}

// body makes a value of the schema with a canary in every text and number.
func (s apiSchema) body(depth int) any {
	m := s.resolve(s.schema)
	if depth > 12 {
		return nil
	}
	sub := func(v any) any { return apiSchema{s.document, s.resolve(v)}.body(depth + 1) }
	object := map[string]any{}
	for _, part := range []string{"allOf", "oneOf", "anyOf"} {
		list, _ := m[part].([]any)
		for _, v := range list {
			if fields, ok := sub(v).(map[string]any); ok {
				for name, value := range fields {
					object[name] = value
				}
			}
		}
	}
	properties, _ := m["properties"].(map[string]any)
	for name, v := range properties {
		object[name] = sub(v)
	}
	switch kind, _ := m["type"].(string); {
	case len(object) > 0 || kind == "object":
		for name, value := range strange() {
			object[name] = value
		}
		return object
	case kind == "array":
		return []any{sub(m["items"])}
	case kind == "number" || kind == "integer":
		return json.Number(canaryNumber)
	case kind == "boolean":
		return true
	default:
		return canary
	}
}
