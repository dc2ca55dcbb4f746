package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/engine"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// requireNoBetter asserts that losing something changed no check to anything
// but unknown, and that neither counts nor exit code look better.
func requireNoBetter(t *testing.T, whole, less engine.Result, what string) {
	t.Helper()
	var faults []string
	for i, before := range whole.Outcomes {
		after := less.Outcomes[i]
		if after.Status != finding.Unknown && after.Status != before.Status {
			faults = append(faults, fmt.Sprintf("%s: %s became %s: %s", before.Check.ID, before.Status, after.Status, after.Message))
		}
		if after.Passed > before.Passed && !slices.Contains(judgedTwice, what) {
			faults = append(faults, fmt.Sprintf("%s: %d resources pass, not %d", before.Check.ID, after.Passed, before.Passed))
		}
	}
	require.Empty(t, faults, what)
	require.LessOrEqual(t, less.Coverage.Decided, whole.Coverage.Decided, what)
	if engine.ExitCode(whole, engine.Threshold{FailOn: finding.Low}) != 0 {
		require.NotZero(t, engine.ExitCode(less, engine.Threshold{FailOn: finding.Low}), what)
	}
}

// Any endpoint that answers with an error makes some check unknown, and never
// makes anything look better.
func TestLosingAnEndpointImprovesNothing(t *testing.T) {
	var n thinned
	for _, name := range shipped {
		rec := openFixture(t, name)
		whole, heard := listen(t, rec)
		for _, endpoint := range collect.Endpoints() {
			if heard[endpoint.Path] == nil {
				continue // there is nothing to lose
			}
			statuses := []int{http.StatusForbidden}
			if name == "clinic" {
				statuses = append(statuses, http.StatusNotFound, http.StatusTooManyRequests, http.StatusInternalServerError)
			}
			for _, status := range statuses {
				if n.out() {
					continue
				}
				what := fmt.Sprintf("%s: %d on %s", name, status, endpoint.Path)
				t.Run(what, func(t *testing.T) {
					t.Parallel()
					_, less, err := audit(exchange(func(ctx context.Context, r webex.Request) (*webex.Response, error) {
						if r.Template == endpoint.Path {
							return &webex.Response{Status: status, Header: http.Header{}, ReadAt: rec.Now()}, nil
						}
						return rec.Exchange(ctx, r)
					}), rec.Now())
					if endpoint.Path == "/v1/people/me" {
						require.Error(t, err, "an audit that does not know its organisation cannot go on")
						return
					}
					require.NoError(t, err)
					requireNoBetter(t, whole, less, what)
					require.NotZero(t, unknownReaders(less, endpoint), "no check that reads the answer is unknown")
				})
			}
		}
	}
}

// unknownReaders counts the checks with unknown resources among those that
// read what the endpoint answers.
func unknownReaders(r engine.Result, e collect.Endpoint) int {
	n := 0
	for _, o := range r.Outcomes {
		reads := slices.ContainsFunc(o.Check.Reads(), func(name snapshot.Name) bool {
			return slices.ContainsFunc(collect.EndpointsOf(name), func(of collect.Endpoint) bool { return of.Path == e.Path })
		})
		if reads && o.Unknown > 0 {
			n++
		}
	}
	return n
}

// The two recordings together ask every endpoint that there is, but for the
// one that is asked only when another was refused.
func TestFixturesAskEveryEndpoint(t *testing.T) {
	asked := map[string]bool{
		"/admin/api/v1/organizations/{orgUuid}/settings/{key}": true, // when the settings are refused as a whole
		"/v1/rooms/{roomId}":             true, // when a compliance officer's token looks for every space
		"/v1/dataSources/{dataSourceId}": true, // when the token is that of the service app
	}
	var mu sync.Mutex
	for _, name := range shipped {
		rec := openFixture(t, name)
		_, _, err := audit(exchange(func(ctx context.Context, r webex.Request) (*webex.Response, error) {
			mu.Lock()
			defer mu.Unlock()
			asked[r.Template] = true
			return rec.Exchange(ctx, r)
		}), rec.Now())
		require.NoError(t, err)
	}
	for _, e := range collect.Endpoints() {
		require.True(t, asked[e.Path], e.Path)
	}
}

