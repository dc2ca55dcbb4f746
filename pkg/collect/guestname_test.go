package collect

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestCommonNames(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		name   string
		common bool
	}{
		"none":                    {"", false},
		"blank":                   {" \t", false},
		"of Webex":                {"Guest", true},
		"counted":                 {"Guest 17", true},
		"of a telephone":          {" iPhone 13  Pro Max", true},
		"in brackets":             {"(Patient)", true},
		"joined by a line":        {"Call-in User_3", true},
		"initials":                {"J. D.", true},
		"not Latin":               {"Гость", false},
		"in Chinese":              {"李 明", false},
		"in Hindi":                {"सीता", false},
		"in Arabic, spaced":       {"م ح", false},
		"with an accent":          {"GÄSTE", true},
		"signs":                   {"...", true},
		"a few digits":            {"42", true},
		"a number":                {"+1 555 0100 123", false},
		"a guest with a number":   {"Guest 5550100123", false},
		"a person":                {"Maria Lopez", false},
		"a person's telephone":    {"Maria's iPhone", false},
		"a word inside of a name": {"Guestovic", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var n guestName
			text, err := json.Marshal(tc.name)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &n))
			require.Equal(t, tc.common, n.common())

			recorded := guestName{}.redact(tc.name, &Pseudonyms{secret: []byte("k")})
			var again guestName
			text, err = json.Marshal(recorded)
			require.NoError(t, err)
			require.NoError(t, json.Unmarshal(text, &again))
			require.Equal(t, tc.common, again.common(), "a recording says %q", recorded)
			if tc.common {
				require.Equal(t, "guest", recorded, "even initials are of a name")
			} else if n.text != "" {
				require.NotContains(t, recorded, tc.name)
			}
		})
	}
}
