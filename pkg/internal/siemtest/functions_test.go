package siemtest_test

import (
	"fmt"
	"strconv"
)

// call computes the functions of all three languages, by their names in small
// letters.
func (p *parser) call(name string) (any, error) {
	var args []any
	for !p.next(")") {
		v, err := p.either()
		if err != nil {
			return nil, err
		}
		args = append(args, v)
		p.next(",")
	}
	now := float64(p.l.now.Unix())
	switch {
	case name == "now" && len(args) == 0:
		return now, nil
	case name == "ago" && len(args) == 1:
		return now - args[0].(float64), nil
	case name == "relative_time" && len(args) == 2:
		text := args[1].(string) // such as -26h
		n, err := strconv.ParseFloat(text[:len(text)-1], 64)
		return args[0].(float64) + n*seconds[text[len(text)-1:]], err
	case name == "ingestion_time" && len(args) == 0:
		return p.row["_indextime"], nil
	case (name == "tolong" || name == "toint") && len(args) == 1:
		if text, ok := args[0].(string); ok {
			n, err := strconv.ParseFloat(text, 64)
			if err != nil {
				return nil, nil
			}
			return n, nil
		}
		return args[0], nil
	case name == "isnull" && len(args) == 1:
		return args[0] == nil, nil
	}
	return nil, fmt.Errorf("%s is a function that the tests do not know", name)
}
