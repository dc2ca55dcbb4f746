package siemtest_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// where keeps the rows for which a condition is true.
func (l *language) where(rows []row, condition string) ([]row, error) {
	var kept []row
	for _, r := range rows {
		v, err := l.value(condition, r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", condition, err)
		}
		if v == true {
			kept = append(kept, r)
		}
	}
	return kept, nil
}

// set computes a new field of each row.
func (l *language) set(rows []row, name, expression string) ([]row, error) {
	var out []row
	for _, r := range rows {
		v, err := l.value(expression, r)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", expression, err)
		}
		r = maps.Clone(r)
		r[name] = v
		out = append(out, r)
	}
	return out, nil
}

// aggregate is a column of a summary.
type aggregate struct{ name, function, of string }

// summary groups the rows. Without a group it has one row even of nothing.
func (l *language) summary(rows []row, columns []aggregate, by []string) ([]row, error) {
	groups := map[string][]row{}
	if len(by) == 0 {
		groups[""] = nil
	}
	for _, name := range by {
		l.asked[name] = true
	}
	for _, r := range rows {
		key, whole := "", true
		for _, name := range by {
			v := r[name]
			whole = whole && v != nil // SPL leaves such rows out; the tests ask that there are none
			key += fmt.Sprintf("%v\x00", v)
		}
		if !whole {
			return nil, fmt.Errorf("a row has no %v", by)
		}
		groups[key] = append(groups[key], r)
	}
	var out []row
	for _, key := range slices.Sorted(maps.Keys(groups)) {
		group, line := groups[key], row{}
		for _, name := range by {
			line[name] = group[0][name]
		}
		for _, c := range columns {
			v, err := l.aggregated(c, group)
			if err != nil {
				return nil, err
			}
			line[c.name] = v
		}
		out = append(out, line)
	}
	return out, nil
}

func (l *language) aggregated(c aggregate, group []row) (any, error) {
	var values []any
	if c.of != "" {
		for _, r := range group {
			v, err := l.value(c.of, r)
			if err != nil {
				return nil, err
			}
			if v != nil {
				values = append(values, v)
			}
		}
	}
	different := map[any]bool{}
	for _, v := range values {
		different[v] = true
	}
	var best any
	switch c.function {
	case "count":
		return float64(len(group)), nil
	case "dc", "dcount", "count_distinct":
		return float64(len(different)), nil
	case "latest", "take_any", "values": // of equal things in these tests
		if len(values) > 0 {
			return values[len(values)-1], nil
		}
		return nil, nil
	case "min", "max":
		for _, v := range values {
			less, err := l.compare(v, "<", best)
			if err != nil {
				return nil, err
			}
			if best == nil || less == (c.function == "min") {
				best = v
			}
		}
		return best, nil
	}
	return nil, fmt.Errorf("%s is an aggregate that the tests do not know", c.function)
}

// pipeline splits a query at its bars, outside of quotes and brackets.
func pipeline(query string) []string {
	parts, depth, quoted := []string{""}, 0, false
	for _, c := range query {
		switch {
		case c == '"':
			quoted = !quoted
		case !quoted && c == '[':
			depth++
		case !quoted && c == ']':
			depth--
		case !quoted && depth == 0 && c == '|':
			parts = append(parts, "")
			continue
		}
		parts[len(parts)-1] += string(c)
	}
	for i := range parts {
		parts[i] = strings.Join(strings.Fields(parts[i]), " ")
	}
	return parts
}

var list = regexp.MustCompile(`\s*,\s*|\s+`)
