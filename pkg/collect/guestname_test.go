package collect

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCommonNames(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		name, words string
		common      bool
	}{
		"none":                    {"", "", false},
		"blank":                   {" \t", "", false},
		"of Webex":                {"Guest", "guest", true},
		"counted":                 {"Guest 17", "guest", true},
		"of a telephone":          {" iPhone 13  Pro Max", "iphone pro max", true},
		"in brackets":             {"(Patient)", "patient", true},
		"joined by a line":        {"Call-in User_3", "call in user", true},
		"initials":                {"J. D.", "j d", true},
		"not Latin":               {"Гость", "", false},
		"with an accent":          {"GÄSTE", "gäste", true},
		"signs":                   {"...", "", true},
		"a few digits":            {"42", "", true},
		"a number":                {"+1 555 0100 123", "", false},
		"a guest with a number":   {"Guest 5550100123", "", false},
		"a person":                {"Maria Lopez", "", false},
		"a person's telephone":    {"Maria's iPhone", "", false},
		"a word inside of a name": {"Guestovic", "", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var n guestName
			text, err := json.Marshal(tc.name)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &n))
			words, common := n.common()
			require.Equal(t, tc.words, words)
			require.Equal(t, tc.common, common)

			recorded := guestName{}.redact(tc.name, &Pseudonyms{secret: []byte("k")})
			var again guestName
			text, err = json.Marshal(recorded)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &again))
			_, common = again.common()
			require.Equal(t, tc.common, common, "a recording says %q", recorded)
			if !tc.common && n.text != "" {
				require.NotContains(t, recorded, tc.name)
			}
		})
	}
}
