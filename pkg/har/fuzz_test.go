package har

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// FuzzRead: whatever a file holds, reading it ends in a selection or an error
// that quotes nothing of it.
func FuzzRead(f *testing.F) {
	entry := `{"startedDateTime":"2026-11-19T03:30:00.000Z","request":{"method":"GET","url":"` + brokerURL + `"},
		"response":{"status":200,"content":{"text":"{\"mfaEnabled\":true}"}}}`
	for _, seed := range []string{
		"", "{}", "[]", "\ufeff{}", `{"log":{}}`, `{"log":{"version":"1.2","entries":[]}}`, `{"log":{"version":"1.2","entries":[` + entry + `]}}`,
		`{"log":{"entries":[` + entry + `,` + entry + `]}}`, `{"log":{"entries":[{"request":{"url":"\ud800"}}]}}`, `{"a":[[[[1e5,-0.1,null,true,false]]]],"log":{"entries":[{}]}}`,
		strings.Replace(entry, "{\\\"mfaEnabled\\\":true}", "e30=", 1), `{"log":{"entries":[{"response":{"status":2e2,"content":{"encoding":"base64","text":"e30="}}}]}}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, file string) {
		s := newSelection()
		err := s.read(newWalker(t.Context(), strings.NewReader(file)))
		if err != nil {
			require.NotContains(t, err.Error(), "\n")
			require.Less(t, len(err.Error()), 300)
			return
		}
		for path, a := range s.answers {
			require.True(t, strings.HasPrefix(path, "/"))
			require.NotEmpty(t, s.organization)
			require.Contains(t, path, s.organization)
			require.False(t, a.at.IsZero())
		}
		_ = s.check(testNow)
		_ = s.result()
	})
}
