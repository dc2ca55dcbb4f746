package collect

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTargetAddress(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]targetAddress{
		"https://Hooks.Clinic.example/in/canary?token=canary": {"https", "hooks.clinic.example", ""},
		"http://canary:canary@10.0.0.7:8443/#canary":          {"http", "10.0.0.7", "8443"},
		"https://[2001:db8::1]:443/canary":                    {"https", "2001:db8::1", ""},
		" HTTPS://hooks.clinic.example. ":                     {"https", "hooks.clinic.example", ""},
		"http://localhost:8080/":                              {"http", "localhost", "8080"},
		"wss://media.clinic.example/canary":                   {"wss", "media.clinic.example", ""},
		"https://[2001:db8::1]:8443/canary":                   {"https", "2001:db8::1", "8443"},
		"https://hooks.clinic.example:99999/":                 {},
		"https://hooks.clinic.example:0/":                     {},
		"https://can ary/":                                    {},
		"https://jane@mail.example@/":                         {},
		"https:///canary":                                     {},
		"hooks.clinic.example":                                {},
		"mailto:jane@mail.example":                            {},
		"canary":                                              {},
		"":                                                    {},
	} {
		require.Equal(t, want, targetAddressOf(text), text)
		if want != (targetAddress{}) {
			require.Equal(t, want, targetAddressOf(want.text()), text)
		}
		require.NotContains(t, targetAddress{}.redact(text, nil), "canary", text)
	}
	for _, body := range []string{`7`, `null`, `{}`, `["https://a.example/"]`, `true`} {
		var a targetAddress
		require.NoError(t, json.Unmarshal([]byte(body), &a))
		require.Empty(t, a, body)
	}
}

func FuzzTargetAddress(f *testing.F) {
	for _, seed := range []string{"https://a.example/b?c=d", "http://[::1%25eth0]/", "https://u:p@a.example:1/", "//a.example", "a:b", "https://é.example/", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a := targetAddressOf(text)
		if a == (targetAddress{}) {
			require.Contains(t, []any{redacted, ""}, targetAddress{}.redact(text, nil))
			return
		}
		require.NotEmpty(t, a.scheme)
		require.True(t, isServer(a.host), "%q", a.host)
		require.Equal(t, a.text(), targetAddress{}.redact(text, nil))
		require.Equal(t, a, targetAddressOf(a.text()), "a recording decodes into the same")
	})
}

func TestShownName(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"Confidential – PHI": "Confidential – PHI", "Notes & More (v2)": "Notes & More (v2)", "": "",
		"jane@mail.example": redacted, "Record 1234567": redacted, "two\nlines": redacted, "<b>": redacted,
	} {
		var n shownName
		body, err := json.Marshal(text)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(body, &n))
		require.Equal(t, shownName(want), n)
		require.Equal(t, want, n.redact(text, nil))
	}
	var n shownName
	require.NoError(t, json.Unmarshal([]byte(`{"a":1}`), &n))
	require.Empty(t, n)
}
