package webex_test

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestNumbered(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]listCase{
		"until the total": {
			bodies: []string{`{"meta":{"page":0,"totalPages":2,"totalRecords":3},"data":[1,2]}`, `{"meta":{"page":1,"totalRecords":3},"data":[3]}`},
			want:   []int{1, 2, 3},
			asked:  []string{"page=0&pageSize=2", "page=1&pageSize=2"},
		},
		"a full last page":    {bodies: []string{`{"meta":{"totalRecords":2},"data":[1,2]}`}, want: []int{1, 2}},
		"an empty list":       {bodies: []string{`{"meta":{"page":0,"totalPages":0,"totalRecords":0},"data":[]}`}},
		"a list that grows":   {bodies: []string{`{"meta":{"totalRecords":3},"data":[1,2]}`, `{"meta":{"totalRecords":4},"data":[3,4]}`}, want: []int{1, 2, 3, 4}},
		"pages cut short":     {bodies: []string{`{"meta":{"pageSize":1,"totalRecords":2},"data":[1]}`, `{"meta":{"totalRecords":2},"data":[2]}`}, want: []int{1, 2}},
		"no total, but pages": {bodies: []string{`{"meta":{"totalPages":2},"data":[1]}`, `{"meta":{"totalPages":2},"data":[2]}`}, want: []int{1, 2}},
		"no pages at all":     {bodies: []string{`{"meta":{"totalPages":0},"data":[]}`}},
		"no meta: until an empty page, past a short one": {
			bodies: []string{`{"data":[1]}`, `{"data":[2,3]}`, `{"data":[]}`},
			want:   []int{1, 2, 3},
			asked:  []string{"page=0&pageSize=2", "page=1&pageSize=2", "page=2&pageSize=2"},
		},
		"an empty page before the total": {
			bodies: []string{`{"meta":{"totalRecords":3},"data":[1,2]}`, `{"meta":{"totalRecords":3},"data":[]}`},
			want:   []int{1, 2}, kind: webex.Truncated, detail: "the list ended after 2 of 3 entries",
		},
		"an empty first page": {
			bodies: []string{`{"meta":{"totalRecords":1},"data":[]}`},
			kind:   webex.Truncated, detail: "the list ended after 0 of 1 entries",
		},
		"an empty page before the last": {
			bodies: []string{`{"meta":{"totalPages":3},"data":[1]}`, `{"meta":{"totalPages":3},"data":[]}`},
			want:   []int{1}, kind: webex.Truncated, detail: "page 2 of 3 is empty",
		},
		"a list that shrinks": {
			bodies: []string{`{"meta":{"totalRecords":4},"data":[1,2]}`, `{"meta":{"totalRecords":3},"data":[4]}`},
			want:   []int{1, 2, 4}, kind: webex.Truncated, detail: "the list shrank while it was read, so that entries may have been skipped",
		},
		"a total that is gone": {
			bodies: []string{`{"meta":{"totalRecords":4},"data":[1,2]}`, `{"data":[3]}`},
			want:   []int{1, 2, 3}, kind: webex.Truncated, detail: "the list shrank while it was read, so that entries may have been skipped",
		},
		"more than the total": {
			bodies: []string{`{"meta":{"totalRecords":3},"data":[1,2]}`, `{"meta":{"totalRecords":3},"data":[2,3]}`},
			want:   []int{1, 2, 2, 3}, kind: webex.Truncated, detail: "4 entries came of a list of 3",
		},
		"another page": {
			bodies: []string{`{"meta":{"page":0,"totalRecords":4},"data":[1,2]}`, `{"meta":{"page":0,"totalRecords":4},"data":[3,4]}`},
			want:   []int{1, 2}, kind: webex.Truncated, detail: "the service answered with another page than it was asked for",
		},
		"pages that are counted from one": {
			bodies: []string{`{"meta":{"page":1,"totalRecords":4},"data":[1,2]}`},
			kind:   webex.Truncated, detail: "the service answered with another page than it was asked for",
		},
		"a service that knows one page only": {
			bodies: []string{`{"meta":{"totalRecords":4},"data":[1,2]}`, `{"meta":{"totalRecords":4},"data":[1,2]}`},
			want:   []int{1, 2}, kind: webex.Truncated, detail: "the service answered with the same page twice",
		},
		"no data":                   {bodies: []string{`{"meta":{"totalRecords":0}}`}, kind: webex.Schema, detail: "the answer has no data"},
		"null data":                 {bodies: []string{`{"meta":{"totalRecords":0},"data":null}`}, kind: webex.Schema, detail: "data is null"},
		"a meta that is no object":  {bodies: []string{`{"meta":"canary","data":[1]}`}, kind: webex.Schema, detail: "the numbers in meta are none"},
		"a total that is no number": {bodies: []string{`{"meta":{"totalRecords":"canary"},"data":[1]}`}, kind: webex.Schema, detail: "the numbers in meta are none"},
		"a negative page":           {bodies: []string{`{"meta":{"page":-1},"data":[1]}`}, kind: webex.Schema, detail: "the numbers in meta are none"},
		"a bare list":               {bodies: []string{`[1,2]`}, kind: webex.Schema, detail: "the answer is of another type than documented"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.judge(t, func(c *webex.Client) iter.Seq2[webex.Page[int], error] {
				return webex.Numbered[int](t.Context(), c, ask(""), "data", 2)
			})
		})
	}
}

