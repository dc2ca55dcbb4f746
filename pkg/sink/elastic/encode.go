package elastic

import (
	"bytes"
	"encoding/json"

	"wxaudit/pkg/sink"
)

// encode writes two lines for each event, and gives the indexes of the events that
// are in the body. A document with a line break in it would be read as an action,
// so it is refused here.
func encode(events []sink.Event) (body []byte, sent []int, result sink.Result) {
	size := 0
	for _, e := range events {
		size += len(e.Body) + len(e.ID) + 32
	}
	body = make([]byte, 0, size)
	for i, e := range events {
		if reason := unfit(e); reason != "" {
			result.Rejected = append(result.Rejected, sink.Rejection{Index: i, Reason: reason})
			continue
		}
		id, err := json.Marshal(e.ID)
		if err != nil {
			panic(err) // every string can be written
		}
		body = append(append(append(body, `{"create":{"_id":`...), id...), "}}\n"...)
		body = append(append(body, e.Body...), '\n')
		sent = append(sent, i)
	}
	return body, sent, result
}

func unfit(e sink.Event) string {
	switch {
	case !bytes.HasPrefix(e.Body, []byte("{")) || bytes.ContainsAny(e.Body, "\r\n") || !json.Valid(e.Body):
		return "it is no JSON object on one line"
	case e.ID == "" || len(e.ID) > maxID:
		return "its id is empty or too long"
	default:
		return ""
	}
}
