package har

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestImportRefuses(t *testing.T) {
	t.Parallel()
	good := exchange{url: brokerURL, body: signInBody, daysAgo: 1}
	whole := archive(t, good)
	wrap := func(entry string) string { return `{"log":{"version":"1.2","entries":[` + entry + `]}}` }
	deep := strings.Repeat("[", 5000) + strings.Repeat("]", 5000)
	for name, tt := range map[string]struct{ file, want string }{
		"nothing":              {"", "ends too early"},
		"no JSON":              {"<html>canary-page</html>", "no HTTP archive"},
		"a list":               {`[1]`, "no HTTP archive"},
		"a text":               {`"canary"`, "no HTTP archive"},
		"no log":               {`{"canary":{"entries":[]}}`, "no log with entries"},
		"no entries":           {`{"log":{"version":"1.2"}}`, "no log with entries"},
		"log of another type":  {`{"log":[]}`, "log is no object"},
		"entries as an object": {`{"log":{"entries":{}}}`, "entries is no list"},
		"entries null":         {`{"log":{"entries":null}}`, "entries is no list"},
		"an entry is a text":   {wrap(`"canary"`), "entry of entry 1 is no object"},
		"another version":      {`{"log":{"version":"2.0","entries":[]}}`, "another version"},
		"version as a number":  {`{"log":{"version":1.2,"entries":[]}}`, "version is no text"},
		"cut off":              {whole[:len(whole)/2], "ends too early"},
		"cut off at the end":   {whole[:len(whole)-1], "ends too early"},
		"more behind the end":  {whole + `{"canary":1}`, "something follows"},
		"two logs":             {`{"log":{"entries":[]},"log":{"entries":[]}}`, "log is there twice"},
		"two lists":            {`{"log":{"entries":[],"entries":[]}}`, "entries is there twice"},
		"two requests":         {wrap(`{"request":{},"request":{}}`), "request of entry 1 is there twice"},
		"two responses":        {wrap(`{"response":{},"response":{}}`), "response of entry 1 is there twice"},
		"two texts":            {wrap(`{"response":{"content":{"text":"a","text":"b"}}}`), "text of entry 1 is there twice"},
		"two addresses":        {wrap(`{"request":{"url":"a","url":"b"}}`), "url of entry 1 is there twice"},
		"request as a list":    {wrap(`{"request":[]}`), "request of entry 1 is no object"},
		"address as a number":  {wrap(`{"request":{"url":5}}`), "url of entry 1 is no text"},
		"status as a text":     {wrap(`{"response":{"status":"200"}}`), "status of entry 1 is no number"},
		"body as an object":    {wrap(`{"response":{"content":{"text":{"canary":1}}}}`), "text of entry 1 is no text"},
		"moment as a number":   {wrap(`{"startedDateTime":5}`), "startedDateTime of entry 1 is no text"},
		"no moment":            {strings.Replace(whole, `"startedDateTime":"2026`, `"startedDateTime":"canary`, 1), "is no moment"},
		"nested too deep":      {wrap(`{"canary":` + deep + `}`), "nested too deep"},
		"nested outside":       {`{"canary":` + deep + `,"log":{"entries":[]}}`, "nested too deep"},
		"a broken literal":     {`{"canary":tru,"log":{}}`, "no JSON"},
		"a raw line break":     {"{\"can\nary\":1}", "no JSON"},
		"a trailing comma":     {`{"log":{"entries":[],}}`, "no JSON"},
		"a bad escape":         {wrap(`{"request":{"url":"\x"}}`), "no JSON"},
		"no entry":             {archive(t), "none of the 0 entries"},
		"none of ours":         {archive(t, exchange{url: "https://webexapis.com/v1/people/me", body: "{}"}), "Organization Settings"},
		"without content":      {archive(t, exchange{url: brokerURL}), "save all as HAR with content"},
		"no JSON inside":       {archive(t, exchange{url: brokerURL, body: "<html>canary</html>"}), "the answer of entry 1 is no JSON"},
		"bad base64":           {archive(t, exchange{url: brokerURL, body: "{}", encoding: "base64"}), "is written in a way that is not known"},
		"another encoding":     {archive(t, exchange{url: brokerURL, body: "{}", encoding: "canary"}), "is written in a way that is not known"},
		"too old":              {archive(t, good, exchange{url: atlasURL, body: "{}", daysAgo: 91}), "more than 90 days before 2026-11-20"},
		"from the future":      {archive(t, exchange{url: brokerURL, body: "{}", daysAgo: -1}), "after the clock of this run"},
		"two organisations":    {archive(t, good, exchange{url: strings.Replace(brokerURL, testOrg, otherOrg, 1), body: "{}"}), "two organisations"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := options(t)
			res, err := Import(t.Context(), strings.NewReader(tt.file), o)
			require.ErrorContains(t, err, tt.want)
			require.Nil(t, res)
			require.NotContains(t, err.Error(), "canary")
			require.NotContains(t, err.Error(), "\n")
			requireNothingLeft(t, o)
		})
	}
}

