package auth

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxInput bounds what a person hands in, in bytes.
const maxInput = 64 << 10

// inputFault is what is wrong with bytes that a person handed in. It never quotes
// them.
type inputFault struct {
	line int // from 1; 0 when it is about the whole
	what string
}

// error makes an *Error of the fault; name is that of the file, or empty.
func (f *inputFault) error(name string) *Error {
	where := name
	switch {
	case f.line > 0 && name != "":
		where = fmt.Sprintf("%s:%d: ", name, f.line)
	case f.line > 0:
		where = fmt.Sprintf("line %d: ", f.line)
	case name != "":
		where = name + ": "
	}
	return &Error{Kind: Malformed, Detail: where + f.what}
}

// member is a value of an object, and where its key stands.
type member struct {
	raw  json.RawMessage
	line int
}

// object is a JSON object with the keys that are allowed, each once at most.
type object map[string]member

// parseObject reads an object strictly: a key that is passed over in silence is
// one that somebody believes in.
func parseObject(data []byte, keys []string) (object, *inputFault) {
	dec := json.NewDecoder(bytes.NewReader(data))
	broken := func(err error) *inputFault {
		at := dec.InputOffset()
		if se, ok := errors.AsType[*json.SyntaxError](err); ok {
			at = max(at, se.Offset)
		}
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return &inputFault{lineAt(data, int64(len(data))), "the JSON breaks off"}
		}
		return &inputFault{lineAt(data, at), "this is not JSON"}
	}
	if t, err := dec.Token(); err != nil {
		return nil, broken(err)
	} else if t != json.Delim('{') {
		return nil, &inputFault{lineAt(data, dec.InputOffset()), "this is not a JSON object"}
	}
	o := object{}
	for dec.More() {
		t, err := dec.Token()
		if err != nil {
			return nil, broken(err)
		}
		line := lineAt(data, dec.InputOffset())
		key, _ := t.(string)
		if !slices.Contains(keys, key) {
			return nil, &inputFault{line, "this key is not known; there are " + strings.Join(keys, ", ")}
		}
		if before, twice := o[key]; twice {
			return nil, &inputFault{line, fmt.Sprintf("%s is there twice, first on line %d", key, before.line)}
		}
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			return nil, broken(err)
		}
		o[key] = member{raw, line}
	}
	if _, err := dec.Token(); err != nil {
		return nil, broken(err)
	}
	end := dec.InputOffset()
	if rest := bytes.TrimSpace(data[end:]); len(rest) > 0 {
		return nil, &inputFault{lineAt(data, int64(len(data)-len(rest))), "there is more after the JSON object"}
	}
	return o, nil
}

// lineAt is the line of a position, counted from 1.
func lineAt(data []byte, at int64) int {
	return 1 + bytes.Count(data[:min(max(at, 0), int64(len(data)))], []byte("\n"))
}

// text is the string under a key; empty when there is none, or null.
func (o object) text(key string) (string, *inputFault) {
	m, ok := o[key]
	if !ok || string(m.raw) == "null" {
		return "", nil
	}
	var s string
	if json.Unmarshal(m.raw, &s) != nil {
		return "", &inputFault{m.line, key + " is not a text in quotes"}
	}
	return strings.TrimSpace(s), nil
}

// secret is the token or secret under a key.
func (o object) secret(key string) (Secret, *inputFault) {
	text, fault := o.text(key)
	if fault != nil {
		return "", fault
	}
	text = withoutBearer(text)
	if what := tokenFault(text); what != "" {
		return "", &inputFault{o[key].line, key + " " + what}
	}
	return Secret(text), nil
}

// seconds is the lifetime under a key; 0 when there is none, or null.
func (o object) seconds(key string) (int64, *inputFault) {
	m, ok := o[key]
	if !ok || string(m.raw) == "null" {
		return 0, nil
	}
	s := secondsOf(m.raw)
	if s == 0 {
		return 0, &inputFault{m.line, key + " is not a number of seconds from 1 to ten years"}
	}
	return s, nil
}
