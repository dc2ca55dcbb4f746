package devices

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

// expectation is what one setting should be.
type expectation struct {
	key    string // an xConfiguration name
	values []string
}

var (
	settingName  = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9]*(\[[0-9]+\])?(\.[A-Za-z][A-Za-z0-9]*(\[[0-9]+\])?)+$`)
	settingValue = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_+-]*$`)
	oneOf        = regexp.MustCompile(`(?is)^(\S+)\s+in\s*\((.*)\)$`)
)

// parseExpected reads a list such as "A.B in (x, y); C.D=z". Its errors name
// the part that is wrong.
func parseExpected(text string) ([]expectation, error) {
	var all []expectation
	for part := range strings.SplitSeq(text, ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		e, err := parseExpectation(part)
		if err != nil {
			return nil, err
		}
		if slices.ContainsFunc(all, func(have expectation) bool { return have.key == e.key }) {
			return nil, fmt.Errorf("%q names %s a second time", part, e.key)
		}
		all = append(all, e)
	}
	if len(all) == 0 {
		return nil, errors.New("it expects nothing")
	}
	return all, nil
}

func parseExpectation(part string) (expectation, error) {
	var key, values string
	if m := oneOf.FindStringSubmatch(part); m != nil {
		key, values = m[1], m[2]
	} else if name, value, ok := strings.Cut(part, "="); ok && !strings.Contains(value, ",") {
		key, values = strings.TrimSpace(name), value
	} else {
		return expectation{}, fmt.Errorf("%q is neither A.B=x nor A.B in (x, y)", part)
	}
	if !settingName.MatchString(key) {
		return expectation{}, fmt.Errorf("%q does not begin with the name of a setting, such as NetworkServices.HTTP.Mode", part)
	}
	e := expectation{key: key}
	for v := range strings.SplitSeq(values, ",") {
		if v = strings.TrimSpace(v); !settingValue.MatchString(v) {
			return expectation{}, fmt.Errorf("%q has a value that is no word: %q", part, v)
		}
		e.values = append(e.values, v)
	}
	return e, nil
}

// met says whether a value is one of those expected; case does not matter.
func (e expectation) met(value string) bool {
	return slices.ContainsFunc(e.values, func(v string) bool { return strings.EqualFold(v, value) })
}

// fault says how a setting differs, and who could change it when Webex cannot.
func (e expectation) fault(have snapshot.DeviceSetting) string {
	wants := strings.Join(e.values, " or ")
	if have.NotEditable != "" {
		return fmt.Sprintf("has %s %s instead of %s, which Webex may not change (%s)", e.key, have.Value, wants, have.NotEditable)
	}
	return fmt.Sprintf("has %s %s instead of %s", e.key, have.Value, wants)
}
