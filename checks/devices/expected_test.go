package devices

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestParseExpected(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]expectation{
		ConfigHardening.Params[0].Default.(string): {
			{"NetworkServices.HTTP.Mode", []string{"Off", "HTTPS"}}, {"UserInterface.SettingsMenu.Mode", []string{"Locked"}}, {"SerialPort.LoginRequired", []string{"On"}},
		},
		"A.B=x":                        {{"A.B", []string{"x"}}},
		" A.B = x ; ":                  {{"A.B", []string{"x"}}},
		"A.B IN(x)":                    {{"A.B", []string{"x"}}},
		"A.B IN (x,y)":                 {{"A.B", []string{"x", "y"}}},
		"A[1].B=HTTP+HTTPS":            {{"A[1].B", []string{"HTTP+HTTPS"}}},
		"Security.Session.Timeout =15": {{"Security.Session.Timeout", []string{"15"}}},
	} {
		got, err := parseExpected(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got, text)
	}
	for text, part := range map[string]string{
		"":                         "it expects nothing",
		" ; ;":                     "it expects nothing",
		"A.B=x; C.D":               `"C.D" is neither`,
		"A.B=x, y":                 `"A.B=x, y" is neither`,
		"Mode=x":                   `"Mode=x" does not begin with the name of a setting`,
		"A..B=x":                   `"A..B=x" does not begin`,
		"A.B=":                     `"A.B=" has a value that is no word: ""`,
		"A.B=two words":            `has a value that is no word: "two words"`,
		"A.B in ()":                `"A.B in ()" has a value that is no word`,
		"A.B in (x,)":              `"A.B in (x,)" has a value that is no word`,
		"A.B in (x":                `"A.B in (x" is neither`,
		"A.B=x; A.B=y":             `"A.B=y" names A.B a second time`,
		"A.B in (x, y) or C.D=z":   "does not begin with the name of a setting",
		"A.B!=x":                   `"A.B!=x" does not begin`,
		"A.B in (x, y);\nC.D in x": `"C.D in x" is neither`,
	} {
		_, err := parseExpected(text)
		require.ErrorContains(t, err, part, text)
		require.NotContains(t, err.Error(), "\n")
	}
}

func FuzzParseExpected(f *testing.F) {
	for _, seed := range []string{"A.B in (x, y); C.D=z", "A.B=", "A.B in (x", ";", "A[1].B=HTTP+HTTPS", "A.B in(x);C.D in (a,b,c)"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		all, err := parseExpected(text)
		if err != nil {
			require.Nil(t, all)
			require.NotContains(t, err.Error(), "\n")
			return
		}
		require.NotEmpty(t, all)
		var parts []string
		for _, e := range all {
			require.NotEmpty(t, e.values)
			require.True(t, e.met(strings.ToUpper(e.values[0])))
			parts = append(parts, e.key+" in ("+strings.Join(e.values, ", ")+")")
		}
		again, err := parseExpected(strings.Join(parts, ";"))
		require.NoError(t, err)
		require.Equal(t, all, again, "what was read can be written")
	})
}
