package collect

import (
	"encoding/json"
	"strings"
)

func (mail) redact(v any, p *Pseudonyms) any {
	if s, ok := v.(string); ok {
		return p.Mail(s)
	}
	return marker(v)
}

func (presence) redact(v any, _ *Pseudonyms) any {
	if v == "" {
		return v
	}
	return marker(v)
}

func (looseBool) redact(v any, _ *Pseudonyms) any {
	switch v := v.(type) {
	case bool:
		return v
	case string:
		var b looseBool
		if data, err := json.Marshal(v); err == nil && b.UnmarshalJSON(data) == nil && b != 0 {
			return v
		}
	}
	return marker(v)
}

func (looseInt) redact(v any, _ *Pseudonyms) any {
	switch v := v.(type) {
	case json.Number:
		return v
	case string:
		var n looseInt
		if data, err := json.Marshal(v); err == nil && n.UnmarshalJSON(data) == nil && !n.malformed {
			return v
		}
	}
	return marker(v)
}

func (stamp) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok {
		if _, ok := parseStamp(s); ok || s == "" {
			return v
		}
	}
	return marker(v)
}

// redact keeps ids, keywords and sites.
func (words) redact(v any, p *Pseudonyms) any {
	switch v := v.(type) {
	case string:
		var out []string
		for word := range strings.SplitSeq(v, ",") {
			switch word = strings.TrimSpace(word); {
			case word == "" || isID(word):
			case isHost(siteHost(word)):
				word = siteText(word, p)
			default:
				word = redacted
			}
			out = append(out, word)
		}
		return strings.Join(out, ",")
	case []any:
		out := make([]any, len(v))
		for i, item := range v {
			out[i] = marker(item)
			if s, ok := item.(string); ok {
				out[i] = words(nil).redact(s, p)
			}
		}
		return out
	default:
		return marker(v)
	}
}

func (enum) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok {
		var e enum
		if data, err := json.Marshal(s); err == nil && e.UnmarshalJSON(data) == nil && e != "" {
			return v
		}
	}
	return presence(absent).redact(v, nil) // empty or a marker
}

func (compared) redact(v any, p *Pseudonyms) any { return tagged("key")(v, p) }

// redact keeps whether there is a link; see rewriteRoomLink for the rest.
func (roomLink) redact(v any, p *Pseudonyms) any { return tagged("link")(v, p) }

func (uuidText) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok && (s == "" || uuidOf(s) != "") {
		return v
	}
	return marker(v)
}

func (orgText) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok && (s == "" || orgOf(s) != "") {
		return v
	}
	return marker(v)
}

func (phrase) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok {
		return auditText(s)
	}
	return marker(v)
}
