package webex_test

import (
	"iter"
	"testing"

	"wxaudit/pkg/webex"
)

func TestScim(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]listCase{
		"until the total": {
			bodies: []string{`{"totalResults":3,"itemsPerPage":2,"startIndex":1,"Resources":[1,2]}`, `{"totalResults":3,"itemsPerPage":1,"startIndex":3,"Resources":[3]}`},
			want:   []int{1, 2, 3},
			asked:  []string{"count=2&startIndex=1", "count=2&startIndex=3"},
		},
		"a full last page": {
			bodies: []string{`{"totalResults":2,"Resources":[1,2]}`},
			want:   []int{1, 2},
		},
		"pages shorter than asked for": {
			bodies: []string{`{"totalResults":3,"itemsPerPage":1,"Resources":[1]}`, `{"totalResults":3,"itemsPerPage":1,"Resources":[2]}`, `{"totalResults":3,"Resources":[3]}`},
			want:   []int{1, 2, 3},
			asked:  []string{"count=2&startIndex=1", "count=2&startIndex=2", "count=2&startIndex=3"},
		},
		"a list that grows": {
			bodies: []string{`{"totalResults":3,"Resources":[1,2]}`, `{"totalResults":4,"Resources":[3,4]}`},
			want:   []int{1, 2, 3, 4},
		},
		"nobody": {
			bodies: []string{`{"totalResults":0,"Resources":[]}`},
		},
		"nobody, and no Resources": {
			bodies: []string{`{"totalResults":0}`},
		},
		"an empty page before the total": {
			bodies: []string{`{"totalResults":3,"Resources":[1,2]}`, `{"totalResults":3,"Resources":[]}`},
			want:   []int{1, 2},
			kind:   webex.Truncated, detail: "the list ended after 2 of 3 entries",
		},
		"an empty first page": {
			bodies: []string{`{"totalResults":3,"Resources":[]}`},
			kind:   webex.Truncated, detail: "the list ended after 0 of 3 entries",
		},
		"a list that shrinks": {
			bodies: []string{`{"totalResults":4,"Resources":[1,2]}`, `{"totalResults":3,"Resources":[4]}`},
			want:   []int{1, 2, 4},
			kind:   webex.Truncated, detail: "the list shrank while it was read, so that entries may have been skipped",
		},
		"more than the total": {
			bodies: []string{`{"totalResults":3,"Resources":[1,2]}`, `{"totalResults":3,"Resources":[2,3]}`},
			want:   []int{1, 2, 2, 3},
			kind:   webex.Truncated, detail: "4 entries came of a list of 3",
		},
		"nobody, and somebody": {
			bodies: []string{`{"totalResults":0,"Resources":[1]}`},
			want:   []int{1},
			kind:   webex.Truncated, detail: "1 entries came of a list of 0",
		},
		"a total that is gone": {
			bodies: []string{`{"totalResults":4,"Resources":[1,2]}`, `{"Resources":[3]}`},
			want:   []int{1, 2, 3},
			kind:   webex.Truncated, detail: "the list shrank while it was read, so that entries may have been skipped",
		},
		"a service that knows one page only": {
			bodies: []string{`{"totalResults":4,"startIndex":1,"Resources":[1,2]}`, `{"totalResults":4,"startIndex":1,"Resources":[1,2]}`},
			want:   []int{1, 2},
			kind:   webex.Truncated, detail: "the service answered with another page than it was asked for",
		},
		"no total: until an empty page, past a short one": {
			bodies: []string{`{"Resources":[1]}`, `{"Resources":[2,3]}`, `{"Resources":[]}`},
			want:   []int{1, 2, 3},
			asked:  []string{"count=2&startIndex=1", "count=2&startIndex=2", "count=2&startIndex=4"},
		},
		"no total: an empty page without Resources": {
			bodies: []string{`{"Resources":[1]}`, `{"itemsPerPage":0}`},
			want:   []int{1},
		},
		"no total: a page size of the service's own": {
			bodies: []string{`{"itemsPerPage":1,"Resources":[1]}`, `{"itemsPerPage":1,"Resources":[]}`},
			want:   []int{1},
			asked:  []string{"count=2&startIndex=1", "count=2&startIndex=2"},
		},
		"no Resources": {
			bodies: []string{`{"totalResults":3}`},
			kind:   webex.Schema, detail: "the answer has no Resources",
		},
		"no Resources and no total": {
			bodies: []string{`{}`},
			kind:   webex.Schema, detail: "the answer has no Resources",
		},
		"a total that is no number": {
			bodies: []string{`{"totalResults":"3","Resources":[1]}`},
			kind:   webex.Schema, detail: "totalResults is no number",
		},
		"a negative total": {
			bodies: []string{`{"totalResults":-1,"Resources":[1]}`},
			kind:   webex.Schema, detail: "totalResults is no number",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.judge(t, func(c *webex.Client) iter.Seq2[webex.Page[int], error] {
				return webex.Scim[int](t.Context(), c, ask(""), "Resources", 2)
			})
		})
	}
}
