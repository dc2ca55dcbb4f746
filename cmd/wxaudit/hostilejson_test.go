package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
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
