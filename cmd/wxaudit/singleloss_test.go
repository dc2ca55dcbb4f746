package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

// answered is what an endpoint answered to each of its requests.
type answered map[string]map[string][]byte // template, request, body

// key names a request.
func key(r webex.Request) string { return string(r.Host) + r.Path + "?" + r.Query.Encode() }

// listen audits the recording, and keeps what was answered.
func listen(t *testing.T, rec *replay.Replay) (engine.Result, answered) {
	t.Helper()
	heard := answered{}
	var mu sync.Mutex
	_, whole, err := audit(exchange(func(ctx context.Context, r webex.Request) (*webex.Response, error) {
		resp, err := rec.Exchange(ctx, r)
		if err == nil && resp.Status == http.StatusOK {
			mu.Lock()
			defer mu.Unlock()
			if heard[r.Template] == nil {
				heard[r.Template] = map[string][]byte{}
			}
			heard[r.Template][key(r)] = resp.Body
		}
		return resp, err
	}), rec.Now())
	require.NoError(t, err)
	return whole, heard
}

// instead audits the recording with other bodies for some requests.
func instead(rec *replay.Replay, bodies map[string][]byte) (engine.Result, error) {
	_, less, err := audit(exchange(func(ctx context.Context, r webex.Request) (*webex.Response, error) {
		resp, err := rec.Exchange(ctx, r)
		body, ok := bodies[key(r)]
		if err != nil || !ok {
			return resp, err
		}
		other := *resp
		other.Body = body
		return &other, nil
	}), rec.Now())
	return less, err
}

// A field that one entry of one answer lacks is unknown for that entry: no check
// may take the others for all.
func TestLosingAFieldOfOneEntryImprovesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the recordings some hundred times")
	}
	var n thinned
	for _, name := range shipped {
		rec := openFixture(t, name)
		whole, heard := listen(t, rec)
		for _, endpoint := range collect.Endpoints() {
			for _, field := range fieldsOf(endpoint) {
				first, last := spotsOf(heard[endpoint.Path], field)
				for i, at := range []spot{first, last} {
					where := []string{"first", "last"}[i]
					if at.request == "" || where == "last" && at == first || n.out() {
						continue
					}
					what := endpoint.Path + " without " + field
					t.Run(name+" "+what+" in the "+where+" entry", func(t *testing.T) {
						t.Parallel()
						if reason := cmp.Or(absentMeansNone[what], absentOnceMeansNone[what]); reason != "" {
							t.Skip(reason)
						}
						body := lose(heard[endpoint.Path][at.request], field, at.entry)
						less, err := instead(rec, map[string][]byte{at.request: body})
						if err != nil {
							return // the audit ended; nothing looks better
						}
						requireNoBetter(t, whole, less, what)
					})
				}
			}
		}
	}
}

// absentOnceMeansNone lists the fields that Webex leaves out of single entries
// by its documents, so that one left out cannot be told from one that is lost.
var absentOnceMeansNone = map[string]string{
	"/v1/rooms without items/classificationId": "Webex gives it for spaces that carry a label only",
}

// A list that is empty because the token may not see its entries is not an
// empty list.
func TestEmptyListsImproveNothing(t *testing.T) {
	var n thinned
	for _, name := range shipped {
		rec := openFixture(t, name)
		whole, heard := listen(t, rec)
		for _, endpoint := range collect.Endpoints() {
			bodies := map[string][]byte{}
			for request, body := range heard[endpoint.Path] {
				if empty := emptied(body); empty != nil {
					bodies[request] = empty
				}
			}
			if len(bodies) == 0 || n.out() {
				continue // no list
			}
			t.Run(name+" "+endpoint.Path, func(t *testing.T) {
				t.Parallel()
				if reason := cmp.Or(emptyMeansNone[endpoint.Path], emptyMeansNone[name+endpoint.Path]); reason != "" {
					t.Skip(reason)
				}
				less, err := instead(rec, bodies)
				require.NoError(t, err)
				requireNoBetter(t, whole, less, "nothing in "+endpoint.Path)
			})
		}
	}
}

// emptyMeansNone lists the endpoints of which an empty list is an answer like
// any other, and nothing else that Webex tells speaks against it; with the name
// of a recording before them where that is so in this one only.
var emptyMeansNone = map[string]string{
	"/idb/idbconfig/{orgUuid}/v1/samlmetadata/remote/idp": "an organisation without single sign-on has no identity provider, which fails other checks",
	"/v1/admin/securityAudit/events":                      "Cisco documents it of an organisation that switched the log off or lacks Pro Pack: the check of the logs warns",
	"clean/v1/adminAudit/events":                          "no account was made there in a year, and the check of the logs warns of a year without an event",
	"/v1/webhooks":                                        "an organisation may have none, and only a token that may see those of the organisation is believed",
}

// emptied returns a list without its entries; nil when the body is none.
func emptied(body []byte) []byte {
	var v any
	if json.Unmarshal(body, &v) != nil {
		return nil
	}
	found := false
	switch list := v.(type) {
	case []any:
		v, found = []any{}, true
	case map[string]any:
		for _, name := range []string{"items", "Resources", "members"} {
			if _, ok := list[name]; ok {
				list[name], found = []any{}, true
			}
		}
		for _, name := range []string{"totalResults", "itemsPerPage", "memberSize"} {
			if _, ok := list[name]; ok {
				list[name] = 0
			}
		}
	}
	if !found {
		return nil
	}
	return encoded(v)
}

// spot is one entry of one answer.
type spot struct {
	request string
	entry   int
}

// spotsOf returns the first and the last entry that has the field, by request.
func spotsOf(answers map[string][]byte, field string) (first, last spot) {
	for _, request := range slices.Sorted(maps.Keys(answers)) {
		var body any
		if json.Unmarshal(answers[request], &body) != nil {
			continue
		}
		n := 0
		_ = dropNth(body, strings.Split(field, "/"), -1, &n)
		if n == 0 {
			continue
		}
		if first.request == "" {
			first = spot{request, 0}
		}
		last = spot{request, n - 1}
	}
	return first, last
}

// lose returns the body without the field of one entry.
func lose(body []byte, field string, entry int) []byte {
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		panic(fmt.Sprintf("a body that was read is no JSON: %v", err))
	}
	n := 0
	dropNth(v, strings.Split(field, "/"), entry, &n)
	return encoded(v)
}

// dropNth drops the field where it is met for the nth time, and counts how many
// times it was met. It says whether it dropped it.
func dropNth(v any, path []string, nth int, met *int) bool {
	switch v := v.(type) {
	case map[string]any:
		child, ok := v[path[0]]
		switch {
		case !ok:
		case len(path) > 1:
			return dropNth(child, path[1:], nth, met)
		case *met == nth:
			delete(v, path[0])
			return true
		default:
			*met++
		}
	case []any:
		for _, child := range v {
			if dropNth(child, path, nth, met) {
				return true
			}
		}
	}
	return false
}

func encoded(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("a decoded body cannot be written: %v", err))
	}
	return text
}
