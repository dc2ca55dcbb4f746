package collect

import (
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestRedactQuery(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	q := url.Values{
		"hostEmail": {"Jane@clinic.example"}, "from": {"2026-01-01T00:00:00Z"}, "siteUrl": {"one.webex.com"}, "max": {"100"},
		"cursor": {"bmFtZT1KYW5l"}, "filter": {`userName eq "jane@clinic.example"`}, "displayName": {"Jane"},
	}
	got := r.Query("/v1/meetings", q)
	require.Equal(t, "Jane@clinic.example", q.Get("hostEmail"), "the query of the caller stays")
	require.Equal(t, r.names.Mail("jane@clinic.example"), got.Get("hostEmail"))
	require.Equal(t, "2026-01-01T00:00:00Z", got.Get("from"))
	require.Equal(t, "one.webex.com", got.Get("siteUrl"))
	require.Equal(t, "100", got.Get("max"))
	require.Equal(t, r.names.Exact("bmFtZT1KYW5l"), got.Get("cursor"))
	require.NotEqual(t, r.names.Exact("bmFtZT1KYW5l"), r.names.Exact("bmftZT1KYW5l"), "cursors differ by the case of a letter")
	require.Contains(t, got, "displayName")
	require.NotContains(t, strings.ToLower(strings.ReplaceAll(got.Encode(), "displayName", "")), "jane")
	require.Equal(t, url.Values{"hostEmail": {"all"}}, r.Query("/v1/recordingReport/accessSummary", url.Values{"hostEmail": {"all"}}))
	require.NotNil(t, r.Query("/v1/roles", nil))
}

// TestRedactQueryOfNextLinks: what a server writes into a next link survives
// only where the tool would have written it.
func TestRedactQueryOfNextLinks(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	for name, values := range map[string]struct{ kept, replaced []string }{
		"max":             {[]string{"100", "null", ""}, []string{"Jane", "-1", "5551234567890"}},
		"startIndex":      {[]string{"1"}, []string{"1.5"}},
		"from":            {[]string{"2026-01-01T00:00:00Z", ""}, []string{"Jane", "2026-01-01T00:00:00Z Jane"}},
		"siteUrl":         {[]string{"one.webex.com"}, []string{"Jane", "jane doe.webex.com", "https://one.webex.com/jane"}},
		"meetingId":       {[]string{"a1_b-2", "Y2lzY29zcGFyazovL3Vz=="}, []string{"Jane Doe", "https://jane", "Jané"}},
		"eventCategories": {[]string{"LOGINS,LOGOUT"}, []string{"LOGINS,Jane Doe", "a,"}},
		"cursor":          {[]string{""}, []string{"abc", "ABC"}},
	} {
		for _, v := range values.kept {
			require.Equal(t, v, r.Query("/v1/meetings", url.Values{name: {v}}).Get(name), "%s=%s", name, v)
		}
		for _, v := range values.replaced {
			require.Regexp(t, "^k-[0-9a-f]{16}$", r.Query("/v1/meetings", url.Values{name: {v}}).Get(name), "%s=%s", name, v)
		}
	}
	for _, name := range []string{"Jane Doe", "jane@clinic.example", "n555123", "é", strings.Repeat("a", 31)} {
		require.Equal(t, url.Values{r.names.Exact(name): {r.names.Exact("1")}}, r.Query("/v1/meetings", url.Values{name: {"1"}}))
	}
	require.Regexp(t, "^u-[0-9a-f]{12}$", r.Query("/v1/meetings", url.Values{"hostEmail": {"Jane Doe"}}).Get("hostEmail"))
}
