package siemtest_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// row is an event, or a line of a table, by the names of its fields. Times are
// seconds since 1970. Values are nil, bool, float64, string or []any.
type row = map[string]any

// language is what differs between the languages of the rules.
type language struct {
	now time.Time
	// fieldQuotes says that '…' names a field, as in SPL.
	fieldQuotes bool
	// anyOf says that a comparison with a list holds when it does for an item.
	anyOf bool
	// missing is what a field that an event does not have compares as.
	missing any
	// asked collects the names of fields.
	asked map[string]bool
}

var token = regexp.MustCompile(`^\s*("(?:[^"\\]|\\.)*"|'[^']*'|\d+(?:\.\d+)?[smhd]?\b|[@A-Za-z_][\w.@{}]*|==|!=|<=|>=|[-+*/()<>=:,])`)

// cut remembers the tokens of texts: each is evaluated for many rows.
var cut sync.Map

func tokensOf(text string) ([]string, error) {
	if known, ok := cut.Load(text); ok {
		return known.([]string), nil
	}
	var tokens []string
	for rest := text; strings.TrimSpace(rest) != ""; {
		m := token.FindStringSubmatch(rest)
		if m == nil {
			return nil, fmt.Errorf("no token at %q", rest)
		}
		tokens = append(tokens, m[1])
		rest = rest[len(m[0]):]
	}
	cut.Store(text, tokens)
	return tokens, nil
}

type parser struct {
	l      *language
	tokens []string
	row    row
}

// value computes an expression for a row.
func (l *language) value(text string, r row) (any, error) {
	tokens, err := tokensOf(text)
	if err != nil {
		return nil, err
	}
	p := &parser{l: l, row: r, tokens: tokens}
	v, err := p.either()
	if err == nil && len(p.tokens) > 0 {
		err = fmt.Errorf("%q is left of %q", p.tokens, text)
	}
	return v, err
}

func (p *parser) next(words ...string) bool {
	if len(p.tokens) > 0 && slices.Contains(words, strings.ToLower(p.tokens[0])) {
		p.tokens = p.tokens[1:]
		return true
	}
	return false
}

// either, both and not know three values: nil is neither true nor false.
func (p *parser) either() (any, error) {
	v, err := p.both()
	for err == nil && p.next("or") {
		var w any
		w, err = p.both()
		switch {
		case v == true || w == true:
			v = true
		case v == nil || w == nil:
			v = nil
		}
	}
	return v, err
}

func (p *parser) both() (any, error) {
	v, err := p.not()
	for err == nil && p.next("and") {
		var w any
		w, err = p.not()
		switch {
		case v == false || w == false:
			v = false
		case v == nil || w == nil:
			v = nil
		default:
			v = w
		}
	}
	return v, err
}

func (p *parser) not() (any, error) {
	if !p.next("not") {
		return p.comparison()
	}
	v, err := p.not()
	if b, ok := v.(bool); ok {
		v = !b
	}
	return v, err
}

func (p *parser) comparison() (any, error) {
	v, err := p.sum()
	if err != nil || len(p.tokens) == 0 {
		return v, err
	}
	if p.next("is") {
		no := p.next("not")
		if !p.next("null") {
			return nil, fmt.Errorf("IS what?")
		}
		return (v == nil) != no, nil
	}
	op := p.tokens[0]
	if !p.next("=", "==", ":", "!=", "<", "<=", ">", ">=") {
		return v, nil
	}
	w, err := p.sum()
	if err != nil {
		return nil, err
	}
	return p.l.compare(v, op, w)
}

func (l *language) compare(v any, op string, w any) (any, error) {
	if list, ok := v.([]any); ok {
		if !l.anyOf {
			return nil, fmt.Errorf("a list is compared")
		}
		var found any = false
		for _, item := range list {
			if one, err := l.compare(item, op, w); err != nil || one == true {
				return one, err
			}
		}
		return found, nil
	}
	if v == nil || w == nil {
		return nil, nil
	}
	if b, ok := v.(bool); ok {
		v = strconv.FormatBool(b)
	}
	if b, ok := w.(bool); ok {
		w = strconv.FormatBool(b)
	}
	order := 0
	switch a := v.(type) {
	case float64:
		b, ok := w.(float64)
		if !ok {
			return nil, fmt.Errorf("a number %v is compared with %T %v", v, w, w)
		}
		order = slices.Compare([]float64{a}, []float64{b})
	case string:
		b, ok := w.(string)
		if !ok {
			return nil, fmt.Errorf("a text %q is compared with %T %v", v, w, w)
		}
		order = strings.Compare(a, b)
		if before, found := strings.CutSuffix(b, "*"); found && (op == "=" || op == ":") && strings.HasPrefix(a, before) {
			order = 0
		}
	default:
		return nil, fmt.Errorf("%T is compared", v)
	}
	switch op {
	case "=", "==", ":":
		return order == 0, nil
	case "!=":
		return order != 0, nil
	case "<":
		return order < 0, nil
	case "<=":
		return order <= 0, nil
	case ">":
		return order > 0, nil
	default:
		return order >= 0, nil
	}
}

func (p *parser) sum() (any, error) {
	v, err := p.primary()
	for err == nil && len(p.tokens) > 0 && (p.tokens[0] == "+" || p.tokens[0] == "-") {
		sign := 1.0
		if p.tokens[0] == "-" {
			sign = -1
		}
		p.tokens = p.tokens[1:]
		var w any
		w, err = p.primary()
		a, ok := v.(float64)
		b, also := w.(float64)
		if v == nil || w == nil {
			v = nil
			continue
		}
		if !ok || !also {
			return nil, fmt.Errorf("%v and %v are added", v, w)
		}
		v = a + sign*b
	}
	return v, err
}

var seconds = map[string]float64{"s": 1, "m": 60, "h": 3600, "d": 86400, "hours": 3600, "hour": 3600, "days": 86400}

func (p *parser) primary() (any, error) {
	if len(p.tokens) == 0 {
		return nil, fmt.Errorf("the expression ends too early")
	}
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	switch {
	case t == "(":
		v, err := p.either()
		if err == nil && !p.next(")") {
			err = fmt.Errorf("a parenthesis is open")
		}
		return v, err
	case t[0] == '"':
		return strconv.Unquote(t)
	case t[0] == '\'' && p.l.fieldQuotes:
		return p.field(strings.Trim(t, "'")), nil
	case t[0] >= '0' && t[0] <= '9':
		unit := strings.TrimLeft(t, "0123456789.")
		n, err := strconv.ParseFloat(strings.TrimSuffix(t, unit), 64)
		if unit == "" && len(p.tokens) > 0 && seconds[strings.ToLower(p.tokens[0])] > 0 && len(p.tokens[0]) > 1 {
			unit = strings.ToLower(p.tokens[0])
			p.tokens = p.tokens[1:]
		}
		if unit != "" {
			n *= seconds[unit]
		}
		return n, err
	case strings.EqualFold(t, "true"), strings.EqualFold(t, "false"):
		return strings.EqualFold(t, "true"), nil
	case p.next("("):
		return p.call(strings.ToLower(t))
	}
	return p.field(t), nil
}

func (p *parser) field(name string) any {
	p.l.asked[name] = true
	if v, ok := p.row[name]; ok {
		return v
	}
	return p.l.missing
}