// A list that breaks off on its second page is not a list.
func TestLosingASecondPageImprovesNothing(t *testing.T) {
	var n thinned
	for _, name := range shipped {
		rec := openFixture(t, name)
		whole, heard := listen(t, rec)
		for _, endpoint := range collect.Endpoints() {
			if heard[endpoint.Path] == nil || n.out() {
				continue
			}
			t.Run(name+endpoint.Path, func(t *testing.T) {
				t.Parallel()
				_, less, err := audit(exchange(func(ctx context.Context, r webex.Request) (*webex.Response, error) {
					resp, err := rec.Exchange(ctx, r)
					if r.Template != endpoint.Path || err != nil || resp.Status != http.StatusOK {
						return resp, err
					}
					cut := *resp
					cut.Header = resp.Header.Clone()
					webex.SetNextLink(cut.Header, "https://elsewhere.example/next")
					return &cut, nil
				}), rec.Now())
				require.NoError(t, err)
				requireNoBetter(t, whole, less, endpoint.Path)
			})
		}
	}
}

// A field that is missing from every answer of an endpoint is unknown, not
// false: no check may look better without it.
func TestLosingAFieldImprovesNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("reads the recordings some hundred times")
	}
	var n thinned
	for _, name := range shipped {
		rec := openFixture(t, name)
		whole, heard := listen(t, rec)
		for _, endpoint := range collect.Endpoints() {
			template := endpoint.Path
			for _, field := range fieldsOf(endpoint) {
				if first, _ := spotsOf(heard[template], field); first.request == "" || n.out() {
					continue // no answer has it, so that there is nothing to lose
				}
				what := template + " without " + field
				t.Run(name+" "+what, func(t *testing.T) {
					t.Parallel()
					_, less, err := audit(exchange(func(ctx context.Context, r webex.Request) (*webex.Response, error) {
						resp, err := rec.Exchange(ctx, r)
						if r.Template != template || err != nil || resp.Status != http.StatusOK {
							return resp, err
						}
						return without(resp, field), nil
					}), rec.Now())
					if err != nil {
						return // the audit ended; nothing looks better
					}
					if reason, ok := absentMeansNone[what]; ok {
						t.Skip(reason)
					}
					requireNoBetter(t, whole, less, what)
				})
			}
		}
	}
}

// absentMeansNone lists the fields whose absence says something by Cisco's
// documents, so that a field left out cannot be told from one that is lost.
var absentMeansNone = map[string]string{
	"/v1/admin/recordings without items/downloadUrl": "Webex leaves the link out when downloads are prevented; the check judges it only beside a playback link",
	"/v1/meetings without items/roomId":              "Webex gives it for meetings of a space only",
	"/v1/meetings without items/recurrence":          "Webex gives a single meeting as a series without a recurrence",

	centerAI + "realtimeTranscripts":                       missingIsOff,
	centerAI + "realtimeTranscripts/enable":                missingIsOff,
	centerAI + "generatedSummaries":                        missingIsOff,
	centerAI + "generatedSummaries/wrapUpSummariesEnabled": missingIsOff,
}

// The AI features of the Contact Center, of which those that the clinic has on
// read as off without their switch.
const (
	centerAI     = "/organization/{orgUuid}/v2/ai-feature without data/"
	missingIsOff = `Cisco documents for this answer alone: "If the value is missing in response, the consumer should assume a value as false"`
)

// judgedTwice lists the fields without which more resources are judged: a
// scheduled meeting cannot be told from a copy of its series, so that it is
// kept, and a recording of nobody's is not judged with the others of its host.
var judgedTwice = []string{
	"/v1/admin/recordings without items/hostEmail",
	"/v1/meetings without items/isModified",
	"/v1/meetings without items/meetingSeriesId",
}

// fieldsOf lists the fields that the decoder of an endpoint knows, as paths
// without indices.
func fieldsOf(e collect.Endpoint) []string {
	var out []string
	var walk func(t reflect.Type, at string)
	walk = func(t reflect.Type, at string) {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice, reflect.Map:
			walk(t.Elem(), at)
		case reflect.Struct:
			for f := range t.Fields() {
				if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
					path := strings.TrimPrefix(at+"/"+name, "/")
					out = append(out, path)
					walk(f.Type, path)
				} else if f.Anonymous {
					walk(f.Type, at)
				}
			}
		}
	}
	walk(reflect.TypeOf(e.Wire), "")
	return out
}

// without returns the answer with one field left out everywhere.
func without(resp *webex.Response, field string) *webex.Response {
	var body any
	if json.Unmarshal(resp.Body, &body) != nil {
		return resp
	}
	drop(body, strings.Split(field, "/"))
	text, err := json.Marshal(body)
	if err != nil {
		return resp
	}
	less := *resp
	less.Body = text
	return &less
}

func drop(v any, path []string) {
	switch v := v.(type) {
	case map[string]any:
		if len(path) == 1 {
			delete(v, path[0])
		} else if child, ok := v[path[0]]; ok {
			drop(child, path[1:])
		}
	case []any:
		for _, child := range v {
			drop(child, path)
		}
	}
}
