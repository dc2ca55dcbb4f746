package elastic

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/receivertest"
	"wxaudit/pkg/sink"
	"wxaudit/pkg/sink/post"
)

// two is the answer for two events, of which the second has this item.
func two(failed bool, second string) string {
	all := events(2)
	second = strings.ReplaceAll(second, "ID", all[1].ID)
	return fmt.Sprintf(`{"took":3,"errors":%t,"items":[{"create":{"_index":"i","_id":%q,"status":201}},%s]}`, failed, all[0].ID, second)
}

func item1(status int, kind string) string {
	if kind == "" {
		return fmt.Sprintf(`{"create":{"_index":"i","_id":"ID","status":%d}}`, status)
	}
	return fmt.Sprintf(`{"create":{"_index":"i","_id":"ID","status":%d,"error":{"type":%q,"reason":"Preview of field's value: '%s'"}}}`, status, kind, canary)
}

func TestItems(t *testing.T) {
	t.Parallel()
	taken := sink.Result{After: 4 * time.Second}
	again := sink.Result{After: 4 * time.Second, Again: []int{1}}
	never := func(reason string) sink.Result {
		return sink.Result{After: 4 * time.Second, Rejected: []sink.Rejection{{Index: 1, Reason: reason}}}
	}
	for name, tc := range map[string]struct {
		failed bool
		item   string
		result sink.Result
		want   string // of a Permanent error
	}{
		"created":                 {false, item1(201, ""), taken, ""},
		"ok":                      {false, item1(200, ""), taken, ""},
		"there already":           {true, item1(409, "version_conflict_engine_exception"), taken, ""},
		"there, without a type":   {true, item1(409, ""), taken, ""},
		"another conflict":        {true, item1(409, "resource_already_exists_exception"), again, ""},
		"too much to do":          {true, item1(429, "es_rejected_execution_exception"), again, ""},
		"disk full":               {true, item1(429, "cluster_block_exception"), again, ""},
		"unavailable":             {true, item1(503, "unavailable_shards_exception"), again, ""},
		"internal":                {true, item1(500, "exception"), again, ""},
		"slow":                    {true, item1(408, ""), again, ""},
		"mapping":                 {true, item1(400, "mapper_parsing_exception"), never("the cluster will not take it: 400 mapper_parsing_exception"), ""},
		"document":                {true, item1(400, "document_parsing_exception"), never("the cluster will not take it: 400 document_parsing_exception"), ""},
		"strict mapping":          {true, item1(400, "strict_dynamic_mapping_exception"), never("the cluster will not take it: 400 strict_dynamic_mapping_exception"), ""},
		"a type that is a text":   {true, item1(400, "Failed on "+canary), never("the cluster will not take it: 400"), ""},
		"an error that is a text": {true, `{"create":{"_id":"ID","status":400,"error":"` + canary + `"}}`, never("the cluster will not take it: 400"), ""},
		"too large":               {true, item1(413, "x"), never("the cluster will not take it: 413 x"), ""},
		"failure store":           {false, `{"create":{"_id":"ID","status":201,"failure_store":"used"}}`, never("the cluster has put it into the failure store of the data stream"), ""},
		"no failure store":        {false, `{"create":{"_id":"ID","status":201,"failure_store":"not_applicable_or_unknown"}}`, taken, ""},
		"an error that is null":   {false, `{"create":{"_id":"ID","status":201,"error":null}}`, taken, ""},

		"unauthorised":             {true, item1(401, "security_exception"), sink.Result{}, "401 security_exception; the API key or user lacks a privilege"},
		"forbidden":                {true, item1(403, "security_exception"), sink.Result{}, "403 security_exception; the API key or user lacks a privilege"},
		"no data stream":           {true, item1(404, "index_not_found_exception"), sink.Result{}, "404 index_not_found_exception; there is no such data stream"},
		"closed":                   {true, item1(400, "index_closed_exception"), sink.Result{}, "a matter of the data stream"},
		"a status that is none":    {false, item1(0, ""), sink.Result{}, "never answers"},
		"a redirect":               {true, item1(302, ""), sink.Result{}, "never answers"},
		"accepted":                 {false, item1(202, ""), sink.Result{}, "never answers"},
		"stored and not stored":    {true, item1(201, "x"), sink.Result{}, "its error that it was not"},
		"errors without one":       {true, item1(201, ""), sink.Result{}, "contradicts itself"},
		"an error without errors":  {false, item1(400, "x"), sink.Result{}, "contradicts itself"},
		"a failure without errors": {false, item1(429, ""), sink.Result{}, "contradicts itself"},
		"another id":               {false, `{"create":{"_id":"x","status":201}}`, sink.Result{}, "another id, or another order"},
		"no id":                    {false, `{"create":{"status":201}}`, sink.Result{}, "another id, or another order"},
		"another action":           {false, `{"index":{"_id":"ID","status":201}}`, sink.Result{}, "not about the events"},
		"two actions":              {false, `{"create":{"_id":"ID","status":201},"index":{}}`, sink.Result{}, "not about the events"},
		"no action":                {false, `{}`, sink.Result{}, "not about the events"},
		"a status that is a text":  {false, `{"create":{"_id":"ID","status":"201"}}`, sink.Result{}, "not about the events"},
		"an item that is null":     {false, `null`, sink.Result{}, "not about the events"},
		"an item more":             {false, item1(201, "") + "," + item1(201, ""), sink.Result{}, "2 events, 3 answers"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := saying(t, 200, http.Header{"Retry-After": {"4"}}, two(tc.failed, tc.item))
			result, err := s.Send(t.Context(), receivertest.Batch(events(2)))
			if tc.want != "" {
				fails(t, err, sink.Permanent, tc.want)
				require.Empty(t, result)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tc.result, result)
		})
	}
}

