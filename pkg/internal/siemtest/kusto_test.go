package siemtest_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// kusto runs a query of Sentinel. It knows the operators and functions of the
// rules, as learn.microsoft.com describes them.
type kusto struct{ language }

// newKusto: a column of text that a record does not have is empty, and not null.
func newKusto(now time.Time) *kusto {
	return &kusto{language{now: now, missing: "", asked: map[string]bool{}}}
}

func (k *kusto) run(query string, events []row) ([]row, error) {
	parts := pipeline(query)
	if parts[0] != "CommonSecurityLog" {
		return nil, fmt.Errorf("%s is not the table", parts[0])
	}
	rows := events
	var err error
	for _, part := range parts[1:] {
		name, rest, _ := strings.Cut(part, " ")
		switch name {
		case "where":
			rows, err = k.where(rows, rest)
		case "extend":
			column, expression, _ := strings.Cut(rest, " = ")
			rows, err = k.set(rows, column, expression)
		case "summarize":
			columns, by := assigned(rest, " by ")
			rows, err = k.summary(rows, columns, by)
		default:
			err = fmt.Errorf("%s is an operator that the tests do not know", name)
		}
		if err != nil {
			return nil, err
		}
	}
	return rows, nil
}

var assignment = regexp.MustCompile(`(\w+) = (\w+)\(([^)]*)\)(?:, |$)`)

// assigned reads the columns of a summary, written name = function(of).
func assigned(text, word string) (columns []aggregate, by []string) {
	text, groups, found := strings.Cut(text, word)
	if found {
		by = list.Split(groups, -1)
	}
	for _, m := range assignment.FindAllStringSubmatch(text, -1) {
		of, _, _ := strings.Cut(m[3], ",") // without a precision
		if of == "*" {
			of = ""
		}
		columns = append(columns, aggregate{m[1], strings.ToLower(m[2]), of})
	}
	return columns, slices.Clip(by)
}
