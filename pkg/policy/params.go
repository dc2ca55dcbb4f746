package policy

import (
	"fmt"
	"slices"

	"go.yaml.in/yaml/v3"

	"wxaudit/pkg/check"
)

// mostWhole is beyond every number of days, people or minutes that makes sense.
const mostWhole = 1_000_000

// paramShape is the shape of a parameter: the type of its default, and no
// number below zero unless the default is.
func paramShape(p check.Param) shape {
	s := shape{max: mostWhole}
	switch d := p.Default.(type) {
	case int:
		s.kind, s.min = whole, least(d < 0)
	case float64:
		s.kind, s.min = number, least(d < 0)
		if d >= 0 && d <= 1 {
			s.max = 1 // a share
		}
	case bool:
		s.kind = yesNo
	case string:
		s.kind, s.rule = word, anyWord
		if d == "" {
			s.rule = orNothing
		}
	case []string:
		s.kind, s.items = list, &shape{kind: word, rule: anyWord}
	}
	s.fallback = p.Default
	s.title = fmt.Sprintf("A parameter of the check, by default %s.", inline(p.Default))
	return s
}

func least(belowZero bool) float64 {
	if belowZero {
		return -mostWhole
	}
	return 0
}

// paramOf is a parameter's value, of the type of its default.
func paramOf(n *yaml.Node, p check.Param) any {
	switch p.Default.(type) {
	case int:
		return intOf(n)
	case float64:
		return floatOf(n)
	case bool:
		return boolOf(n)
	case []string:
		return wordsOf(n)
	default:
		return wordOf(n)
	}
}

// feed is a list that stands once in the policy and is a parameter of a check.
type feed struct {
	section, key string
	check, param string
	caseless     bool
}

var feeds = []feed{
	{"approved", "hosts", "apps.outbound-destinations", "approved_hosts", true},
	{"approved", "applications", "apps.authorizations", "approved_client_ids", false},
	{"approved", "administrators", "admins.content-access-allow-list", "authorised", false},
	{"approved", "bots", "apps.bots", "approved_bots", false},
	{"organization", "internal_domains", "calling.voicemail-and-fax-copies", "internal_domains", true},
}

// readParams reads what the file changes of the checks' parameters.
func readParams(f *faults, root *yaml.Node, all []check.Check) map[string]check.Params {
	changed := map[string]check.Params{}
	set := func(id, param string, v any) {
		if changed[id] == nil {
			changed[id] = check.Params{}
		}
		changed[id][param] = v
	}
	for _, c := range all {
		for _, p := range c.Params {
			if n := get(root, "checks", c.ID, "params", p.Name); n != nil {
				set(c.ID, p.Name, paramOf(n, p))
			}
		}
	}
	for _, feed := range feeds {
		n := get(root, feed.section, feed.key)
		i := slices.IndexFunc(all, func(c check.Check) bool { return c.ID == feed.check })
		if n == nil || i < 0 || !slices.ContainsFunc(all[i].Params, func(p check.Param) bool { return p.Name == feed.param }) {
			continue
		}
		if again := get(root, "checks", feed.check, "params", feed.param); again != nil {
			f.add(again.Line, fmt.Sprintf("%s of %s is given twice: %s of %s, on line %d, is the same list",
				quoted(feed.param), feed.check, quoted(feed.key), quoted(feed.section), n.Line), "keep one of them")
		}
		values := wordsOf(n)
		if feed.caseless {
			lower(values)
		}
		set(feed.check, feed.param, values)
	}
	return changed
}
