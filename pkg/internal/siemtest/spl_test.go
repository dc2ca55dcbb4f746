package siemtest_test

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"
)

// spl runs a search of Splunk. It knows the commands and functions of
// savedsearches.conf, as docs.splunk.com describes them.
type spl struct {
	language
	macros map[string]string
}

func newSPL(now time.Time, macros map[string]string) *spl {
	return &spl{language{now: now, fieldQuotes: true, anyOf: true, asked: map[string]bool{}}, macros}
}

var macro = regexp.MustCompile("`([^`]*)`")

func (s *spl) run(query string, events []row) ([]row, error) {
	query = macro.ReplaceAllStringFunc(query, func(m string) string { return s.macros[strings.Trim(m, "`")] })
	parts := pipeline(query)
	rows, err := s.search(parts[0], events)
	for _, part := range parts[1:] {
		if err != nil {
			return nil, err
		}
		rows, err = s.command(part, rows)
	}
	return rows, err
}

var term = regexp.MustCompile(`^\s*(NOT\s+)?([\w.{}]+)(=|>=|<=|!=|>|<)("[^"]*"|\S+)`)

// search runs the first command: terms that all must hold. A term with NOT also
// holds for events without the field.
func (s *spl) search(terms string, events []row) ([]row, error) {
	for strings.TrimSpace(terms) != "" {
		m := term.FindStringSubmatch(terms)
		if m == nil {
			return nil, fmt.Errorf("no term at %q", terms)
		}
		terms = terms[len(m[0]):]
		value := m[4]
		if value[0] != '"' && strings.Trim(value, "0123456789") != "" {
			value = `"` + value + `"`
		}
		var kept []row
		for _, e := range events {
			v, err := s.value(fmt.Sprintf("'%s' %s %s", m[2], m[3], value), e)
			if err != nil {
				return nil, err
			}
			if (v == true) != (m[1] != "") {
				kept = append(kept, e)
			}
		}
		events = kept
	}
	return events, nil
}

func (s *spl) command(part string, rows []row) ([]row, error) {
	name, rest, _ := strings.Cut(part, " ")
	switch name {
	case "where":
		return s.where(rows, rest)
	case "eval":
		var err error
		for _, assignment := range strings.Split(rest, ", ") {
			field, expression, _ := strings.Cut(assignment, "=")
			if rows, err = s.set(rows, field, expression); err != nil {
				return nil, err
			}
		}
		return rows, nil
	case "stats":
		columns, by := splColumns(rest)
		return s.summary(rows, columns, by)
	case "appendpipe":
		inner := strings.TrimSpace(strings.Trim(rest, "[] "))
		more := slices.Clone(rows)
		var err error
		for _, p := range pipeline(inner) {
			if more, err = s.command(p, more); err != nil {
				return nil, err
			}
		}
		return append(rows, more...), nil
	case "rename":
		from, to, _ := strings.Cut(rest, " as ")
		s.asked[from] = true
		rows = slices.Clone(rows)
		for i := range rows {
			rows[i] = maps.Clone(rows[i])
			rows[i][to] = rows[i][from]
			delete(rows[i], from)
		}
		return rows, nil
	case "dedup":
		s.asked[rest] = true
		seen := map[any]bool{}
		return slices.DeleteFunc(slices.Clone(rows), func(r row) bool {
			again := seen[r[rest]]
			seen[r[rest]] = true
			return again
		}), nil
	case "sort":
		field := strings.TrimPrefix(rest, "0 ")
		rows = slices.Clone(rows)
		slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a[field].(float64), b[field].(float64)) })
		return rows, nil
	case "streamstats":
		rest, ok := strings.CutPrefix(rest, "current=f window=1 ")
		if !ok {
			return nil, fmt.Errorf("%s is not the streamstats that the tests know", part)
		}
		return s.before(rows, rest), nil
	}
	return nil, fmt.Errorf("%s is a command that the tests do not know", name)
}

// before gives each row the values of the row before it in its group.
func (s *spl) before(rows []row, rest string) []row {
	columns, by := splColumns(rest)
	last := map[string]row{}
	var out []row
	for _, r := range rows {
		key := ""
		for _, name := range by {
			s.asked[name] = true
			key += fmt.Sprintf("%v\x00", r[name])
		}
		after := maps.Clone(r)
		for _, c := range columns {
			after[c.name] = last[key][c.of]
		}
		last[key] = r
		out = append(out, after)
	}
	return out
}

var splColumn = regexp.MustCompile(`(\w+)(?:\(([^)]*)\))?(?: as (\S+?))?(?:,|$)`)

func splColumns(text string) (columns []aggregate, by []string) {
	text, groups, found := strings.Cut(text, " by ")
	if found {
		by = list.Split(groups, -1)
	}
	for _, m := range splColumn.FindAllStringSubmatch(text, -1) {
		of := m[2]
		if of != "" {
			of = "'" + of + "'"
		}
		if m[1] == "last" {
			of = m[2]
		}
		columns = append(columns, aggregate{cmp.Or(m[3], m[1]), m[1], of})
	}
	return columns, by
}
