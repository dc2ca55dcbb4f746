package splunk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"time"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// newChannel makes a random UUID (RFC 9562, section 5.4). The numbers of
// acknowledgements count within a channel.
func newChannel(random io.Reader) (string, error) {
	if random == nil {
		return "", errors.New("a source of random numbers is missing")
	}
	var b [16]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("name a channel: %w", err)
	}
	b[6], b[8] = b[6]&0x0f|0x40, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:]), nil
}

// confirm waits until the collector says that a batch is indexed. It says so once.
// Questions that fail are asked again, because the batch may have arrived; after
// a while it counts as lost. The next batch then gets a new channel, so that an
// answer to an old number is never taken for one to a new batch.
func (s *Sink) confirm(ctx context.Context, id int64) error {
	lost := time.NewTimer(s.lost)
	defer lost.Stop()
	asked := time.Duration(0) // how long the collector wants to be left alone
	for wait := s.poll / 10; ; wait = min(2*wait, s.poll) {
		next := time.NewTimer(max(wait, asked))
		select {
		case <-ctx.Done():
			next.Stop()
			return sink.Retry(ctx.Err(), 0)
		case <-lost.C:
			next.Stop()
			return s.giveUp()
		case <-next.C:
		}
		indexed, err := s.ask(ctx, id)
		switch kind, after := sink.KindOf(err); {
		case indexed:
			return nil
		case err != nil && kind != sink.Passing:
			return err
		default:
			asked = after
		}
	}
}

func (s *Sink) giveUp() error {
	channel, err := newChannel(s.random)
	if err != nil {
		return sink.Fatal(err)
	}
	s.channel = channel
	return sink.Retry(fmt.Errorf("%s did not say within %s that the events are indexed; they count as lost", who, s.lost), 0)
}

// ask says whether a batch is indexed. False may also mean that the collector has
// forgotten it.
func (s *Sink) ask(ctx context.Context, id int64) (bool, error) {
	number := strconv.FormatInt(id, 10)
	answer, err := s.do(ctx, post.Request{
		Path: s.ackPath, Query: url.Values{"channel": {s.channel}},
		ContentType: "application/json", Header: s.header(), Body: []byte(`{"acks":[` + number + `]}`),
	})
	if err != nil {
		return false, err
	}
	var said struct {
		Acks map[string]bool `json:"acks"`
	}
	if answer.Status == 200 && answer.Whole && json.Unmarshal(answer.Body, &said) == nil && said.Acks != nil {
		return said.Acks[number], nil
	}
	v, err := s.judge(answer)
	if err == nil { // an answer for a batch of events, to a question that was none
		err = sink.Fatal(fmt.Errorf("%s answered %s without acknowledgements; %s", who, answer.Words(), v.words))
	}
	return false, err
}
