package policy

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"wxaudit/pkg/finding"
)

// inline writes a value of a parameter or a detail on one line of YAML. Texts
// stand in double quotes, with the escapes that YAML shares with JSON, so that
// none of them can be taken for anything else.
func inline(v any) string {
	switch v := v.(type) {
	case float64:
		text := strconv.FormatFloat(v, 'f', -1, 64)
		if !strings.Contains(text, ".") {
			text += ".0"
		}
		return text
	case finding.Day:
		return v.String()
	case []string:
		parts := []string{}
		for _, s := range v {
			parts = append(parts, inline(s))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	default:
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		_ = enc.Encode(v) // whole numbers, booleans and texts always can
		return strings.TrimSpace(b.String())
	}
}
