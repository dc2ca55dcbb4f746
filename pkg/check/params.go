package check

import "fmt"

// Param is a threshold that an operator may change.
type Param struct {
	Name string
	// Default is an int, float64, bool, string or []string; its type is the
	// type of the parameter.
	Default any
}

// Params are the values of a check's parameters, by name.
//
// The accessors panic on a name or a type that the check did not declare: that
// is a mistake in the check, and the engine turns it into an unknown finding.
type Params map[string]any

// Defaults returns the default value of each parameter.
func Defaults(ps []Param) Params {
	m := make(Params, len(ps))
	for _, p := range ps {
		m[p.Name] = p.Default
	}
	return m
}

// Int returns a whole number.
func (p Params) Int(name string) int { return param[int](p, name) }

// Float returns a number.
func (p Params) Float(name string) float64 { return param[float64](p, name) }

// Bool returns a switch.
func (p Params) Bool(name string) bool { return param[bool](p, name) }

// String returns a word.
func (p Params) String(name string) string { return param[string](p, name) }

// Strings returns a list of words.
func (p Params) Strings(name string) []string { return param[[]string](p, name) }

func param[T any](p Params, name string) T {
	v, ok := p[name].(T)
	if !ok {
		panic(fmt.Sprintf("check: parameter %q is %T, not %T", name, p[name], v))
	}
	return v
}
