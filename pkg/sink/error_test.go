package sink_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

func TestKindOf(t *testing.T) {
	t.Parallel()
	why := fmt.Errorf("the receiver answered 400: %w", io.ErrUnexpectedEOF)
	for name, tc := range map[string]struct {
		err   error
		kind  sink.ErrorKind
		after time.Duration
	}{
		"permanent":            {sink.Fatal(why), sink.Permanent, 0},
		"passing":              {sink.Retry(why, 0), sink.Passing, 0},
		"passing after a time": {sink.Retry(why, time.Minute), sink.Passing, time.Minute},
		"too large":            {sink.Halve(why), sink.TooLarge, 0},
		"wrapped":              {fmt.Errorf("batch 3: %w", sink.Fatal(why)), sink.Permanent, 0},
		"joined":               {errors.Join(io.EOF, sink.Retry(why, time.Second)), sink.Passing, time.Second},
		"any other":            {why, sink.Passing, 0},
		"the end of a context": {context.DeadlineExceeded, sink.Passing, 0},
		"the outermost counts": {sink.Retry(sink.Fatal(why), time.Second), sink.Passing, time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			kind, after := sink.KindOf(tc.err)
			require.Equal(t, tc.kind, kind)
			require.Equal(t, tc.after, after)
		})
	}
}

func TestErrorsKeepTheirCause(t *testing.T) {
	t.Parallel()
	why := fmt.Errorf("read the answer: %w", io.ErrUnexpectedEOF)
	for _, err := range []error{sink.Fatal(why), sink.Retry(why, time.Second), sink.Halve(why)} {
		require.EqualError(t, err, "read the answer: unexpected EOF")
		require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	}
}

func TestPayload(t *testing.T) {
	t.Parallel()
	require.Equal(t, `{"a":1}`, string(sink.Event{Body: []byte(`{"a":1}`)}.Payload()))
	require.Equal(t, "CEF:0|x", string(sink.Event{Text: "CEF:0|x"}.Payload()))
}
