package splunk

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// still gives a sink whose collector answers without a network.
func still(t *testing.T, r *receivertest.Splunk, o Options) *Sink {
	o.URL = "https://splunk.example:8088"
	s := open(t, o)
	s.do = direct(r.Handler())
	return s
}

func TestAcknowledgements(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		mode    string
		offers  bool
		arrives bool
		kind    sink.ErrorKind
		want    string
	}{
		"auto and offered":            {"", true, true, 0, ""},
		"auto and not offered":        {Auto, false, true, 0, ""},
		"required and offered":        {Require, true, true, 0, ""},
		"required and not offered":    {Require, false, true, sink.Permanent, "which the option acknowledgement requires"},
		"off and not offered":         {Off, false, true, 0, ""},
		"off although the token does": {Off, true, false, sink.Permanent, "code 10"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, r := started(t, receivertest.SplunkOptions{Acknowledge: tc.offers, Polls: 2}, Options{Acknowledgement: tc.mode, PollEvery: time.Millisecond})
			result, err := s.Send(t.Context(), receivertest.Batch(events(5)))
			if tc.want != "" {
				fails(t, err, tc.kind, tc.want)
			} else {
				require.NoError(t, err)
				require.Empty(t, result)
			}
			require.Equal(t, tc.arrives, len(r.Arrived()) == 5)
		})
	}
}

func TestQuestionsComeLessAndLessOften(t *testing.T) {
	t.Parallel()
	r := receivertest.NewSplunk(t, receivertest.SplunkOptions{Token: canary, Acknowledge: true, Polls: 6})
	synctest.Test(t, func(t *testing.T) {
		s := still(t, r, Options{})
		start := time.Now()
		var asked []time.Duration
		do := s.do
		s.do = func(ctx context.Context, q post.Request) (*post.Answer, error) {
			if q.Path != "" {
				asked = append(asked, time.Since(start))
			}
			return do(ctx, q)
		}
		result, err := s.Send(t.Context(), receivertest.Batch(events(3)))
		require.NoError(t, err)
		require.Empty(t, result)
		require.Equal(t, []time.Duration{
			1 * time.Second, 3 * time.Second, 7 * time.Second, 15 * time.Second, 25 * time.Second, 35 * time.Second, 45 * time.Second,
		}, asked)
	})
	require.Len(t, r.Arrived(), 3)
	require.Empty(t, r.Complaints())
}

func TestALostBatchIsSentAgainOnANewChannel(t *testing.T) {
	t.Parallel()
	r := receivertest.NewSplunk(t, receivertest.SplunkOptions{Token: canary, Acknowledge: true, LoseAck: func(batch int) bool { return batch == 0 }})
	synctest.Test(t, func(t *testing.T) {
		s := still(t, r, Options{})
		start, channel := time.Now(), s.channel
		result, err := s.Send(t.Context(), receivertest.Batch(events(3)))
		fails(t, err, sink.Passing, "did not say within 5m0s that the events are indexed")
		require.Empty(t, result)
		require.Equal(t, 5*time.Minute, time.Since(start))
		require.Empty(t, r.Arrived())
		require.NotEqual(t, channel, s.channel)

		_, err = s.Send(t.Context(), receivertest.Batch(events(3)))
		require.NoError(t, err)
	})
	require.Len(t, r.Arrived(), 3)
}

