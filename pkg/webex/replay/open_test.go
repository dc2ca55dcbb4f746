package replay_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/replay"
)

// edit changes one file of a recording.
func edit(t *testing.T, path string, f func(string) string) {
	t.Helper()
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, []byte(f(string(data))), 0o600))
}

// file is the path of the exchange file whose name begins like that.
func file(t *testing.T, dir, prefix string) string {
	t.Helper()
	matches, err := filepath.Glob(filepath.Join(dir, prefix+"_????????.json"))
	require.NoError(t, err)
	require.Len(t, matches, 1)
	return matches[0]
}

func TestOpenNoticesChanges(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		change func(t *testing.T, dir string) (path string)
		how    string
		status int
	}{
		"edited": {func(t *testing.T, dir string) string {
			path := file(t, dir, "api_v1.settings")
			edit(t, path, func(s string) string { return strings.Replace(s, `"status": 204`, `"status": 404`, 1) })
			return path
		}, "was changed since it was recorded", 404},
		"missing": {func(t *testing.T, dir string) string {
			path := file(t, dir, "api_v1.settings")
			require.NoError(t, os.Remove(path))
			return path
		}, "", 0},
		"added": {func(t *testing.T, dir string) string {
			data, err := os.ReadFile(file(t, dir, "api_v1.settings"))
			require.NoError(t, err)
			path := filepath.Join(dir, "mine.json")
			require.NoError(t, os.WriteFile(path, []byte(strings.Replace(string(data), `"path": "/v1/settings"`, `"path": "/v1/mine"`, 1)), 0o600))
			return path
		}, "was not recorded", 204},
	} {
		t.Run(name, func(t *testing.T) {
			dir := record(t, sample(), sampleRequests...)
			before := open(t, dir)
			path := tc.change(t, dir)
			p, err := replay.Open(dir, replay.OpenOptions{})
			if tc.how == "" {
				require.NoError(t, err)
				require.Equal(t, []string{filepath.Base(path)}, p.Edited())
				require.Equal(t, p.Edited(), p.Missing())
			} else {
				require.EqualError(t, err, fmt.Sprintf("open recording: %s %s; --allow-edited replays the recording nevertheless", path, tc.how))
			}
			p, err = replay.Open(dir, replay.OpenOptions{AllowEdited: true})
			require.NoError(t, err)
			require.Equal(t, []string{filepath.Base(path)}, p.Edited())
			require.NotEqual(t, before.Sum(), p.Sum())
			resp, err := p.Exchange(t.Context(), get("/v1/settings", ""))
			if tc.status == 0 {
				require.Equal(t, webex.NotRecorded, failure(t, err).Kind)
				return
			}
			require.NoError(t, err)
			require.Equal(t, tc.status, resp.Status)
		})
	}
}

