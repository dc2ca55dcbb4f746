package policy_test

import (
	"encoding/json"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report/schematest"
)

func policySchema(t testing.TB, all []check.Check) *jsonschema.Schema {
	text, err := policy.Schema(all)
	require.NoError(t, err)
	return schematest.Compile(t, text, "")
}

func registerSchema(t testing.TB, all []check.Check) *jsonschema.Schema {
	text, err := policy.RegisterSchema(all)
	require.NoError(t, err)
	return schematest.Compile(t, text, "")
}

// fits says whether a YAML file fits a schema, as an editor reads it.
func fits(t testing.TB, s *jsonschema.Schema, text []byte) error {
	var doc yaml.Node
	require.NoError(t, yaml.Unmarshal(text, &doc))
	return s.Validate(value(t, doc.Content[0]))
}

// value is a node as JSON has it. A day is a text, as in YAML 1.2.
func value(t testing.TB, n *yaml.Node) any {
	switch {
	case n.Kind == yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			m[n.Content[i].Value] = value(t, n.Content[i+1])
		}
		return m
	case n.Kind == yaml.SequenceNode:
		l := []any{}
		for _, item := range n.Content {
			l = append(l, value(t, item))
		}
		return l
	case n.ShortTag() == "!!int" || n.ShortTag() == "!!float":
		return json.Number(n.Value)
	case n.ShortTag() == "!!timestamp":
		return n.Value
	}
	var v any
	require.NoError(t, n.Decode(&v))
	return v
}

func TestSchemaOfPolicy(t *testing.T) {
	t.Parallel()
	require.NoError(t, fits(t, policySchema(t, catalogue()), []byte(whole)))

	first, err := policy.Schema(checks.All())
	require.NoError(t, err)
	for range 5 {
		again, err := policy.Schema(checks.All())
		require.NoError(t, err)
		require.Equal(t, string(first), string(again))
	}
	for _, c := range checks.All() {
		require.Contains(t, string(first), `"`+c.ID+`": {`)
	}
}

func TestSchemaOfRegister(t *testing.T) {
	t.Parallel()
	s := registerSchema(t, asking())
	require.NoError(t, fits(t, s, []byte(register)))
	registerSchema(t, checks.All())
	registerSchema(t, nil)
}
