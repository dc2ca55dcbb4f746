package splunk

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// said is an answer of the collector. Its text is only compared, never quoted.
type said struct {
	Text   string `json:"text"`
	Code   *int   `json:"code"`
	Number *int   `json:"invalid-event-number"`
	AckID  *int64 `json:"ackId"`
}

// verdict is what the collector says to a batch, if that is no error.
type verdict struct {
	taken  bool          // else one of the events is why not
	number int           // of the event that is why, -1 when it does not say
	words  string        // why
	ackID  *int64        // what to ask for
	after  time.Duration // leave it alone for so long
}

// slowDown is how long a collector whose queues fill up is left alone.
const slowDown = 2 * time.Second

const who = "Splunk"

var errStranger = errors.New("something answered 200 that is not the HTTP Event Collector, perhaps a sign-in page or a proxy: nothing counts as delivered; look at the address and its port")

// judge reads the answer to a batch. What says success without being the whole
// answer of a collector is none.
func (s *Sink) judge(a *post.Answer) (verdict, error) {
	answer, ok := read(a)
	if !ok || a.Status == http.StatusRequestEntityTooLarge {
		return verdict{}, s.byStatus(a)
	}
	code := *answer.Code
	known, listed := codes[code]
	err := fmt.Errorf("%s answered %s, code %d", who, a.Words(), code)
	if !listed || known.status != a.Status {
		return verdict{}, s.disagreement(a, err, listed && known.means == passing)
	}
	if known.words != "" {
		err = fmt.Errorf("%w: %s", err, known.words)
	}
	switch known.means {
	case taken:
		if !strings.EqualFold(answer.Text, "success") {
			return verdict{}, sink.Fatal(errStranger)
		}
		return verdict{taken: true, ackID: answer.AckID}, nil
	case full:
		after := s.client.After(a.Header)
		return verdict{taken: true, ackID: answer.AckID, after: max(after, slowDown)}, nil
	case passing:
		return verdict{}, sink.Retry(err, s.client.After(a.Header))
	case invalid:
		v := verdict{number: -1, words: fmt.Sprintf("%s will not take it: code %d, %s", who, code, known.words)}
		if answer.Number != nil {
			v.number = *answer.Number
		}
		return v, nil
	default:
		return verdict{}, sink.Fatal(err)
	}
}

// read is for one JSON object with a code and nothing after it.
func read(a *post.Answer) (said, bool) {
	var answer said
	if !a.Whole || json.Unmarshal(a.Body, &answer) != nil || answer.Code == nil {
		return said{}, false
	}
	return answer, true
}

// byStatus is for answers that are not in the words of a collector: of a proxy, or
// of another service. It is never nil.
func (s *Sink) byStatus(a *post.Answer) error {
	err := s.client.Classify(who, a)
	switch {
	case err == nil:
		return sink.Fatal(errStranger)
	case a.Status == http.StatusNotFound:
		return sink.Fatal(fmt.Errorf("%w: there is no HTTP Event Collector at this address; its path is %s/event", err, collector))
	default:
		return err
	}
}

// disagreement is for a status and a code that do not belong together, and for
// codes that nobody has heard of. Nothing is taken for delivered, and nothing is
// set aside: the events are kept, for another attempt when one of the two says
// that it may pass.
func (s *Sink) disagreement(a *post.Answer, err error, passes bool) error {
	kind := sink.Passing
	if c := s.client.Classify(who, a); c == nil {
		kind = sink.Permanent
	} else {
		kind, _ = sink.KindOf(c)
	}
	if passes || kind == sink.Passing {
		return sink.Retry(err, s.client.After(a.Header))
	}
	return sink.Fatal(fmt.Errorf("%w, which do not belong together: nothing counts as delivered", err))
}
