package policy

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"wxaudit/pkg/check"
)

// ParseDetail reads a detail of a statement from a text such as "max_days=30"
// or "products=Meetings,Messaging". A yes or no may be true, false, yes or no.
// Its error is one sentence, which quotes no value.
func ParseDetail(st check.Statement, text string) (name string, value any, err error) {
	name, raw, ok := strings.Cut(text, "=")
	name, raw = strings.TrimSpace(name), strings.TrimSpace(raw)
	if !ok {
		return "", nil, fmt.Errorf("a detail of %s is written name=value", st.ID)
	}
	i := slices.IndexFunc(st.Details, func(d check.Detail) bool { return d.Name == name })
	if i < 0 {
		var names []string
		for _, d := range st.Details {
			names = append(names, d.Name)
		}
		return "", nil, fmt.Errorf("%s has no detail %s; %s", st.ID, quoted(name), suggest(name, "details", names))
	}
	value, err = st.Typed(name, said(raw, st.Details[i].Kind))
	if err != nil {
		return "", nil, err
	}
	return name, value, nil
}

var plainRate = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,9})?$`)

// said is a text as Statement.Typed takes it, or nil, which it refuses.
func said(raw string, kind check.DetailKind) any {
	switch kind {
	case check.NumberDetail:
		if n, err := strconv.Atoi(raw); err == nil && plainWhole.MatchString(raw) {
			return n
		}
	case check.RateDetail:
		if v, err := strconv.ParseFloat(raw, 64); err == nil && plainRate.MatchString(raw) {
			return v
		}
	case check.YesNoDetail:
		switch strings.ToLower(raw) {
		case "true", "yes":
			return true
		case "false", "no":
			return false
		}
	case check.ListDetail:
		list := []string{}
		for _, item := range strings.Split(raw, ",") {
			list = append(list, strings.TrimSpace(item))
		}
		return list
	default:
		return raw
	}
	return nil
}
