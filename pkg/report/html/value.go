package htmlreport

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/report"
)

// How much of a text is shown, in characters. The messages of a report have at
// most 2,000; the escapes of what is not printable are longer.
const (
	maxName    = 160
	maxSummary = 400
	maxText    = 9000
)

// full shows a whole text.
func full(s string) string { return report.Harmless(s, maxText) }

// value shows what was judged or set. A report that was read back from its JSON
// has other Go types for the same value.
func value(v any) string {
	switch v := v.(type) {
	case nil:
		return "absent"
	case string:
		if v == "" {
			return "empty"
		}
		return full(v)
	case bool:
		return strconv.FormatBool(v)
	case int:
		return strconv.Itoa(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case json.Number:
		return full(v.String())
	case []string:
		return listed(v)
	case []any:
		words := make([]string, 0, len(v))
		for _, x := range v {
			words = append(words, value(x))
		}
		return listed(words)
	default:
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(v); err != nil {
			return "(a value that JSON cannot hold)"
		}
		return full(strings.TrimSuffix(b.String(), "\n"))
	}
}

func listed(words []string) string {
	if len(words) == 0 {
		return "none"
	}
	return full(strings.Join(words, "; "))
}

// stamp is a moment for people and for programs; empty when it is not known.
type stamp struct{ ISO, Text string }

func at(t time.Time) stamp {
	if t.IsZero() {
		return stamp{}
	}
	t = t.UTC()
	return stamp{t.Format(time.RFC3339), t.Format("2006-01-02 15:04 UTC")}
}

// ago says how old something is, in words that fit its age.
func ago(days int) string {
	switch {
	case days >= 730:
		return fmt.Sprintf("%d years old", days/365)
	case days >= 60:
		return fmt.Sprintf("%d months old", days/30)
	default:
		return check.Count(days, "day") + " old"
	}
}
