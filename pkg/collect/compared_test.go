package collect

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestComparedCannotBePrinted(t *testing.T) {
	t.Parallel()
	var w wirePersonalRoom
	require.NoError(t, json.Unmarshal([]byte(`{"topic":"canary","personalMeetingRoomLink":"https://canary/meet/canary",
		"coHosts":[{"email":"canary@mail.example"}],"telephony":{"accessCode":"canary"}}`), &w))
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	logger.Info("room", "topic", w.Topic, "link", w.Link, "cohost", w.CoHosts[0].Email, "room", w)
	printed := fmt.Sprintf("%s %v %+v %#v", w.Topic, w.Link, w, w)
	require.NotContains(t, printed+log.String()+asJSON(t, w), "canary")
}

func TestCompared(t *testing.T) {
	t.Parallel()
	r := onWard(&ward{})
	for _, tt := range []struct{ json, text, digits string }{
		{`"123 456 789"`, "123 456 789", "123456789"},
		{`123456789`, "123456789", "123456789"},
		{`"  Dr.  Lopez' ROOM 4"`, "dr. lopez' room 4", "4"},
		{`""`, "", ""},
		{`null`, "", ""},
		{`true`, "", ""},
		{`{"a":1}`, "", ""},
	} {
		var c compared
		require.NoError(t, json.Unmarshal([]byte(tt.json), &c), tt.json)
		require.Equal(t, r.key(tt.text), c.key(r), tt.json)
		require.Equal(t, r.key(tt.digits), c.number(r), tt.json)
	}
}

func TestEnum(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]enum{
		`"allowJoin"`: "allowJoin", `" ended "`: "ended", `"not_yet-known2"`: "not_yet-known2",
		`""`: "", `null`: "", `7`: "", `true`: "", `["a"]`: "", `"Visit of J. Smith"`: "", `"smith@mail.example"`: "", `"` + "é" + `"`: "",
		`"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"`: "",
	} {
		e := enum("before")
		require.NoError(t, e.UnmarshalJSON([]byte(text)), text)
		require.Equal(t, want, e, text)
	}
}
