package splunk

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// Send offers the events in one request. When the collector says that one of them
// is why it takes none, parts of them follow, until each event was taken or was
// refused when it was alone: the number that the collector gives is a hint where
// to look, and no proof. So some events may arrive twice.
func (s *Sink) Send(ctx context.Context, b sink.Batch) (sink.Result, error) {
	lines, result := s.lines(b.Events)
	var all []int
	size := 0
	for i, line := range lines {
		if line != nil {
			all = append(all, i)
			size += len(line)
		}
	}
	if size > maxBytes && len(all) > 1 {
		return sink.Result{}, sink.Halve(fmt.Errorf("the batch has %d bytes, more than %s should get at once", size, who))
	}
	if len(all) == 0 {
		return result, nil
	}
	return s.divide(ctx, lines, all, result)
}

// lines encodes the events; an event that cannot be sent has no line.
func (s *Sink) lines(events []sink.Event) ([][]byte, sink.Result) {
	var result sink.Result
	lines := make([][]byte, len(events))
	size := 0
	for _, e := range events {
		size += len(e.Body) + len(e.Text) + envelope + len(s.origin)
	}
	all := make([]byte, 0, size)
	for i, e := range events {
		from := len(all)
		var reason string
		if all, reason = s.encode(all, e); reason != "" {
			result.Rejected = append(result.Rejected, sink.Rejection{Index: i, Reason: reason})
			continue
		}
		lines[i] = all[from:len(all):len(all)]
	}
	return lines, result
}

func (s *Sink) divide(ctx context.Context, lines [][]byte, all []int, result sink.Result) (sink.Result, error) {
	parts := [][]int{all} // the last comes next
	progress, suspect := false, -1
	for requests := 0; len(parts) > 0; requests++ {
		part := parts[len(parts)-1]
		var v verdict
		var err error
		if requests == maxRequests {
			err = sink.Retry(errors.New("too many events are refused"), 0)
		} else {
			v, err = s.offer(ctx, lines, part)
		}
		if !s.works && (s.refused >= sink.Doubtful || requests == maxRequests) {
			return sink.Result{}, sink.Fatal(fmt.Errorf("%s refuses every event, which is more likely a matter of the settings than of the events", who))
		}
		if err != nil {
			kind, after := sink.KindOf(err)
			if kind == sink.Permanent || !progress {
				return sink.Result{}, err
			}
			for i := len(parts) - 1; i >= 0; i-- { // what is known by now counts
				result.Again = append(result.Again, parts[i]...)
			}
			result.After = max(result.After, after)
			return result, nil
		}
		parts = parts[:len(parts)-1]
		switch {
		case v.taken:
			progress = true
			result.After = max(result.After, v.after)
			s.astray = s.astray || len(part) == 1 && part[0] == suspect
		case len(part) == 1:
			progress = true
			result.Rejected = append(result.Rejected, sink.Rejection{Index: part[0], Reason: v.words})
		default:
			var named bool
			if parts, named = s.split(parts, part, v.number); named {
				suspect = part[v.number]
			}
		}
	}
	return result, nil
}

// split adds what to offer next to parts, the last first, and says whether it is
// by the number of an event, which counts from 0.
func (s *Sink) split(parts [][]int, part []int, number int) (_ [][]int, named bool) {
	if number < 0 || number >= len(part) || s.astray {
		middle := len(part) / 2
		return append(parts, part[middle:], part[:middle]), false
	}
	if rest := slices.Concat(part[:number], part[number+1:]); len(rest) > 0 {
		parts = append(parts, rest)
	}
	return append(parts, []int{part[number]}), true
}

// offer sends the events with these indexes. A single event that is refused is
// offered once more without compression: what cannot read that says the same as
// to a broken event.
func (s *Sink) offer(ctx context.Context, lines [][]byte, part []int) (verdict, error) {
	size := 0
	for _, i := range part {
		size += len(lines[i])
	}
	body := make([]byte, 0, size)
	for _, i := range part {
		body = append(body, lines[i]...)
	}
	v, err := s.request(ctx, body, s.plain)
	if err != nil || v.taken || len(part) > 1 {
		return v, err
	}
	if !s.plain {
		again, err := s.request(ctx, body, true)
		if err != nil || again.taken {
			s.plain = err == nil
			return again, err
		}
		v = again
	}
	if !s.works {
		s.refused++
	}
	return v, nil
}

func (s *Sink) request(ctx context.Context, body []byte, plain bool) (verdict, error) {
	answer, err := s.do(ctx, post.Request{ContentType: "application/json", Header: s.header(), Body: body, Gzip: !plain})
	if err != nil {
		return verdict{}, err
	}
	v, err := s.judge(answer)
	if err != nil || !v.taken {
		return v, err
	}
	s.works = true
	switch {
	case s.mode == Off:
	case v.ackID != nil:
		err = s.confirm(ctx, *v.ackID)
	case s.mode == Require:
		err = sink.Fatal(fmt.Errorf("%s took the events without indexer acknowledgement, which the option acknowledgement requires: turn it on for the token", who))
	}
	if err != nil {
		return verdict{}, err
	}
	return v, nil
}
