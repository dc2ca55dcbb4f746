package webex

import (
	"encoding/json"
	"slices"
	"strings"

	"wxaudit/pkg/webex/internal/answer"
)

// Problem is what an error body complains of, as far as it matters to the
// audit. It is all that is kept of such a body.
type Problem string

// The problems. Their words appear in recordings.
const (
	ProblemUnknown  Problem = ""         // nothing that we understand
	ProblemInterval Problem = "interval" // the time range asked for is too long or too old
	ProblemLicense  Problem = "license"  // a licence or an add-on is missing
	ProblemScope    Problem = "scope"    // the token lacks a scope
	ProblemRole     Problem = "role"     // the account lacks a role or a right
)

// Valid reports whether p is one of the problems above.
func (p Problem) Valid() bool {
	return p == ProblemUnknown || p.detail() != ""
}

// detail says the problem in our own words.
func (p Problem) detail() string {
	switch p {
	case ProblemInterval:
		return "the service does not answer for so long or so old a time range"
	case ProblemLicense:
		return "a licence seems to be missing"
	case ProblemScope:
		return "the token seems to lack a scope"
	case ProblemRole:
		return "the account seems to lack a role"
	default:
		return ""
	}
}

// classify reads an error body of any of Webex's families (message and errors,
// error as a list or an object, SCIM, OAuth) and forgets its text. HTML, empty,
// broken and ambiguous bodies are of no known problem.
func classify(body []byte) Problem {
	if len(body) > answer.ErrorLimit {
		body = body[:answer.ErrorLimit]
	}
	var w errorBody
	if json.Unmarshal(body, &w) != nil {
		return ProblemUnknown
	}
	text := strings.ToLower(strings.Join(w.texts(), "\n"))
	found := ProblemUnknown
	for _, p := range problemWords {
		if !slices.ContainsFunc(p.words, func(word string) bool { return strings.Contains(text, word) }) {
			continue
		}
		if found != ProblemUnknown {
			return ProblemUnknown
		}
		found = p.problem
	}
	return found
}

// problemWords are what gives a problem away. A text that speaks of more than
// one is of none: Webex's usual 403 lists scopes, roles and licences alike, and
// a right that is missing must not pass for a licence that is.
var problemWords = []struct {
	problem Problem
	words   []string
}{
	{ProblemInterval, []string{"interval", "date range", "time range", "days apart", "exceeds 30 days", "exceed 30 days", "exceeds 90 days", "exceed 90 days"}},
	{ProblemLicense, []string{"license", "licence", "pro pack", "subscription"}},
	{ProblemScope, []string{"scope"}},
	{ProblemRole, []string{"role", "not permitted", "not allowed", "not authorized", "unauthorized", "privilege", "permission", "access denied", "forbidden"}},
}

// errorBody holds what the families have in common. Everything may be of any
// type, because an error body that surprises us must not hide the status.
type errorBody struct {
	Message json.RawMessage `json:"message"`
	Errors  json.RawMessage `json:"errors"`
	// Error is a list in one family, an object in another, a word with OAuth.
	Error       json.RawMessage `json:"error"`
	Description json.RawMessage `json:"error_description"`
	Detail      json.RawMessage `json:"detail"`
}

// texts lists the sentences of the body.
func (b errorBody) texts() []string {
	var out []string
	for _, raw := range []json.RawMessage{b.Message, b.Errors, b.Error, b.Description, b.Detail} {
		var v any
		if len(raw) > 0 && json.Unmarshal(raw, &v) == nil {
			out = appendTexts(out, v)
		}
	}
	return out
}

func appendTexts(out []string, v any) []string {
	switch v := v.(type) {
	case string:
		return append(out, v)
	case []any:
		for _, e := range v {
			out = appendTexts(out, e)
		}
	case map[string]any:
		for _, key := range []string{"message", "description", "reason"} {
			out = appendTexts(out, v[key])
		}
	}
	return out
}