// While a batch is not confirmed, a question that fails is asked again.
func TestQuestionsThatFail(t *testing.T) {
	t.Parallel()
	const yes = `{"acks":{"0":true}}`
	for name, tc := range map[string]struct {
		status int
		header http.Header
		body   string
		fault  error
		kind   sink.ErrorKind
		want   string
		second time.Duration // when it asks again, if it does
	}{
		"not yet":              {status: 200, body: `{"acks":{"0":false}}`, second: 3 * time.Second},
		"about another":        {status: 200, body: `{"acks":{"1":true}}`, second: 3 * time.Second},
		"about none":           {status: 200, body: `{"acks":{}}`, second: 3 * time.Second},
		"busy":                 {status: 503, body: `{"text":"Server is busy","code":9}`, second: 3 * time.Second},
		"busy for a while":     {status: 503, header: http.Header{"Retry-After": {"60"}}, body: `{"text":"Server is busy","code":9}`, second: 61 * time.Second},
		"a balancer":           {status: 502, body: "<html>", second: 3 * time.Second},
		"the network":          {fault: sink.Retry(errors.New("cut"), 0), second: 3 * time.Second},
		"too long to leave":    {status: 429, header: http.Header{"Retry-After": {"3600"}}, kind: sink.Passing, want: "did not say within"},
		"a page":               {status: 200, body: "<html>" + canary, kind: sink.Permanent, want: "not the HTTP Event Collector"},
		"a number for a truth": {status: 200, body: `{"acks":{"0":1}}`, kind: sink.Permanent, want: "not the HTTP Event Collector"},
		"success":              {status: 200, body: `{"text":"Success","code":0}`, kind: sink.Permanent, want: "without acknowledgements"},
		"a refused format":     {status: 400, body: `{"text":"x","code":6}`, kind: sink.Permanent, want: "code 6"},
		"turned off":           {status: 400, body: `{"text":"x","code":14}`, kind: sink.Permanent, want: "turned off"},
		"the token":            {status: 403, body: `{"text":"x","code":4}`, kind: sink.Permanent, want: "the token is not valid"},
		"a certificate":        {fault: sink.Fatal(errors.New("not trusted")), kind: sink.Permanent, want: "not trusted"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				s := open(t, Options{URL: "https://splunk.example"})
				start, asked := time.Now(), 0
				var second time.Duration
				s.do = func(_ context.Context, q post.Request) (*post.Answer, error) {
					answer := &post.Answer{Status: 200, Body: []byte(`{"text":"Success","code":0,"ackId":0}`), Whole: true}
					if q.Path == "" {
						return answer, nil
					}
					require.Equal(t, "/services/collector/ack", q.Path)
					require.Equal(t, s.channel, q.Query.Get("channel"))
					require.Equal(t, s.channel, q.Header.Get("X-Splunk-Request-Channel"))
					require.JSONEq(t, `{"acks":[0]}`, string(q.Body))
					if asked++; asked == 2 {
						second = time.Since(start)
						answer.Body = []byte(yes)
						return answer, nil
					}
					answer.Status, answer.Header, answer.Body = tc.status, tc.header, []byte(tc.body)
					return answer, tc.fault
				}
				_, err := s.Send(t.Context(), receivertest.Batch(events(1)))
				if tc.want != "" {
					fails(t, err, tc.kind, tc.want)
					return
				}
				require.NoError(t, err)
				require.Equal(t, tc.second, second)
			})
		})
	}
}

func TestWaitingEndsWithTheContext(t *testing.T) {
	t.Parallel()
	r := receivertest.NewSplunk(t, receivertest.SplunkOptions{Token: canary, Acknowledge: true, Polls: 1000})
	synctest.Test(t, func(t *testing.T) {
		s := still(t, r, Options{})
		ctx, cancel := context.WithTimeout(t.Context(), 42*time.Second)
		defer cancel()
		start := time.Now()
		_, err := s.Send(ctx, receivertest.Batch(events(1)))
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.Equal(t, 42*time.Second, time.Since(start))
	})
}

func TestAChannelIsAUUID(t *testing.T) {
	t.Parallel()
	channel, err := newChannel(strings.NewReader(strings.Repeat("\xff", 16)))
	require.NoError(t, err)
	require.Equal(t, "ffffffff-ffff-4fff-bfff-ffffffffffff", channel)
	_, err = newChannel(strings.NewReader("short"))
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)

	o := options(Options{URL: "https://splunk.example"})
	o.Random = nil
	_, err = New(o)
	require.ErrorContains(t, err, "random")
	o.Acknowledgement = Off
	s, err := New(o)
	require.NoError(t, err)
	require.Empty(t, s.header().Get("X-Splunk-Request-Channel"))
}