func TestWholeAnswers(t *testing.T) {
	t.Parallel()
	swapped := events(2)
	order := fmt.Sprintf(`{"errors":false,"items":[{"create":{"_id":%q,"status":201}},{"create":{"_id":%q,"status":201}}]}`, swapped[1].ID, swapped[0].ID)
	one := fmt.Sprintf(`{"errors":false,"items":[{"create":{"_id":%q,"status":201}}]}`, swapped[0].ID)
	for name, tc := range map[string]struct {
		status int
		body   string
		kind   sink.ErrorKind
		want   string
	}{
		"gzip ignored":        {200, `{"took":0,"errors":false,"items":[]}`, sink.Permanent, "perhaps it cannot read gzip"},
		"one too few":         {200, one, sink.Permanent, "2 events, 1 answers"},
		"another order":       {200, order, sink.Permanent, "another order"},
		"no items":            {200, `{"took":0,"errors":false}`, sink.Permanent, "not a bulk interface"},
		"items that are null": {200, `{"took":0,"errors":false,"items":null}`, sink.Permanent, "not a bulk interface"},
		"no errors":           {200, `{"took":0,"items":[]}`, sink.Permanent, "not a bulk interface"},
		"a page":              {200, "<html>" + canary, sink.Permanent, "not a bulk interface"},
		"nothing":             {200, "", sink.Permanent, "not a bulk interface"},
		"cut":                 {200, two(false, item1(201, ""))[:80], sink.Permanent, "not a bulk interface"},
		"more after it":       {200, two(false, item1(201, "")) + "x", sink.Permanent, "not a bulk interface"},
		"a list":              {200, "[]", sink.Permanent, "not a bulk interface"},
		"created":             {201, two(false, item1(201, "")), sink.Permanent, "which a bulk interface never does"},
		"accepted":            {202, canary, sink.Permanent, "which a bulk interface never does"},
		"no content":          {204, "", sink.Permanent, "which a bulk interface never does"},
		"elsewhere":           {302, canary, sink.Permanent, "redirects are not followed"},
		"bad request":         {400, canary, sink.Permanent, "does it read gzip?"},
		"unauthorised":        {401, canary, sink.Permanent, "the API key or password is missing or not valid"},
		"forbidden":           {403, canary, sink.Permanent, "lacks the privilege"},
		"not found":           {404, canary, sink.Permanent, "is that the address of a cluster"},
		"wrong method":        {405, canary, sink.Permanent, "is that the address of a cluster"},
		"not acceptable":      {406, canary, sink.Permanent, "does it read gzip?"},
		"unsupported":         {415, canary, sink.Permanent, "does it read gzip?"},
		"timeout":             {408, canary, sink.Passing, "408"},
		"too large":           {413, canary, sink.TooLarge, "413"},
		"too many":            {429, canary, sink.Passing, "429"},
		"internal":            {500, canary, sink.Passing, "500"},
		"bad gateway":         {502, canary, sink.Passing, "502"},
		"unavailable":         {503, canary, sink.Passing, "503"},
		"gateway timeout":     {504, canary, sink.Passing, "504"},
		"an answer too long":  {200, strings.Repeat(" ", 9<<20), sink.TooLarge, "too long to be read"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			header := http.Header{"Retry-After": {"4"}}
			result, err := saying(t, tc.status, header, tc.body).Send(t.Context(), receivertest.Batch(events(2)))
			fails(t, err, tc.kind, tc.want)
			require.Empty(t, result)
			if _, after := sink.KindOf(err); tc.kind == sink.Passing {
				require.Equal(t, 4*time.Second, after)
			}
		})
	}
	_, err := saying(t, 200, nil, strings.Repeat(" ", 9<<20)).Send(t.Context(), receivertest.Batch(events(1)))
	fails(t, err, sink.Permanent, "not a bulk interface")
}

func FuzzAnswer(f *testing.F) {
	for _, failed := range []bool{true, false} {
		for _, status := range []int{200, 201, 409, 429, 400, 404} {
			f.Add(two(failed, item1(status, "")))
			f.Add(two(failed, item1(status, "version_conflict_engine_exception")))
		}
	}
	f.Add(`{"took":0,"errors":false,"items":[]}`)
	all := events(2)
	f.Fuzz(func(t *testing.T, body string) {
		items, err := read(&post.Answer{Status: 200, Body: []byte(body), Whole: true})
		if err != nil {
			require.Less(t, len(err.Error()), 300)
			return
		}
		require.True(t, json.Valid([]byte(body)))
		var result sink.Result
		if (&Sink{}).judge(items, []int{0, 1}, all, &result) != nil {
			return
		}
		require.Len(t, items, 2)
		named := map[int]bool{}
		for _, x := range result.Rejected {
			require.Less(t, len(x.Reason), 160)
			named[x.Index] = true
		}
		for _, i := range result.Again {
			named[i] = true
		}
		for i, it := range items {
			require.Equal(t, all[i].ID, it.ID)
			if !named[i] {
				require.Contains(t, []int{200, 201, 409}, it.Status)
			}
		}
	})
}
