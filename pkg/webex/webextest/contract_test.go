package webextest_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/stretchr/testify/require"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/webextest"
)

// openapi holds Cisco's OpenAPI documents, which are no part of the project.
var openapi = filepath.Join("..", "..", "..", "..", "shared", "openapi")

// exchange is a request with its answer, as it came or as it was recorded.
type exchange struct {
	Request struct {
		Host     webex.Alias `json:"host"`
		Path     string      `json:"path"`
		Template string      `json:"template"`
		Query    url.Values  `json:"query"`
	} `json:"request"`
	Status int             `json:"status"`
	Body   json.RawMessage `json:"body"`
}

// TestContract holds the recordings, and the answers that they were made of,
// to Cisco's documents: every request that the collectors send, and every
// body. What deviates stands in the list of exceptions, and the list holds
// nothing that does not.
func TestContract(t *testing.T) {
	documents := loadDocuments(t)
	used := map[string]bool{}
	for name, organization := range organizations {
		var exchanges []exchange
		for file, text := range contents(t, filepath.Join(fixtures, name)) {
			if file == "recording.json" {
				continue
			}
			var e exchange
			require.NoError(t, json.Unmarshal([]byte(text), &e), file)
			exchanges = append(exchanges, e)
		}
		recorded := len(exchanges)
		require.Greater(t, recorded, 100)

		o := organization()
		server := webextest.NewServer(o)
		tapped := &tap{next: live(t, server, o.Now)}
		read(t, tapped, o.Now)
		server.Close()
		exchanges = append(exchanges, tapped.exchanges...)

		for i, e := range exchanges {
			raw := i >= recorded
			for _, deviation := range documents.check(t, e, raw) {
				reason, known := exceptions[deviation]
				require.True(t, known, "%s (raw: %v): %q is not what Cisco's document says", name, raw, deviation)
				require.NotEmpty(t, reason)
				used[deviation] = true
			}
		}
	}
	for deviation := range exceptions {
		require.True(t, used[deviation], "the exception %q is no longer needed", deviation)
	}
}

// tap passes exchanges on and keeps them.
type tap struct {
	next      webex.Exchanger
	mu        sync.Mutex
	exchanges []exchange
}

func (x *tap) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	resp, err := x.next.Exchange(ctx, r)
	if err != nil {
		return nil, err
	}
	e := exchange{Status: resp.Status, Body: resp.Body}
	e.Request.Host, e.Request.Path, e.Request.Template, e.Request.Query = r.Host, r.Path, r.Template, r.Query
	x.mu.Lock()
	defer x.mu.Unlock()
	x.exchanges = append(x.exchanges, e)
	return resp, nil
}

// documents are the OpenAPI documents that describe our endpoints.
type documents []*openapi3.T

func loadDocuments(t *testing.T) documents {
	t.Helper()
	if _, err := os.Stat(openapi); err != nil {
		t.Skip("the OpenAPI documents are not here")
	}
	var all documents
	for _, name := range []string{"webex-admin.json", "webex-meeting.json", "webex-messaging.json", "webex-device.json", "webex-contact-center.json"} {
		d, err := openapi3.NewLoader().LoadFromFile(filepath.Join(openapi, name))
		require.NoError(t, err)
		all = append(all, d)
	}
	return all
}

// find returns the document's route for one of our templates. The documents
// have no servers: their paths begin behind /v1.
func (ds documents) find(template string) *routers.Route {
	plain := regexp.MustCompile(`\{[^}]*\}`)
	want := plain.ReplaceAllString(strings.TrimPrefix(template, "/v1"), "{}")
	for _, d := range ds {
		for path, item := range d.Paths.Map() {
			if plain.ReplaceAllString(path, "{}") == want && item.Get != nil {
				return &routers.Route{Spec: d, Path: path, PathItem: item, Method: http.MethodGet, Operation: item.Get}
			}
		}
	}
	return nil
}

