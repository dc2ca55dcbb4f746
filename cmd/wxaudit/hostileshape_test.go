package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
)

// sameLines compares two texts of JSON lines, and returns the lines of the first.
func sameLines(out, plain []byte, count int) ([][]byte, error) {
	lines, others := bytes.Split(bytes.TrimSuffix(out, []byte("\n")), []byte("\n")), bytes.Split(bytes.TrimSuffix(plain, []byte("\n")), []byte("\n"))
	if len(lines) != count || len(others) != count {
		return nil, fmt.Errorf("%d lines, and %d with harmless texts; want %d", len(lines), len(others), count)
	}
	for i := range lines {
		// What was cut says so.
		if err := sameShape(lines[i], others[i], []string{"is_truncated", "untruncated_size"}); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	return lines, nil
}

// escapes finds the escapes in a JSON text.
var escapes = regexp.MustCompile(`(?i)\\(u[0-9a-f]{4}|.)`)

// sameShape compares the names and kinds of all members of two JSON texts, in
// their order: nothing is there twice, or for the first time.
func sameShape(out, plain []byte, except []string) error {
	half := false
	for _, e := range escapes.FindAll(out, -1) {
		kind := strings.ToLower(string(e))
		low := len(kind) == 6 && kind >= `\udc00` && kind <= `\udfff`
		if low != half {
			return fmt.Errorf("half a character: %s", e)
		}
		half = len(kind) == 6 && kind >= `\ud800` && kind <= `\udbff`
	}
	a, err := shapeOf(out, except)
	if err != nil {
		return err
	}
	b, err := shapeOf(plain, except)
	if err != nil {
		return err
	}
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Errorf("%s in place of %s, behind %v", a[i], b[i], a[max(0, i-8):i])
		}
	}
	if len(a) != len(b) {
		return fmt.Errorf("%d members and values in place of %d", len(a), len(b))
	}
	return nil
}

// shapeOf lists the brackets, names and kinds of values of a JSON text.
func shapeOf(text []byte, except []string) ([]string, error) {
	var all []string
	err := tokens(text, func(path []string, key bool, v any) error {
		for _, e := range except {
			if len(path) > 0 && path[len(path)-1] == e {
				return nil
			}
		}
		switch v := v.(type) {
		case json.Delim:
			all = append(all, v.String())
		case string:
			if key {
				all = append(all, v)
			} else {
				all = append(all, "text")
			}
		default:
			all = append(all, fmt.Sprintf("%T", v))
		}
		return nil
	})
	return all, err
}

// walk shows every text of a JSON text with the name of its member.
func walk(text []byte, see func(key, s string) error) error {
	return tokens(text, func(path []string, key bool, v any) error {
		if s, ok := v.(string); ok && !key && len(path) > 0 {
			return see(path[len(path)-1], s)
		}
		return nil
	})
}

// tokens shows every token of one JSON text, and the names of the members that it
// is in; for the name of a member itself, key is true and path ends with it.
func tokens(text []byte, see func(path []string, key bool, v any) error) error {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var path []string       // the current member of every object and list; "" in a list
	var object, name []bool // by level: whether it is an object, and whether a name comes next
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			if len(object) != 0 {
				return io.ErrUnexpectedEOF
			}
			return nil
		}
		if err != nil {
			return err
		}
		top := len(object) - 1
		if s, ok := tok.(string); ok && top >= 0 && object[top] && name[top] {
			path[top], name[top] = s, false
			if err := see(path, true, tok); err != nil {
				return err
			}
			continue
		}
		d, _ := tok.(json.Delim)
		if d == '}' || d == ']' {
			object, name, path = object[:top], name[:top], path[:top]
			top--
		}
		if err := see(path, false, tok); err != nil {
			return err
		}
		if d == '{' || d == '[' {
			member := ""
			if d == '[' && top >= 0 {
				member = path[top] // the items of a list go by its name
			}
			object, name, path = append(object, d == '{'), append(name, true), append(path, member)
			continue
		}
		if top >= 0 {
			name[top] = true
		}
	}
}
