package collect

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestMailCannotBePrinted(t *testing.T) {
	t.Parallel()
	var w struct {
		Email mail `json:"email"`
	}
	require.NoError(t, json.Unmarshal([]byte(`{"email":" Jane.Doe@Clinic.Example "}`), &w))
	require.Equal(t, "jane.doe@clinic.example", w.Email.value())

	var log strings.Builder
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "email", w.Email, "all", w)
	encoded, err := json.Marshal(w)
	require.NoError(t, err)
	for _, text := range []string{fmt.Sprint(w), fmt.Sprintf("%v %+v %#v %s %q", w, w, w, w.Email, w.Email), string(encoded), log.String()} {
		require.NotContains(t, text, "jane")
	}
	require.NoError(t, json.Unmarshal([]byte(`{"email":null}`), &w))
	require.Empty(t, w.Email.value())
	err = json.Unmarshal([]byte(`{"email":{"jane":1}}`), &w)
	require.Error(t, err)
	require.NotContains(t, err.Error(), "jane")
}

func TestPresence(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]snapshot.Tri{
		`{}`:                      snapshot.Unknown,
		`{"password":null}`:       snapshot.Unknown,
		`{"password":""}`:         snapshot.No,
		`{"password":"********"}`: snapshot.Yes,
		`{"password":123456}`:     snapshot.Yes,
		`{"password":true}`:       snapshot.Unknown,
		`{"password":{"a":1}}`:    snapshot.Unknown,
	} {
		var w struct {
			Password presence `json:"password"`
		}
		require.NoError(t, json.Unmarshal([]byte(body), &w), body)
		require.Equal(t, want, w.Password.Tri(), body)
	}
}

func TestLooseBool(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]snapshot.Tri{
		`true`: snapshot.Yes, `"true"`: snapshot.Yes, `"True"`: snapshot.Yes,
		`false`: snapshot.No, `"false"`: snapshot.No,
		`null`: snapshot.Unknown, `""`: snapshot.Unknown, `"maybe"`: snapshot.Unknown, `0`: snapshot.Unknown, `1`: snapshot.Unknown, `[]`: snapshot.Unknown,
	} {
		var b looseBool
		require.NoError(t, json.Unmarshal([]byte(text), &b), text)
		require.Equal(t, want, b.Tri(), text)
	}
}

func TestLooseInt(t *testing.T) {
	t.Parallel()
	type result struct {
		value     any
		malformed bool
	}
	require.Equal(t, snapshot.Some(0), looseInt{value: snapshot.Some(0)}.amount())
	require.False(t, looseInt{value: snapshot.Some(-1)}.amount().Known(), "no number of minutes is negative")
	for text, want := range map[string]result{
		`2160`: {2160, false}, `"2160"`: {2160, false}, `" 2160 "`: {2160, false}, `"-1"`: {-1, false}, `-1`: {-1, false}, `0`: {0, false},
		`null`: {}, `""`: {}, `"  "`: {},
		`"2160.0"`: {nil, true}, `2160.0`: {nil, true}, `2.16e3`: {nil, true}, `"unlimited"`: {nil, true}, `true`: {nil, true},
		`{}`: {nil, true}, `99999999999999999999`: {nil, true}, `"0x10"`: {nil, true},
	} {
		var n looseInt
		require.NoError(t, json.Unmarshal([]byte(text), &n), text)
		require.Equal(t, want, result{n.Opt().Any(), n.malformed}, text)
	}
}

func TestStamp(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	for text, want := range map[string]time.Time{
		`"2026-01-02T03:04:05Z"`:         at,
		`"2026-01-02T03:04:05.678Z"`:     at.Add(678 * time.Millisecond),
		`"2026-01-02T11:04:05+08:00"`:    at,
		`"2026-01-02T11:04:05.000+0800"`: at,
		`"2026-01-02T03:04:05"`:          at,
		`"2026-01-02 03:04:05"`:          at,
		`"1970-01-01T00:00:00.000Z"`:     {},
		`"0001-01-01T00:00:00Z"`:         {},
		`""`:                             {},
		`null`:                           {},
		`1767323045000`:                  {},
		`"yesterday"`:                    {},
	} {
		var s stamp
		require.NoError(t, json.Unmarshal([]byte(text), &s), text)
		require.Equal(t, want, s.Time, text)
	}
}

func TestWords(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]words{
		`["a","b"]`: {"a", "b"}, `["a,b"," c "]`: {"a", "b", "c"}, `"a,b"`: {"a", "b"},
		`[]`: {}, `""`: {}, `["a",{"x":1},null]`: {"a"},
		`null`: nil, `{}`: nil, `7`: nil,
	} {
		var w words
		require.NoError(t, json.Unmarshal([]byte(text), &w), text)
		require.Equal(t, want, w, text)
	}
}

func TestUUIDOf(t *testing.T) {
	t.Parallel()
	const uuid = "6eef8a8e-e787-431e-9c7d-a8ecfe523977"
	std := base64.StdEncoding.EncodeToString([]byte("ciscospark://us/PEOPLE/" + uuid))
	for id, want := range map[string]string{
		hydra("PEOPLE", uuid): uuid,
		std:                   uuid,
		base64.URLEncoding.EncodeToString([]byte("ciscospark://eu~~?>/PEOPLE/" + uuid)): uuid,
		base64.RawStdEncoding.EncodeToString([]byte(uuid)):                              uuid,
		uuid:                           uuid,
		strings.ToUpper(uuid):          uuid,
		" " + uuid + "\n":              uuid,
		hydra("LICENSE", uuid+":MC_1"): uuid,
		hydra("PEOPLE", "short"):       "",
		"":                             "",
		"not base64!":                  "",
		"Y2lzY29zcGFyazovL3VzL1BF":     "",
	} {
		require.Equal(t, want, uuidOf(id), id)
	}
}

func FuzzUUIDOf(f *testing.F) {
	f.Add(hydra("PEOPLE", testMeUUID))
	f.Add(testMeUUID)
	f.Add("====")
	f.Add("%%%")
	f.Fuzz(func(t *testing.T, id string) {
		if u := uuidOf(id); u != "" {
			require.Regexp(t, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, u)
			require.Equal(t, u, uuidOf(u))
			require.Equal(t, u, uuidOf(hydra("PEOPLE", u)))
		}
	})
}

func TestSiteHost(t *testing.T) {
	t.Parallel()
	for site, want := range map[string]string{
		"Clinic.Webex.com":                    "clinic.webex.com",
		"clinic.webex.com#attendee":           "clinic.webex.com",
		"https://clinic.webex.com/clinic?a=b": "clinic.webex.com",
		" clinic.webex.com ":                  "clinic.webex.com",
		"":                                    "",
	} {
		require.Equal(t, want, siteHost(site), site)
	}
}
