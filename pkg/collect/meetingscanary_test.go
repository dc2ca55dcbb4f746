package collect

import (
	"encoding/json"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// specification makes full answers out of Cisco's OpenAPI document: every field
// that it knows, with a canary in every text.
type specification struct{ doc map[string]any }

func readSpecification(t *testing.T) specification {
	t.Helper()
	b, err := os.ReadFile("../../../shared/openapi/webex-meeting.json")
	if os.IsNotExist(err) {
		t.Skip("Cisco's OpenAPI documents are not here")
	}
	require.NoError(t, err)
	var s specification
	require.NoError(t, json.Unmarshal(b, &s.doc))
	return s
}

func (s specification) resolve(v any) map[string]any {
	m := v.(map[string]any)
	for m["$ref"] != nil {
		at := any(s.doc)
		for _, name := range strings.Split(m["$ref"].(string), "/")[1:] {
			at = at.(map[string]any)[name]
		}
		m = at.(map[string]any)
	}
	return m
}

// body is the answer of a GET with each of its fields set.
func (s specification) body(t *testing.T, path string) string {
	t.Helper()
	get := s.doc["paths"].(map[string]any)[path].(map[string]any)["get"].(map[string]any)
	ok := s.resolve(get["responses"].(map[string]any)["200"])
	for _, content := range ok["content"].(map[string]any) {
		return asJSON(t, s.value(content.(map[string]any)["schema"], ""))
	}
	t.Fatalf("%s has no answer", path)
	return ""
}

func (s specification) value(schema any, name string) any {
	m := s.resolve(schema)
	if properties, ok := m["properties"].(map[string]any); ok {
		fields := map[string]any{}
		for field, sub := range properties {
			fields[field] = s.value(sub, field)
		}
		return fields
	}
	if words, ok := m["enum"].([]any); ok {
		return words[0]
	}
	switch m["type"] {
	case "array":
		return []any{s.value(m["items"], name)}
	case "boolean":
		return true
	case "number", "integer":
		return 7
	}
	switch {
	case name == "hostEmail":
		return "nurse@clinic.example"
	case strings.Contains(strings.ToLower(name), "email"):
		return "canary-" + name + "@mail.example"
	default:
		return "canary-" + name
	}
}

func TestNoCanaryOfAFullAnswerIsHeld(t *testing.T) {
	t.Parallel()
	spec := readSpecification(t)
	// What may be held as it is: ids and names of sites.
	allowed := []string{"canary-id", "canary-meetingId", "canary-meetingSeriesId", "canary-recordingId", "canary-siteUrl", "canary-siteurl"}
	canaries := regexp.MustCompile(`canary-\w+`)
	holdsOnlyAllowed := func(t *testing.T, text string) {
		t.Helper()
		for _, c := range canaries.FindAllString(text, -1) {
			require.True(t, slices.Contains(allowed, c), c)
		}
	}

	w := &ward{handlers: map[string]func(url.Values) reply{}}
	redactor := NewRedactor([]byte("key"), nil)
	for _, e := range []Endpoint{
		schedulingEndpoint, personalRoomEndpoint, meetingsEndpoint, inviteesEndpoint, participantsEndpoint,
		usageEndpoint, recordingsEndpoint, accessSummaryEndpoint, accessDetailEndpoint,
	} {
		body := spec.body(t, strings.TrimPrefix(e.Path, "/v1"))
		require.Contains(t, body, "canary")
		w.handlers[e.Path] = always(tell(body))

		recorded, err := redactor.Body(e.Path, url.Values{"userEmail": {"nurse@clinic.example"}, "siteUrl": {siteA}}, []byte(body))
		require.NoError(t, err)
		holdsOnlyAllowed(t, string(recorded))
	}
	r := onWard(w)
	for _, name := range []snapshot.Name{
		snapshot.HostsName, snapshot.SchedulingName, snapshot.PersonalRoomsName, snapshot.MeetingsName, snapshot.EndedMeetingsName,
		snapshot.UsageName, snapshot.RecordingsName, snapshot.DeletedRecordingsName, snapshot.RecordingAccessName,
	} {
		r.section(t.Context(), name)
		require.Positive(t, r.s.Part(name).Len(), name)
	}
	require.NotEmpty(t, w.queries(inviteesEndpoint.Path))
	require.NotEmpty(t, w.queries(participantsEndpoint.Path))
	require.NotEmpty(t, w.queries(accessDetailEndpoint.Path))
	holdsOnlyAllowed(t, asJSON(t, r.s))
}
