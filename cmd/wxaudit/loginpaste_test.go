package main

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whoever pastes the wrong text at a terminal has two more goes.
func TestAWrongPasteCanBePutRight(t *testing.T) {
	d := newDesk(t)
	wrong := func(text string) func(string) string { return func(string) string { return text } }
	right := func(said string) string {
		u, err := url.Parse(regexp.MustCompile(`http://\S+/v1/authorize\S+`).FindString(said))
		require.NoError(t, err)
		d.fake.mu.Lock()
		defer d.fake.mu.Unlock()
		d.fake.asked, d.fake.challenge = u.Query(), u.Query().Get("code_challenge")
		return u.Query().Get("redirect_uri") + "?code=canary-code&state=" + u.Query().Get("state")
	}
	login := func(code int) string {
		_, said := d.do(code, "login", "--no-browser", "--token-store", "file")
		return said
	}
	d.typed = []func(string) string{wrong("canary-nonsense"), wrong("?code=canary-code&state=canary"), right}
	said := login(0)
	require.Equal(t, 2, strings.Count(said, "paste it again:"))
	require.NotContains(t, said, "canary")

	d.typed = []func(string) string{wrong(""), wrong("?code=canary-code&state=canary"), wrong("canary-nonsense"), right}
	said = login(2)
	require.Equal(t, 2, strings.Count(said, "paste it again:"))
	require.Contains(t, said, "hint: begin again")

	// Nobody can paste again what Webex refused.
	refused := func(said string) string { return strings.Replace(right(said), "canary-code", "used-up", 1) }
	d.typed = []func(string) string{refused, right}
	require.NotContains(t, login(3), "paste it again:")

	d.typed, d.in = nil, "canary-nonsense\n"
	require.NotContains(t, login(2), "paste it again:", "a pipe has one go")
}
