package elastic

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

const who = "the cluster"

var (
	errStranger = errors.New("something answered 200 that is not a bulk interface, perhaps a sign-in page or a proxy: nothing counts as delivered; look at the address and its port")
	errNoItems  = errors.New("the cluster answered 200 without saying what became of any event: nothing counts as delivered; perhaps it cannot read gzip, then turn compression off")
	errMismatch = errors.New("the answer of the cluster is not about the events that were sent: nothing counts as delivered")
)

// item is what the cluster says of one document. The reason of an error may quote
// the document, so there is no field for it.
type item struct {
	ID           string   `json:"_id"`
	Status       int      `json:"status"`
	Error        *problem `json:"error"`
	FailureStore string   `json:"failure_store"`
}

type problem struct {
	Type string `json:"type"`
}

// UnmarshalJSON takes an error that is no object, which some old versions have, as
// one without a type.
func (p *problem) UnmarshalJSON(b []byte) error {
	var full struct {
		Type string `json:"type"`
	}
	_ = json.Unmarshal(b, &full) // what is no object has no type
	p.Type = full.Type
	return nil
}

// whole judges the status of the answer.
func (s *Sink) whole(a *post.Answer) error {
	err := s.client.Classify(who, a)
	hint := ""
	switch a.Status {
	case http.StatusOK:
		return nil
	case http.StatusBadRequest, http.StatusNotAcceptable, http.StatusUnsupportedMediaType:
		hint = "does it read gzip? compress: false turns it off"
	case http.StatusUnauthorized:
		hint = "the API key or password is missing or not valid"
	case http.StatusForbidden:
		hint = "the API key or user lacks the privilege create_doc or auto_configure for the data stream"
	case http.StatusNotFound, http.StatusMethodNotAllowed:
		hint = "is that the address of a cluster, and is there such a data stream?"
	default:
		if err == nil {
			return sink.Fatal(fmt.Errorf("%s answered %s, which a bulk interface never does: nothing counts as delivered", who, a.Words()))
		}
		return err
	}
	return sink.Fatal(fmt.Errorf("%w: %s", err, hint))
}

// read gives the items of an answer that is all there.
func read(a *post.Answer) ([]item, error) {
	var answer struct {
		Errors *bool                        `json:"errors"`
		Items  []map[string]json.RawMessage `json:"items"`
	}
	if !a.Whole || json.Unmarshal(a.Body, &answer) != nil || answer.Errors == nil || answer.Items == nil {
		return nil, errStranger
	}
	if len(answer.Items) == 0 {
		return nil, errNoItems
	}
	items := make([]item, len(answer.Items))
	failed := false
	for i, actions := range answer.Items {
		said, ok := actions["create"]
		if !ok || len(actions) != 1 || json.Unmarshal(said, &items[i]) != nil {
			return nil, errMismatch
		}
		failed = failed || items[i].Error != nil || items[i].Status >= 300
	}
	if failed != *answer.Errors {
		return nil, fmt.Errorf("%w: it contradicts itself", errMismatch)
	}
	return items, nil
}