// check returns how an exchange deviates from its document.
func (ds documents) check(t *testing.T, e exchange, raw bool) []string {
	t.Helper()
	route := ds.find(e.Request.Template)
	if route == nil {
		return []string{e.Request.Template + ": no document"}
	}
	deviations := checkRequest(t, route, e)
	response := route.Operation.Responses.Status(e.Status)
	if response == nil {
		return append(deviations, fmt.Sprintf("%s: status %d", e.Request.Template, e.Status))
	}
	if e.Status != http.StatusOK || len(e.Body) == 0 {
		return deviations
	}
	var body any
	require.NoError(t, json.Unmarshal(e.Body, &body))
	redacted := map[string]bool{}
	if !raw {
		body = dropMarkers(body, "", redacted)
	}
	for _, content := range response.Value.Content {
		err := content.Schema.Value.VisitJSON(body, openapi3.MultiErrors())
		for _, fault := range schemaErrors(err) {
			at := "/" + strings.Join(fault.JSONPointer(), "/")
			if fault.SchemaField == "required" && redacted[at] {
				continue
			}
			at = regexp.MustCompile(`/\d+(/|$)`).ReplaceAllString(at, "/*$1")
			deviations = append(deviations, fmt.Sprintf("%s: %s %s", e.Request.Template, fault.SchemaField, at))
		}
	}
	return deviations
}

// checkRequest validates path and query, and finds parameters that the
// document does not know.
func checkRequest(t *testing.T, route *routers.Route, e exchange) (deviations []string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "https://webexapis.com"+e.Request.Path+"?"+e.Request.Query.Encode(), nil)
	require.NoError(t, err)
	ids := map[string]string{}
	names, values := strings.Split(strings.Trim(route.Path, "/"), "/"), strings.Split(strings.Trim(strings.TrimPrefix(e.Request.Path, "/v1"), "/"), "/")
	for i, name := range names {
		if strings.HasPrefix(name, "{") {
			ids[strings.Trim(name, "{}")] = values[i]
		}
	}
	err = openapi3filter.ValidateRequest(t.Context(), &openapi3filter.RequestValidationInput{
		Request: request, PathParams: ids, Route: route,
		Options: &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc, MultiError: true},
	})
	require.NoError(t, err, "the request GET %s is not what Cisco's document asks for", e.Request.Template)
	for name := range e.Request.Query {
		if route.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name) == nil {
			deviations = append(deviations, fmt.Sprintf("%s: parameter %s", e.Request.Template, name))
		}
	}
	return deviations
}

// schemaErrors lists the single faults of a validation.
func schemaErrors(err error) []*openapi3.SchemaError {
	var several openapi3.MultiError
	var one *openapi3.SchemaError
	var all []*openapi3.SchemaError
	switch {
	case err == nil:
	case errors.As(err, &several):
		for _, e := range several {
			all = append(all, schemaErrors(e)...)
		}
	case errors.As(err, &one):
		all = append(all, one)
	default:
		panic(err) // there are no other kinds
	}
	return all
}

// dropMarkers removes what redaction put in the place of values: the marker for
// texts, and objects that were emptied. It notes where they stood.
func dropMarkers(v any, at string, dropped map[string]bool) any {
	switch v := v.(type) {
	case []any:
		for i := range v {
			v[i] = dropMarkers(v[i], fmt.Sprintf("%s/%d", at, i), dropped)
		}
	case map[string]any:
		for name, value := range v {
			object, isObject := value.(map[string]any)
			if value == "[redacted]" || isObject && len(object) == 0 {
				dropped[at+"/"+name] = true
				delete(v, name)
				continue
			}
			v[name] = dropMarkers(value, at+"/"+name, dropped)
		}
	}
	return v
}

// TestContractCoversEndpoints makes sure that the recordings exercise every
// endpoint, so that the contract speaks for all of them.
func TestContractCoversEndpoints(t *testing.T) {
	t.Parallel()
	asked := map[string]bool{}
	for name := range organizations {
		for file, text := range contents(t, filepath.Join(fixtures, name)) {
			var e exchange
			require.NoError(t, json.Unmarshal([]byte(text), &e), file)
			asked[e.Request.Template] = true
		}
	}
	for _, e := range collect.Endpoints() {
		if !fallbacks[e.Path] {
			require.True(t, asked[e.Path], e.Path)
		}
	}
}
