package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
	"wxaudit/pkg/webex/auth"
)

// A captive portal, or a proxy that wants a sign-in of its own, answers for
// Webex. Nobody has to sign in again for that, and nobody pasted anything.
func TestSomebodyElseAnswers(t *testing.T) {
	portal := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/redirect/v1/access_token" {
			http.Redirect(w, r, "/portal", http.StatusFound)
			return
		}
		_, _ = w.Write([]byte("<html>canary-portal</html>"))
	}))
	t.Cleanup(portal.Close)
	d := newDesk(t)
	d.login(0)
	before := d.stored("administrator")
	d.now = d.now.Add(20 * 24 * time.Hour)
	for _, url := range []string{portal.URL, portal.URL + "/redirect"} {
		d.env["WXAUDIT_API_URL"] = url
		_, said := d.do(3, "run")
		require.NotContains(t, said, "wxaudit login")
		require.NotContains(t, said, "canary")
		require.Equal(t, before, d.stored("administrator"))

		d.in = "canary-a\ncanary-b\n"
		_, said = d.do(3, "login", "--service-app", "--token-store", "file")
		require.Contains(t, said, "is WXAUDIT_API_URL the address of Webex")
	}
}

func TestThePortIsTaken(t *testing.T) {
	d := newDesk(t)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	require.NoError(t, err)
	_, said := d.do(3, "login", "--token-store", "file", "--redirect-port", port)
	require.Contains(t, said, "hint: end the other program")
	require.Contains(t, said, "--redirect-port PORT")
	require.NotContains(t, said, "HTTPS_PROXY")
}

func TestHintsOfARenewalThatFailed(t *testing.T) {
	for kind, want := range map[auth.ErrorKind]struct {
		code int
		hint string
	}{
		auth.InvalidGrant:  {exitUnfinished, "sign in again: wxaudit login --profile p"},
		auth.Denied:        {exitUnfinished, "sign in again: wxaudit login --profile p"},
		auth.InvalidClient: {exitUsage, "check WXAUDIT_CLIENT_ID"},
		auth.Unavailable:   {exitUnfinished, "check the network"},
		auth.Refused:       {exitUnfinished, ""},
		auth.Malformed:     {exitUnfinished, ""},
	} {
		e, ok := errors.AsType[*exitError](cannotRenew("p", &auth.Error{Kind: kind}))
		require.True(t, ok)
		require.Equal(t, want.code, e.code, kind)
		if want.hint == "" {
			require.Empty(t, e.hint, kind)
		}
		require.Contains(t, e.hint, want.hint, kind)
	}
}

func TestHintsOfAnswersThatSayNothing(t *testing.T) {
	t.Parallel()
	for kind, hint := range map[webex.Kind]string{
		webex.Unauthorized: "sign in again with wxaudit login",
		webex.Forbidden:    "the token lacks a scope",
		webex.Schema:       notWebex,
		webex.Unavailable:  "HTTPS_PROXY",
		webex.Timeout:      "HTTPS_PROXY",
	} {
		require.Contains(t, refusedHint(fmt.Errorf("read: %w", &webex.Error{Kind: kind})), hint)
	}
	require.Empty(t, refusedHint(&webex.Error{Kind: webex.Budget}))
	require.Empty(t, refusedHint(errors.New("a disk")))
}
