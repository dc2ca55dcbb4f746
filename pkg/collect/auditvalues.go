package collect

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// settingName is what an audit event calls a setting. Names of ours are kept,
// and others where every word of theirs is one of audit logs and digits are few:
// such a name is a key by intention, and could be a sentence about somebody, or
// hold a number of theirs, by accident. Any other name is redacted.
type settingName string

// UnmarshalJSON never fails: a value of another type is absent.
func (n *settingName) UnmarshalJSON(data []byte) error {
	*n = ""
	switch text := unquote(data); {
	case len(data) == 0 || data[0] != '"' || text == "":
	case keepsName(text):
		*n = settingName(text)
	default:
		*n = redacted
	}
	return nil
}

func (settingName) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok && (s == "" || keepsName(s)) {
		return v
	}
	return marker(v)
}

func keepsName(text string) bool {
	digits := len(strings.Map(onlyDigits, text))
	if len(text) > 80 || digits > 2 || len(settingKey(text)) == digits || !isID(text) {
		return false
	}
	if settingsByKey[settingKey(text)] != nil {
		return true
	}
	return !slices.ContainsFunc(nameWords(text), func(word string) bool { return !isAuditWord(strings.ToLower(word)) })
}

func onlyDigits(c rune) rune {
	if c < '0' || c > '9' {
		return -1
	}
	return c
}

// nameWords splits a name at its punctuation and its capitals.
func nameWords(name string) []string {
	var words []string
	from := 0
	for i := 1; i <= len(name); i++ {
		if i < len(name) && (!isCapital(name[i]) || isCapital(name[i-1])) && isLetterByte(name[i]) && isLetterByte(name[i-1]) {
			continue
		}
		if word := strings.TrimFunc(name[from:i], func(c rune) bool { return !isLetterByte(byte(c)) }); word != "" {
			words = append(words, word)
		}
		from = i
	}
	return words
}

func isCapital(c byte) bool { return c >= 'A' && c <= 'Z' }

// settingValue is a value of a setting, as the text of a boolean, a small number
// or a word of the settings that are known. Anything else is redacted, and only
// null and the empty text are absent.
type settingValue string

// settingWords are the words that some setting of ours can have.
var settingWords = []string{
	"true", "false", "on", "off", "enabled", "disabled", "NONE", "BLOCK_UPLOAD", "BLOCK_BOTH", "ALLOW", "BLOCK",
}

// UnmarshalJSON never fails.
func (v *settingValue) UnmarshalJSON(data []byte) error {
	*v = ""
	switch text := unquote(data); {
	case len(data) == 0 || data[0] == 'n' || text == "":
	case bytes.IndexByte([]byte("[{"), data[0]) < 0 && keepsValue(text):
		*v = settingValue(text)
	default:
		*v = redacted
	}
	return nil
}

func (settingValue) redact(v any, _ *Pseudonyms) any {
	switch v := v.(type) {
	case bool:
		return v
	case json.Number:
		if keepsValue(v.String()) {
			return v
		}
	case string:
		if keepsValue(strings.TrimSpace(v)) {
			return v
		}
		return presence(absent).redact(v, nil)
	}
	return nil // a number or list that stands for another would be a value
}

func keepsValue(text string) bool {
	return text == "-1" || isCount(text) || slices.ContainsFunc(settingWords, func(w string) bool { return strings.EqualFold(w, text) })
}

// isCount takes numbers of days, minutes and the like: none that could be of a
// phone or a record.
func isCount(text string) bool { return isDigits(text) && len(text) <= 5 }

// mentions are the settings of ours that a part of an audit event speaks of,
// whatever its shape is: such parts are not documented, so that nothing but
// this is made of them.
type mentions []string

// UnmarshalJSON never fails.
func (m *mentions) UnmarshalJSON(data []byte) error {
	*m = nil
	key := settingKey(string(data))
	for i := range auditSettings {
		if strings.Contains(key, settingKey(auditSettings[i].name)) {
			*m = append(*m, auditSettings[i].name)
		}
	}
	return nil
}

func (mentions) redact(v any, _ *Pseudonyms) any {
	data, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	var m mentions
	if m.UnmarshalJSON(data) != nil || m == nil {
		return marker(v)
	}
	names := make([]any, 0, len(m))
	for _, name := range m {
		names = append(names, name)
	}
	return names
}

// failureMark says whether an audit event carries the code of an error.
type failureMark bool

// UnmarshalJSON never fails: nothing, 0 and the codes of success are no error.
func (f *failureMark) UnmarshalJSON(data []byte) error {
	*f = failureMark(isFailure(unquote(data)))
	return nil
}

func (failureMark) redact(v any, _ *Pseudonyms) any {
	data, err := json.Marshal(v)
	var f failureMark
	if err == nil && f.UnmarshalJSON(data) == nil && bool(f) {
		return redacted
	}
	return ""
}

func isFailure(text string) bool {
	switch text {
	case "", "0", "null", "false", "200", "204":
		return false
	default:
		return true
	}
}