func TestNumberedFailsLikeLinked(t *testing.T) {
	t.Parallel()
	for _, broken := range []page{{status: 403}, {status: 404}, {status: 503}, {body: `<html>`}, {body: `{"data":[1`}, {body: ``}} {
		l := &listing{pages: []page{{body: `{"meta":{"totalRecords":4},"data":[1,2]}`}, broken}}
		got, err := read(t, webex.Numbered[int](t.Context(), l.client(), ask(""), "data", 2))
		require.Equal(t, webex.Truncated, failure(t, err).Kind)
		require.Contains(t, failure(t, err).Detail, "page 2 of the list could not be read")
		require.Equal(t, []int{1, 2}, got)

		l = &listing{pages: []page{broken}}
		_, err = read(t, webex.Numbered[int](t.Context(), l.client(), ask(""), "data", 2))
		require.NotEqual(t, webex.Truncated, failure(t, err).Kind)
	}
}

func TestNumberedEndsAListThatHasNoEnd(t *testing.T) {
	t.Parallel()
	n := 0
	c := webex.New(webex.Options{Exchanger: exchangeFunc(func(context.Context, webex.Request) (*webex.Response, error) {
		n++
		return &webex.Response{Status: 200, Body: fmt.Appendf(nil, `{"data":[%d]}`, n)}, nil
	})})
	_, err := read(t, webex.Numbered[int](t.Context(), c, ask(""), "data", 1))
	require.Equal(t, webex.Truncated, failure(t, err).Kind)
	require.Equal(t, 10_000, n)
}

// FuzzNumbered insists that whatever two pages say, a list without an error has
// every entry that its last page counted.
func FuzzNumbered(f *testing.F) {
	f.Add([]byte(`{"meta":{"page":0,"totalPages":2,"totalRecords":3},"data":[1,2]}`), []byte(`{"meta":{"page":1,"totalRecords":3},"data":[3]}`))
	f.Add([]byte(`{"data":[1]}`), []byte(`{"data":[]}`))
	f.Add([]byte(`{"meta":{"totalRecords":1e3},"data":[]}`), []byte(`{"meta":null,"data":[null]}`))
	f.Fuzz(func(t *testing.T, first, second []byte) {
		l := &listing{pages: []page{{body: string(first)}, {body: string(second)}, {body: `{"data":[]}`}}}
		var err error
		n := 0
		for p, e := range webex.Numbered[any](t.Context(), l.client(), ask(""), "data", 2) {
			require.NoError(t, err, "yielded after an error")
			n, err = n+len(p.Items), e
		}
		if err != nil {
			failure(t, err)
			return
		}
		last := map[string]map[string]json.RawMessage{}
		_ = json.Unmarshal([]byte(l.pages[len(l.asked)-1].body), &last) // data is no object, and fails
		var total *int
		if json.Unmarshal(last["meta"]["totalRecords"], &total) == nil && total != nil {
			require.Equal(t, *total, n)
		}
	})
}