func TestOpenLeavesOtherFilesAlone(t *testing.T) {
	t.Parallel()
	dir := record(t, sample(), sampleRequests...)
	before := open(t, dir).Sum()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "README.md"), []byte("x"), 0o600))
	require.Equal(t, before, open(t, dir).Sum())
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	replace := func(prefix, from, to string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			path := filepath.Join(dir, "recording.json")
			if prefix != "" {
				path = file(t, dir, prefix)
			}
			edit(t, path, func(s string) string {
				require.Contains(t, s, from)
				return strings.Replace(s, from, to, 1)
			})
		}
	}
	for name, tc := range map[string]struct {
		change func(*testing.T, string)
		want   string
	}{
		"no recording":   {func(t *testing.T, dir string) { require.NoError(t, os.Remove(filepath.Join(dir, "recording.json"))) }, "holds no recording.json, so it is no recording"},
		"no directory":   {func(t *testing.T, dir string) { require.NoError(t, os.RemoveAll(dir)) }, "no such file"},
		"version":        {replace("", `"1.0.0"`, `"2.0.0"`), `recording.json: format_version is "2.0.0" and this program reads "1.0.0"`},
		"no version":     {replace("", `"format_version"`, `"format"`), `recording.json: format_version is ""`},
		"no clock":       {replace("", `"recorded_at": "2026-03-01T12:00:00Z"`, `"recorded_at": "0001-01-01T00:00:00Z"`), "recording.json: recorded_at is missing"},
		"manifest field": {replace("", `"tool_version"`, `"tools"`), `recording.json: unknown field "tools"`},
		"bad manifest":   {replace("", `"organization": {`, `"organization": [`), "recording.json: line 6: "},
		"bad JSON":       {replace("api_v1.settings", `"status": 204`, `"status": 204,,`), "line 9: invalid character ','"},
		"cut":            {replace("api_v1.settings", "\"body\": null\n}\n", `"body": `), "line 12: it ends too early"},
		"empty": {func(t *testing.T, dir string) {
			edit(t, file(t, dir, "api_v1.settings"), func(string) string { return "" })
		}, "line 1: it ends too early"},
		"more": {func(t *testing.T, dir string) {
			edit(t, file(t, dir, "api_v1.settings"), func(s string) string { return s + "{}" })
		}, "line 14: there is more after the end"},
		"wrong type":    {replace("api_v1.settings", `"status": 204`, `"status": "204"`), "line 9: cannot unmarshal string"},
		"unknown field": {replace("api_v1.settings", `"status": 204`, `"status": 204, "x": 1`), `.json: unknown field "x"`},
		"method":        {replace("api_v1.settings", `"GET"`, `"POST"`), "request.method is not GET"},
		"host":          {replace("api_v1.settings", `"api"`, `"wdm"`), `request.host "wdm" is none of the services`},
		"path":          {replace("api_v1.settings", `"path": "/`, `"path": "`), "request.path does not begin with a slash"},
		"template":      {replace("api_v1.settings", `"template": "/`, `"template": "`), "request.template does not begin with a slash"},
		"status":        {replace("api_v1.settings", `204`, `99`), "status 99 is none"},
		"error":         {replace("api_v1.down", `"unavailable"`, `"hunger"`), `error "hunger" is not known`},
		"both":          {replace("api_v1.down", `"status": 0`, `"status": 200`), "there is an error and a status"},
		"neither":       {replace("api_v1.down", `"error": "unavailable",`, ``), "status 0 is none"},
		"problem":       {replace("api_v1.people.p1", `"scope"`, `"hunger"`), `problem "hunger" is not known`},
		"header":        {replace("api_v1.settings", `"headers": {`, `"headers": {"Authorization": "x"`), `header "Authorization" is none of`},
		"time":          {replace("api_v1.settings", `"read_at": "2026`, `"read_at": "soon`), "parsing time"},
		"no time":       {replace("api_v1.settings", `"read_at": "2026-03-01T12:00:00.09Z",`, ``), "read_at is missing"},
		"no body":       {replace("api_v1.settings", ",\n  \"body\": null", ``), "body is missing; write null for none"},
		"the same exchange": {func(t *testing.T, dir string) {
			data, err := os.ReadFile(file(t, dir, "api_v1.settings"))
			require.NoError(t, err)
			require.NoError(t, os.WriteFile(filepath.Join(dir, "api_v1.zzz.json"), data, 0o600))
		}, "api_v1.zzz.json: it answers the same request as api_v1.settings_"},
		"a directory": {func(t *testing.T, dir string) { require.NoError(t, os.Mkdir(filepath.Join(dir, "x.json"), 0o700)) }, "x.json: it is no plain file"},
		"too large": {func(t *testing.T, dir string) {
			require.NoError(t, os.Truncate(file(t, dir, "api_v1.settings"), 128<<20+1))
		}, "it is larger than 128 MiB"},
		"a way out": {func(t *testing.T, dir string) {
			require.NoError(t, os.Symlink("/etc/hostname", filepath.Join(dir, "x.json")))
		}, "x.json"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := record(t, sample(), sampleRequests...)
			tc.change(t, dir)
			_, err := replay.Open(dir, replay.OpenOptions{AllowEdited: true})
			require.ErrorContains(t, err, tc.want)
			require.ErrorContains(t, err, "open recording: ")
			require.ErrorContains(t, err, dir)
		})
	}
}

func TestOpenNamesTheDirectoryThatIsMissing(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "nothing")
	_, err := replay.Open(dir, replay.OpenOptions{})
	require.ErrorIs(t, err, os.ErrNotExist)
	require.ErrorContains(t, err, dir)
}
