package collect

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestClientIP(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"203.0.113.77":               "203.0.113.0/24",
		" 203.0.113.77 ":             "203.0.113.0/24",
		"203.0.113.77:443":           "203.0.113.0/24",
		"::ffff:203.0.113.77":        "203.0.113.0/24",
		"2001:db8:ca:a7:1:2:3:4":     "2001:db8:ca::/48",
		"[2001:db8:ca:a7::1]:8443":   "2001:db8:ca::/48",
		"fe80::1%en0":                "fe80::/48",
		"203.0.113.77, 198.51.100.1": "",
		"203.0.113.0/24":             "",
		"203.0.113.0/24#k-1":         "203.0.113.0/24",
		"203.0.113.77/32#k-1":        "203.0.113.0/24",
		"jane@clinic.example":        "",
		"":                           "",
	} {
		b, err := json.Marshal(text)
		require.NoError(t, err)
		var ip clientIP
		require.NoError(t, json.Unmarshal(b, &ip))
		require.Equal(t, want, ip.network(), text)
		require.NotContains(t, fmt.Sprintf("%v %+v %#v", ip, ip, ip), "77")
	}
}

// TestClientIPRecorded: what a recording keeps tells networks and addresses
// apart as the answer did, and holds no address.
func TestClientIPRecorded(t *testing.T) {
	t.Parallel()
	p := testRedactor().names
	texts := []string{"203.0.113.77", "203.0.113.78", "198.51.100.77", "2001:db8:ca:a7:1:2:3:4", "jane's phone"}
	seen := map[any]bool{}
	for _, text := range texts {
		kept := clientIP{}.redact(text, p)
		require.Equal(t, kept, clientIP{}.redact(text, p))
		require.False(t, seen[kept])
		seen[kept] = true
		require.Equal(t, clientIP{text}.network(), clientIP{kept.(string)}.network())
		require.NotContains(t, kept, text)
		require.NotContains(t, kept, "jane")
	}
	require.Empty(t, clientIP{}.redact("", p))
}

func TestLongestPause(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return testNow.AddDate(0, 0, -n) }
	since, recent := day(125), day(30)
	for name, tt := range map[string]struct {
		at   []time.Time
		days snapshot.Opt[int]
		open snapshot.Tri
	}{
		"none of late":          {[]time.Time{day(50)}, snapshot.Opt[int]{}, snapshot.Unknown},
		"woke after a while":    {[]time.Time{day(110), day(5), day(4)}, snapshot.Some(105), snapshot.No},
		"never seen before":     {[]time.Time{day(5)}, snapshot.Some(120), snapshot.Yes},
		"every day":             {[]time.Time{day(33), day(32), day(31), day(29), day(28)}, snapshot.Some(2), snapshot.No},
		"two of late and a gap": {[]time.Time{day(124), day(25), day(1)}, snapshot.Some(99), snapshot.No},
	} {
		days, open := longestPause(tt.at, since, recent)
		require.Equal(t, tt.days, days, name)
		require.Equal(t, tt.open, open, name)
	}
}

func FuzzClientIP(f *testing.F) {
	for _, text := range []string{"203.0.113.77", "2001:db8::1", "203.0.113.0/24#k-1", "fe80::1%en0", "jane"} {
		f.Add(text)
	}
	p := testRedactor().names
	f.Fuzz(func(t *testing.T, text string) {
		ip := clientIP{strings.TrimSpace(text)}
		kept, ok := clientIP{}.redact(text, p).(string)
		require.True(t, ok)
		require.Equal(t, ip.network(), clientIP{kept}.network())
		require.Equal(t, ip.text == "", kept == "")
	})
}
