package collect

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

var centerVariablesEndpoint = Endpoint{
	Host: webexCenter, Path: "/organization/{orgUuid}/v2/cad-variable", Rank: snapshot.RankAPI,
	Scope: "cjp:config_read", Role: centerAdmin, Wire: centerOf[wireCenterVariable]{},
}

// wireCenterVariable has no field for values, labels and descriptions.
type wireCenterVariable struct {
	ID            string       `json:"id"`
	Name          variableName `json:"name"`
	Active        looseBool    `json:"active"`
	Sensitive     looseBool    `json:"sensitive"`
	Reportable    looseBool    `json:"reportable"`
	AgentViewable looseBool    `json:"agentViewable"`
	AgentEditable looseBool    `json:"agentEditable"`
}

// usualPatterns are the parts of names that hint at PHI, as the check
// cc.sensitive-variables has them by default.
var usualPatterns = []string{"birth", "diagnos", "dob", "insur", "member", "mrn", "patient", "policy", "rx", "ssn", "symptom"}

// ccVariables reads the global variables. Of their names only those are held
// that hint at PHI.
func ccVariables(ctx context.Context, r *run) {
	patterns := r.variablePatterns()
	id := func(v snapshot.CCVariable) string { return v.ID }
	r.s.CCVariables = fillCenter(ctx, r, centerVariablesEndpoint, id, func(w wireCenterVariable) snapshot.CCVariable {
		v := snapshot.CCVariable{
			ID:            w.ID,
			Active:        w.Active.Tri(),
			Sensitive:     w.Sensitive.Tri(),
			Reportable:    w.Reportable.Tri(),
			AgentViewable: w.AgentViewable.Tri(),
			AgentEditable: w.AgentEditable.Tri(),
		}
		if v.Hint = w.Name.hint(patterns); v.Hint == snapshot.Yes {
			v.Name = string(w.Name)
		}
		return v
	})
	if len(r.s.CCVariables.Items) > 0 {
		r.s.VariablePatterns = patterns
	}
}

// variablePatterns are the usual patterns and those of the policy, lower case
// and sorted.
func (r *run) variablePatterns() []string {
	all := slices.Clone(usualPatterns)
	for _, p := range r.o.VariablePatterns {
		if p = strings.ToLower(strings.TrimSpace(p)); p != "" {
			all = append(all, p)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// variableName is the name of a variable. A recording holds it only where it
// holds one of the usual patterns; in place of the others stands a marker.
type variableName string

// UnmarshalJSON never fails: a value of another shape is absent.
func (n *variableName) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) != nil {
		s = ""
	}
	*n = variableName(s)
	return nil
}

// hint says whether the name holds one of the patterns. Of a name that a
// recording left out it is only known that it holds none of the usual ones.
func (n variableName) hint(patterns []string) snapshot.Tri {
	switch {
	case n == "":
		return snapshot.Unknown
	case n == redacted:
		usualOnly := !slices.ContainsFunc(patterns, func(p string) bool { return !slices.Contains(usualPatterns, p) })
		if usualOnly {
			return snapshot.No
		}
		return snapshot.Unknown
	default:
		return snapshot.TriFrom(holds(string(n), patterns) != "")
	}
}

// holds returns the first of the patterns that the text holds, or "".
func holds(text string, patterns []string) string {
	text = strings.ToLower(text)
	for _, p := range patterns {
		if strings.Contains(text, p) {
			return p
		}
	}
	return ""
}

// redact keeps a name that holds a usual pattern, or the pattern alone where
// the rest of the name is more than a label.
func (variableName) redact(v any, p *Pseudonyms) any {
	name, ok := v.(string)
	pattern := holds(name, usualPatterns)
	switch {
	case !ok || pattern == "":
		return presence(absent).redact(v, nil) // empty or a marker
	case labelText(name, p) == redacted:
		return pattern
	default:
		return v
	}
}
