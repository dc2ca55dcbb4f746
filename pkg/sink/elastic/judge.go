package elastic

import (
	"fmt"
	"net/http"
	"strings"

	"wxaudit/pkg/sink"
)

// settings are types of errors with status 400 that are about the data stream and
// not about a document.
var settings = map[string]bool{
	"index_closed_exception":           true,
	"invalid_index_name_exception":     true,
	"invalid_alias_name_exception":     true,
	"index_template_missing_exception": true,
}

// judge adds to the result what the answer says of each event that was sent. The
// error is about all of them.
func (s *Sink) judge(items []item, sent []int, events []sink.Event, result *sink.Result) error {
	if len(items) != len(sent) {
		return sink.Fatal(fmt.Errorf("%w: %d events, %d answers", errMismatch, len(sent), len(items)))
	}
	for i, index := range sent {
		if items[i].ID != events[index].ID {
			return sink.Fatal(fmt.Errorf("%w: another id, or another order", errMismatch))
		}
	}
	refused := 0
	for i, index := range sent {
		switch fate, why := items[i].fate(); fate {
		case there:
			s.works = true
		case later:
			result.Again = append(result.Again, index)
		case never:
			refused++
			s.refused++
			result.Rejected = append(result.Rejected, sink.Rejection{Index: index, Reason: why})
		default:
			return sink.Fatal(fmt.Errorf("%s refused an event: %s", who, why))
		}
	}
	if refused > 0 && s.refused >= sink.Doubtful && !s.works {
		return sink.Fatal(fmt.Errorf("%s refuses every event, which is more likely a matter of its settings than of the events; the first: %s",
			who, result.Rejected[len(result.Rejected)-refused].Reason))
	}
	return nil
}

// fate is what becomes of one event.
type fate int

const (
	stuck fate = iota // a person must act
	there             // the cluster has it
	later
	never
)

// fate reads one item; why is for what is stuck or never taken.
func (it item) fate() (f fate, why string) {
	kind := ""
	if it.Error != nil {
		kind = name(it.Error.Type)
	}
	why = strings.TrimSuffix(fmt.Sprintf("%d %s", it.Status, kind), " ")
	switch {
	case it.Status == http.StatusOK || it.Status == http.StatusCreated:
		return it.stored()
	case it.Status == http.StatusConflict && (kind == "" || kind == "version_conflict_engine_exception"):
		return there, ""
	case it.Status == http.StatusConflict, it.Status == http.StatusRequestTimeout, it.Status == http.StatusTooManyRequests, it.Status >= 500:
		return later, ""
	case it.Status == http.StatusUnauthorized, it.Status == http.StatusForbidden:
		return stuck, why + "; the API key or user lacks a privilege, or the data stream is blocked"
	case it.Status == http.StatusNotFound:
		return stuck, why + "; there is no such data stream, and none is made for this name"
	case it.Status == http.StatusBadRequest && settings[kind]:
		return stuck, why + "; that is a matter of the data stream"
	case it.Status >= 400 && it.Status <= 499:
		return never, "the cluster will not take it: " + why
	default:
		return stuck, why + ", which a bulk interface never answers"
	}
}

// stored is for what the cluster says it has. A failure store has it beside the
// data stream, where no rule looks.
func (it item) stored() (fate, string) {
	switch {
	case it.Error != nil:
		return stuck, "its status says that it was stored, and its error that it was not"
	case it.FailureStore == "used":
		return never, "the cluster has put it into the failure store of the data stream"
	default:
		return there, ""
	}
}

// name keeps the type of an error when it looks like one: a receiver could write
// anything there.
func name(kind string) string {
	if kind == "" || len(kind) > 80 || strings.Trim(kind, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" {
		return ""
	}
	return kind
}
