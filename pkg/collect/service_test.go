package collect

import (
	"context"
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// testNow is the clock of the runs in these tests.
var testNow = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

const (
	testOrgUUID = "0ae87ade-8c8a-4952-af08-318798958d0c"
	testMeUUID  = "00000000-0000-4000-8000-000000000001" // testUUID(1)
)

// hydra makes a public id.
func hydra(kind, uuid string) string {
	return base64.RawStdEncoding.EncodeToString([]byte("ciscospark://us/" + kind + "/" + uuid))
}

// testUUID is the nth of a row of UUIDs.
func testUUID(n int) string { return fmt.Sprintf("00000000-0000-4000-8000-%012d", n) }

// answer is what the service says to one request.
type answer struct {
	status int // 0 is 200
	body   string
	next   string // path and query of the next page
	date   string
}

// service answers requests from a table in memory: by path, by host and path
// ("controlhub /admin/…"), or by path and query ("/v1/people?max=1000").
type service struct {
	answers map[string]answer

	mu    sync.Mutex
	asked []webex.Request
}

// newService knows the auditor and the organisation, and nothing of the rest.
func newService(more map[string]answer) *service {
	answers := map[string]answer{
		"/v1/people/me": {body: fmt.Sprintf(`{"id":%q,"orgId":%q,"type":"person","emails":["it@clinic.example"],"roles":["r1"]}`,
			hydra("PEOPLE", testMeUUID), hydra("ORGANIZATION", testOrgUUID))},
		"/v1/organizations/" + hydra("ORGANIZATION", testOrgUUID): {body: fmt.Sprintf(`{"id":%q,"displayName":"Clinic","created":"2020-01-01T00:00:00.000Z"}`,
			hydra("ORGANIZATION", testOrgUUID))},
	}
	for key, a := range more {
		answers[key] = a
	}
	return &service{answers: answers}
}

func (s *service) Exchange(_ context.Context, r webex.Request) (*webex.Response, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked = append(s.asked, r)
	a, ok := s.answers[r.Path+"?"+r.Query.Encode()]
	if !ok {
		a, ok = s.answers[r.Path]
	}
	switch offset := r.Query.Get("offset"); {
	case !ok:
		a = answer{status: http.StatusNotFound, body: `{"message":"nothing here"}`}
	case offset != "" && offset != "0":
		a = answer{body: items()} // an answer by path is the first page
	}
	if a.status == 0 {
		a.status = http.StatusOK
	}
	h := http.Header{}
	if a.next != "" {
		webex.SetNextLink(h, webex.DefaultURLs[r.Host]+a.next)
	}
	if a.date != "" {
		h.Set("Date", a.date)
	}
	return &webex.Response{Status: a.status, Header: h, Body: []byte(a.body), ReadAt: testNow}, nil
}

// paths lists what was asked for, without the auditor and the organisation.
func (s *service) paths() []string {
	var paths []string
	for _, r := range s.asked {
		if r.Path != "/v1/people/me" && !strings.HasPrefix(r.Path, "/v1/organizations/") {
			paths = append(paths, strings.TrimSuffix(r.Path+"?"+r.Query.Encode(), "?"))
		}
	}
	return paths
}

func (s *service) options(want ...snapshot.Name) Options {
	return Options{
		Client: webex.New(webex.Options{Exchanger: s}),
		Now:    testNow,
		Key:    []byte("test key"),
		Want:   want,
	}
}

// collect runs the collectors of the wanted sections.
func (s *service) collect(t *testing.T, want ...snapshot.Name) *snapshot.Snapshot {
	t.Helper()
	snap, err := Run(t.Context(), s.options(want...))
	require.NoError(t, err)
	return snap
}

// items is the body of a list.
func items(entries ...string) string { return `{"items":[` + strings.Join(entries, ",") + `]}` }
