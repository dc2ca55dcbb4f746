package check

import (
	"fmt"
	"strings"
)

// InWords writes the value of a parameter as a person would: a list with
// semicolons, because its entries may hold commas, and none as empty.
func InWords(v any) string {
	list, ok := v.([]string)
	switch {
	case !ok:
		return fmt.Sprint(v)
	case len(list) == 0:
		return "empty"
	default:
		return strings.Join(list, "; ")
	}
}
