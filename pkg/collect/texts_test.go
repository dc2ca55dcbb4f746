package collect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestTextRules(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for field, texts := range map[string]struct{ kept, replaced []string }{
		"id": {[]string{"", "a", "id_full_admin", "Y2lzY29zcGFyazovL3Vz==", "ciscospark://us/PEOPLE/a-b", "urn:a:b.c+d"},
			[]string{"Jane Doe", "jane@clinic.example", "https://jane", "ciscospark://a://b", "Jané", strings.Repeat("a", 251), "a\nb"}},
		"siteUrl":     {[]string{"", "One.Webex.com", "one.webex.com#attendee"}, []string{"Jane", "jane doe.webex.com", "1.2.3.4", "-a.b", "a..b"}},
		"vendorName":  {[]string{"", "Dubber", "Call on Webex (1:1 call, non-PSTN)", "Café & Co. 2026"}, []string{"jane@clinic.example", "Patient 12345", "a\nb", "<Jane>", strings.Repeat("a", 81)}},
		"name":        {[]string{"Full Administrator", "Webex Suite - Enterprise"}, []string{"Jane's"}},
		"siteType":    {[]string{"Control Hub managed site"}, []string{"call 5551234"}},
		"displayName": {[]string{"St. Mary's Clinic"}, []string{"jane@clinic.example"}},
	} {
		for _, text := range texts.kept {
			require.Equal(t, text, ruleOf(field)(text, p), field)
		}
		for _, text := range texts.replaced {
			got := ruleOf(field)(text, p)
			require.Regexp(t, `^(k-[0-9a-f]{16}|\[redacted\])$`, got, "%s %s", field, text)
		}
	}
	require.Equal(t, "one.webex.com", siteText("https://one.webex.com/jane?doe", p))
	require.NotEqual(t, idText("Jane Doe", p), idText("John Doe", p), "a replay tells them apart")
}

func TestRedactWords(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	require.Equal(t, []any{"L1", redacted, "one.webex.com#attendee", redacted, "one.webex.com"},
		words(nil).redact([]any{"L1", "Jane Doe", "one.webex.com#attendee", "https://jane", "https://one.webex.com/jane"}, p))
}
