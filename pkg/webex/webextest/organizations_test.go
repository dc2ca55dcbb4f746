package webextest_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/oauth2"

	"wxaudit/pkg/collect"
	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

var update = flag.Bool("update", false, "record the fixtures anew")

// fixtures is the directory of the shipped recordings.
var fixtures = filepath.Join("..", "..", "..", "fixtures")

// organizations are the shipped recordings and what they are made of.
var organizations = map[string]func() *synth.Organization{"clean": synth.Clean, "clinic": synth.Clinic}

// key keys the pseudonyms of the shipped recordings.
var key = []byte("the fixtures hold nobody's secrets")

// live connects a client's chain of transports to a server, at the clock of
// the organisation.
func live(t *testing.T, s *webextest.Server, now time.Time) webex.Exchanger {
	t.Helper()
	l, err := webex.NewLive(webex.LiveOptions{
		URLs: s.URLs(), Token: oauth2.StaticTokenSource(&oauth2.Token{AccessToken: webextest.Token}),
		Allow: func(webex.Alias, string) bool { return true }, Rate: 1e6, FirstBackoff: time.Millisecond,
		MaxRetryAfter: 10 * time.Millisecond, Now: func() time.Time { return now },
	})
	require.NoError(t, err)
	return s.Handshakes(l)
}

// read collects every section.
func read(t *testing.T, x webex.Exchanger, now time.Time) *snapshot.Snapshot {
	t.Helper()
	s, err := collect.Run(context.Background(), collect.Options{Client: webex.New(webex.Options{Exchanger: x}), Now: now, Key: key, ContactCenter: true, Handshakes: true})
	require.NoError(t, err)
	return s
}

// record reads an organisation over HTTP and writes the recording.
func record(t *testing.T, o *synth.Organization, dir string) *snapshot.Snapshot {
	t.Helper()
	server := webextest.NewServer(o)
	t.Cleanup(server.Close)
	rec, err := replay.NewRecorder(live(t, server, o.Now), collect.NewRedactor(key, o.Staff), dir)
	require.NoError(t, err)
	t.Cleanup(rec.Abort)
	s := read(t, rec, o.Now)
	require.NoError(t, rec.Finish(replay.Meta{
		ToolVersion: "fixtures", RecordedAt: o.Now, Organization: replay.Organization{ID: o.OrgID(), Name: o.Name},
	}))
	require.Empty(t, server.Forbidden())
	require.Empty(t, o.Violations())
	return s
}

// trackingID is what recordings do not keep, and what differs when a request
// was repeated.
var trackingID = regexp.MustCompile(` \(tracking id [^)]*\)|, after [0-9]+ attempts`)

// comparable writes a snapshot as text that is the same whichever addresses
// were replaced by pseudonyms: without keyed hashes and display names, people
// in the order of what remains of them, and behind it, for every hash, the
// places where it stood.
func comparable(t *testing.T, s *snapshot.Snapshot) []string {
	t.Helper()
	b, err := json.Marshal(s)
	require.NoError(t, err)
	var v any
	require.NoError(t, json.Unmarshal(b, &v))
	places := map[string][]string{}
	strip(t, v, "", places)
	b, err = json.MarshalIndent(v, "", " ")
	require.NoError(t, err)
	var hashes []string
	for _, where := range places {
		slices.Sort(where)
		hashes = append(hashes, "one hash at "+strings.Join(where, " "))
	}
	slices.Sort(hashes)
	text := trackingID.ReplaceAllString(string(b), "")
	return append(strings.Split(text, "\n"), hashes...)
}

func strip(t *testing.T, v any, path string, places map[string][]string) {
	t.Helper()
	switch v := v.(type) {
	case []any:
		ofPeople := strings.HasSuffix(path, ".people") || strings.HasSuffix(path, ".accesses") || strings.HasSuffix(path, ".cohosts")
		for i, item := range v {
			at := path
			if !ofPeople {
				at += fmt.Sprintf("[%d]", i)
			}
			strip(t, item, at, places)
		}
		if ofPeople {
			slices.SortFunc(v, func(a, b any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		}
	case map[string]any:
		for name, value := range v {
			text, isText := value.(string)
			switch {
			case name == "display_name":
				delete(v, name)
			case isText && (name == "key" || strings.HasSuffix(name, "_key")):
				places[text] = append(places[text], path+"."+name)
				delete(v, name)
			default:
				strip(t, value, path+"."+name, places)
			}
		}
	}
}

// requireSame fails with the first lines that differ, and not with all of them.
func requireSame(t *testing.T, want, have []string) {
	t.Helper()
	for i := range min(len(want), len(have)) {
		if want[i] != have[i] {
			from := max(i-12, 0)
			require.Equal(t, want[from:min(i+4, len(want))], have[from:min(i+4, len(have))], "line %d", i)
		}
	}
	require.Len(t, have, len(want))
}