func TestImportWritesOverNothing(t *testing.T) {
	t.Parallel()
	o := options(t)
	require.NoError(t, os.MkdirAll(o.To, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(o.To, "mine.txt"), []byte("mine"), 0o600))
	_, err := Import(t.Context(), strings.NewReader(archive(t, exchange{url: brokerURL, body: signInBody, daysAgo: 1})), o)
	require.ErrorContains(t, err, "is not empty")
	_, err = Import(t.Context(), strings.NewReader("{}"), Options{})
	require.ErrorContains(t, err, "required")
}

func TestOpenRefuses(t *testing.T) {
	t.Parallel()
	o := options(t)
	_, err := Import(t.Context(), strings.NewReader(archive(t, exchange{url: brokerURL, body: signInBody, daysAgo: 1})), o)
	require.NoError(t, err)
	_, err = Open(o.To, testNow.AddDate(0, 0, 90), false)
	require.ErrorContains(t, err, "more than 90 days")
	_, err = Open(o.To, testNow.AddDate(0, 0, 89), false)
	require.NoError(t, err)
	_, err = Open(o.To, testNow.AddDate(0, 0, -2), false)
	require.ErrorContains(t, err, "after the clock")
	_, err = Open(filepath.Join(o.To, "nowhere"), testNow, false)
	require.Error(t, err)
	span := options(t)
	_, err = Import(t.Context(), strings.NewReader(archive(t, exchange{url: brokerURL, body: signInBody, daysAgo: 2}, exchange{url: atlasURL, body: "{}"})), span)
	require.NoError(t, err)
	_, err = Open(span.To, testNow.AddDate(0, 0, -1), false)
	require.ErrorContains(t, err, "after the clock", "every answer is from before the run, not only the first")
	_, err = Open(filepath.Join("..", "..", "fixtures", "clinic"), testNow, false)
	require.ErrorContains(t, err, "no capture of a browser")

	taken, err := filepath.Glob(filepath.Join(span.To, "idbroker_*"))
	require.NoError(t, err)
	require.NoError(t, os.Remove(taken[0]))
	_, err = Open(span.To, testNow, false)
	require.ErrorContains(t, err, taken[0]+" is missing", "an answer that was taken away leaves the word to a lesser source")
	_, err = Open(span.To, testNow, true)
	require.NoError(t, err)

	files, err := filepath.Glob(filepath.Join(o.To, "idbroker_*"))
	require.NoError(t, err)
	data, err := os.ReadFile(files[0])
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(files[0], []byte(strings.Replace(string(data), `"mfaEnabled": true`, `"mfaEnabled": false`, 1)), 0o600))
	_, err = Open(o.To, testNow, false)
	require.ErrorContains(t, err, "was changed since it was recorded")
	_, err = Open(o.To, testNow, true)
	require.NoError(t, err)
}
