package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"reflect"
	"regexp"
	"strings"

	"wxaudit/pkg/report"
	jsonreport "wxaudit/pkg/report/json"
	"wxaudit/pkg/report/ocsf"
)

// judgeJSON reads the report back and wants all of it.
func judgeJSON(rep, _ *report.Report, out, plain []byte) error {
	if err := sameShape(out, plain, nil); err != nil {
		return err
	}
	again, err := jsonreport.Read(bytes.NewReader(out))
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := jsonreport.Write(&b, again); err != nil {
		return err
	}
	if !bytes.Equal(b.Bytes(), out) {
		return errors.New("what was read back is something else")
	}
	for i, f := range rep.Findings {
		if again.Findings[i].Resource != f.Resource || again.Findings[i].Message != f.Message {
			return fmt.Errorf("finding %d is another one", i)
		}
	}
	return nil
}

// judgeNDJSON wants a line for each record, and every text in it.
func judgeNDJSON(rep, _ *report.Report, out, plain []byte) error {
	lines, err := sameLines(out, plain, len(rep.Checks)+len(rep.Findings)+2)
	if err != nil {
		return err
	}
	for i, line := range lines {
		var l struct {
			Type         string              `json:"type"`
			Organization report.Organization `json:"organization"`
			Finding      struct {
				Message string `json:"message"`
			} `json:"finding"`
		}
		if err := json.Unmarshal(line, &l); err != nil {
			return err
		}
		want := "finding"
		switch {
		case i == 0:
			want = "run"
		case i <= len(rep.Checks):
			want = "check"
		case i == len(lines)-1:
			want = "summary"
		}
		if l.Type != want || !reflect.DeepEqual(l.Organization, rep.Organization) {
			return fmt.Errorf("line %d is not of this run, or no %s", i+1, want)
		}
		if want == "finding" && l.Finding.Message != rep.Findings[i-1-len(rep.Checks)].Message {
			return fmt.Errorf("line %d lost its message", i+1)
		}
	}
	return nil
}

// judgeOCSF wants the lines of ASCII that every collector takes, with the ids of
// the events.
func judgeOCSF(rep, _ *report.Report, out, plain []byte) error {
	var want []string
	for e := range ocsf.Events(rep) {
		want = append(want, e.Metadata.UID)
	}
	lines, err := sameLines(out, plain, len(want))
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for i, line := range lines {
		if err := ascii(line); err != nil {
			return err
		}
		if id, err := eventUID(line); err != nil || id != want[i] || seen[id] {
			return fmt.Errorf("line %d has the id %q, want %q (%v)", i+1, id, want[i], err)
		}
		seen[want[i]] = true
		if len(line) > ocsf.MaxSize {
			return fmt.Errorf("line %d has %d octets", i+1, len(line))
		}
	}
	return nil
}

func eventUID(line []byte) (string, error) {
	var e struct {
		Metadata struct {
			UID string `json:"uid"`
		} `json:"metadata"`
	}
	err := json.Unmarshal(line, &e)
	return e.Metadata.UID, err
}

func ascii(line []byte) error {
	for i, c := range line {
		if c < ' ' || c > '~' {
			return fmt.Errorf("%#x is no printable ASCII: %q", c, around(line, i))
		}
	}
	return nil
}

// sarifLink is what a viewer takes for a link or a placeholder in a message.
var sarifLink = regexp.MustCompile(`(^|[^\\])\[[^\]]*[^\\\]]\]\(|(^|[^{])(\{\{)*\{\d+\}`)

// judgeSARIF wants results without links, and locations that lead nowhere.
func judgeSARIF(_, _ *report.Report, out, plain []byte) error {
	if err := sameShape(out, plain, nil); err != nil {
		return err
	}
	return walk(out, func(key, s string) error {
		switch key {
		case "text":
			if sarifLink.MatchString(s) {
				return fmt.Errorf("a message that acts: %.200q", s)
			}
		case "uri":
			u, err := url.Parse(s)
			if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(s, "webex/") || u.RawQuery != "" || u.Fragment != "" ||
				strings.Count(s, "/") != 2 || strings.HasSuffix(s, "/..") || strings.HasSuffix(s, "/.") || strings.Contains(s, "/../") || strings.Contains(s, "/./") {
				return fmt.Errorf("a location that leads somewhere: %.200q", s)
			}
		}
		return nil
	})
}

// oscalToken is the form of an id in OSCAL.
var oscalToken = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}.\-_]*$`)

// judgeOSCAL wants descriptions in which Markdown finds nothing but text.
func judgeOSCAL(_, _ *report.Report, out, plain []byte) error {
	if err := sameShape(out, plain, nil); err != nil {
		return err
	}
	return walk(out, func(key, s string) error {
		switch key {
		case "description", "statement", "title", "remarks":
			return onlyText(s)
		case "control-id", "objective-id", "target-id":
			if !oscalToken.MatchString(s) {
				return fmt.Errorf("%s is no token: %.100q", key, s)
			}
		case "value":
			if strings.TrimSpace(s) != s || s == "" {
				return fmt.Errorf("a value with spaces at its ends: %.100q", s)
			}
		}
		return nil
	})
}

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

// lone is half a character as an escape.
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
