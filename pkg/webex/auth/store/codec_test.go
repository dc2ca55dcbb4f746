package store

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

const stored = `{
  "version": 1,
  "kind": "integration",
  "client": {
    "id": "client",
    "secret": "CANARY7f3a-client"
  },
  "access_token": "CANARY7f3a-access-1",
  "access_expires_at": "2026-03-15T02:00:00.123456789Z",
  "refresh_token": "CANARY7f3a-refresh-1",
  "refresh_expires_at": "2026-05-30T02:00:00.123456789Z",
  "scopes": [
    "spark:people_read",
    "spark-admin:people_read"
  ],
  "renewed_at": "2026-03-01T02:00:00.123456789Z",
  "signed_in_at": "2026-03-01T01:00:00.123456789Z"
}
`

func TestTheFormat(t *testing.T) {
	t.Parallel()
	data, err := encode(sample(1))
	require.NoError(t, err)
	require.Equal(t, stored, string(data))
	g, err := decode(data)
	require.NoError(t, err)
	require.Equal(t, sample(1), g)

	least := auth.Grant{Kind: auth.Given, Access: "x"}
	data, err = encode(least)
	require.NoError(t, err)
	require.Equal(t, "{\n  \"version\": 1,\n  \"kind\": \"given\",\n  \"client\": {},\n  \"access_token\": \"x\"\n}\n", string(data))
	g, err = decode(data)
	require.NoError(t, err)
	require.Equal(t, least, g)

	away := sample(1)
	away.AccessExpiry = away.AccessExpiry.In(time.FixedZone("", 3600))
	data, err = encode(away)
	require.NoError(t, err)
	require.Equal(t, stored, string(data))
}

func TestWhatCannotBeWritten(t *testing.T) {
	t.Parallel()
	for name, edit := range map[string]func(*auth.Grant){
		"hold no token":                   func(g *auth.Grant) { g.Access, g.Refresh = "", "" },
		"how the tokens were come by":     func(g *auth.Grant) { g.Kind = "" },
		"a time that cannot be written":   func(g *auth.Grant) { g.AccessExpiry = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC) },
		"characters that cannot be writt": func(g *auth.Grant) { g.Access = canary + "\xff" },
	} {
		g := sample(1)
		edit(&g)
		_, err := encode(g)
		require.ErrorContains(t, err, strings.TrimPrefix(name, "hold "))
		require.NotContains(t, err.Error(), canary)
	}
}

func TestWhatCannotBeRead(t *testing.T) {
	t.Parallel()
	edited := func(old, new string) string {
		require.Contains(t, stored, old)
		return strings.Replace(stored, old, new, 1)
	}
	for name, tc := range map[string]struct{ text, want string }{
		"nothing":           {"", "it is empty"},
		"half":              {stored[:100], "it ends too early"},
		"no JSON":           {edited(`"client": {`, `"client": CANARY7f3a`), "line 4: it is not JSON"},
		"bare token":        {"CANARY7f3a", "line 1: it is not JSON"},
		"twice":             {stored + stored, "there is more after the end"},
		"newer":             {edited(`"version": 1`, `"version": 2, "new": 1`), "a newer wxaudit"},
		"newer in all ways": {`{"version": 7, "client": 5}`, "a newer wxaudit"},
		"older":             {edited(`"version": 1`, `"version": 0`), "its version"},
		"no version":        {edited(`"version": 1,`, ``), "its version"},
		"a foreign file":    {`{"access_token": "CANARY7f3a"}`, "its version"},
		"a foreign key":     {edited(`"client": {`, `"CANARY7f3a": 1, "client": {`), "keys that this version does not know"},
		"a number":          {edited(`"CANARY7f3a-access-1"`, `4711`), "a value is not of its type"},
		"no time":           {edited(`2026-03-15T02`, `CANARY7f3a`), "a value cannot be read"},
		"no kind":           {edited(`integration`, `CANARY7f3a`), "come by"},
		"no token":          {`{"version":1,"kind":"device","client":{}}`, "no token"},
		"huge":              {stored + strings.Repeat(" ", maxSize), "too large"},
		"null":              {"null", "its version"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := decode([]byte(tc.text))
			require.ErrorContains(t, err, tc.want)
			require.NotContains(t, err.Error(), canary)
			require.NotContains(t, err.Error(), "4711")
		})
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{stored, stored[:80], "", "{}", "null", "[]", `{"version":2}`, strings.Replace(stored, "integration", "device", 1), stored + "x"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		g, err := decode(data)
		if err != nil {
			require.NotEmpty(t, err.Error())
			require.True(t, strings.HasPrefix(err.Error(), "it ") || strings.HasPrefix(err.Error(), "line ") ||
				strings.HasPrefix(err.Error(), "a value ") || strings.HasPrefix(err.Error(), "there is more "), err.Error())
			return
		}
		// What can be read can be written, and is the same then.
		require.True(t, versioned(data))
		again, err := encode(g)
		require.NoError(t, err)
		h, err := decode(again)
		require.NoError(t, err)
		require.True(t, g.Equal(h))
	})
}

func FuzzDecodePointer(f *testing.F) {
	p, chunks := split([]byte(stored), "a")
	text, err := p.encode()
	require.NoError(f, err)
	for _, seed := range []string{text, text[:20], "", "{}", `{"version":2}`, strings.Replace(text, `"count":1`, `"count":1000000`, 1)} {
		f.Add(seed, chunks[0])
	}
	f.Fuzz(func(t *testing.T, text, chunk string) {
		p, err := decodePointer(text)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		require.Contains(t, []string{"a", "b"}, p.Generation)
		require.NotEqual(t, p.Generation, p.other())
		require.True(t, p.Count >= 1 && p.Count <= maxChunks)
		again, err := p.encode()
		require.NoError(t, err)
		q, err := decodePointer(again)
		require.NoError(t, err)
		require.Equal(t, p, q)
		if data, err := p.join([]string{chunk}); err == nil {
			q, pieces := split(data, p.Generation)
			require.LessOrEqual(t, q.Count, len(chunk)/chunkSize+1)
			joined, err := q.join(pieces)
			require.NoError(t, err)
			require.Equal(t, data, joined)
		}
	})
}
