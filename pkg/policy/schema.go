package policy

import (
	"encoding/json"
	"maps"

	"wxaudit/pkg/check"
)

const dialect = "https://json-schema.org/draft/2020-12/schema"

// Schema is the JSON Schema (2020-12) of the policy file for those checks, for
// editors. The same checks give the same bytes.
func Schema(all []check.Check) ([]byte, error) {
	root := schemaOf(policyShape(all))
	sink := root["properties"].(schema)["sinks"].(schema)["items"].(schema)
	maps.Copy(sink, sinkSchema())
	return document2020("wxaudit policy", root)
}

// RegisterSchema is the JSON Schema (2020-12) of the register of attestations
// for the statements of those checks. The same checks give the same bytes.
func RegisterSchema(all []check.Check) ([]byte, error) {
	sts := Statements(all)
	root := schemaOf(registerShape(sts))
	entry := root["properties"].(schema)["attestations"].(schema)["items"].(schema)
	var each []schema
	for _, st := range sts {
		each = append(each, schema{
			"if":   schema{"properties": schema{"statement": schema{"const": st.ID}}, "required": []string{"statement"}},
			"then": particulars(entryShape(st, sts)),
		})
	}
	if len(each) > 0 {
		entry["allOf"] = each
	}
	return document2020("wxaudit attestations", root)
}

// particulars is what a statement asks of its entries beyond what all have in
// common.
func particulars(s shape) schema {
	properties, required := schema{}, []string{}
	for _, name := range []string{"answer", "scope", "details"} {
		f, _ := s.field(name)
		properties[name] = schemaOf(f.shape)
		if f.need {
			required = append(required, name)
		}
	}
	return schema{"properties": properties, "required": required}
}

// schema is a JSON Schema. Its keys are written in the order of the alphabet.
type schema = map[string]any

func document2020(title string, s schema) ([]byte, error) {
	s["$schema"], s["title"] = dialect, title
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}

func schemaOf(s shape) schema {
	out := schema{}
	switch s.kind {
	case object:
		out = objectSchema(s)
	case list:
		out = schema{"type": "array", "items": schemaOf(*s.items), "maxItems": mostItems}
		if s.few > 0 {
			out["minItems"] = s.few
		}
	case word:
		out = schema{"type": "string", "pattern": s.rule.pattern.String(), "maxLength": s.rule.most}
		if len(s.words) > 0 {
			out = schema{"enum": s.words}
		}
	case text:
		out = schema{"type": "string", "pattern": `\S`, "maxLength": mostText}
	case whole, number:
		out = schema{"type": "integer", "minimum": s.min, "maximum": s.max}
		if s.kind == number {
			out["type"] = "number"
		}
	case yesNo:
		out = schema{"type": "boolean"}
	case anyKey:
		out = schema{"type": "object"}
	case named:
		out = schema{"type": "object", "maxProperties": mostNames, "additionalProperties": schemaOf(*s.items),
			"propertyNames": schema{"pattern": s.key.pattern.String(), "maxLength": s.key.most}}
	case never:
		return schema{"not": schema{}, "description": s.title}
	}
	if s.title != "" {
		out["description"] = s.title
	}
	if s.fallback != nil {
		out["default"] = s.fallback
	}
	return out
}

func objectSchema(s shape) schema {
	properties, required, together := schema{}, []string{}, schema{}
	for _, f := range s.fields {
		properties[f.name] = schemaOf(f.shape)
		if f.need {
			required = append(required, f.name)
		}
	}
	out := schema{"type": "object", "additionalProperties": false, "properties": properties}
	if len(required) > 0 {
		out["required"] = required
	}
	for _, p := range s.pairs {
		together[p[0]], together[p[1]] = []string{p[1]}, []string{p[0]}
	}
	if len(together) > 0 {
		out["dependentRequired"] = together
	}
	if len(s.oneOf) > 0 {
		each := []schema{}
		for _, name := range s.oneOf {
			each = append(each, schema{"required": []string{name}})
		}
		out["oneOf"] = each
	}
	if len(s.apart) > 0 {
		each := []schema{}
		for _, p := range s.apart {
			each = append(each, schema{"not": schema{"required": []string{p[0], p[1]}}})
		}
		out["allOf"] = each
	}
	return out
}
