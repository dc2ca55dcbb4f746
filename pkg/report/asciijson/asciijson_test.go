package asciijson

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestEscape(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ in, all, unprintable string }{
		"plain":         {`{"a": "b\n"}`, `{"a": "b\n"}`, `{"a": "b\n"}`},
		"layout":        {"{\n\t1}", "{\n\t1}", "{\n\t1}"},
		"letters":       {`"Zoë 张"`, `"Zo\u00eb \u5f20"`, `"Zoë 张"`},
		"picture":       {`"😀"`, `"\ud83d\ude00"`, `"😀"`},
		"tag":           {"\"\U000e0041\"", `"\udb40\udc41"`, `"\udb40\udc41"`},
		"delete":        {"\"\x7f\"", `"\u007f"`, `"\u007f"`},
		"eight-bit":     {"\"\u009b31m\u0085\"", `"\u009b31m\u0085"`, `"\u009b31m\u0085"`},
		"direction":     {"\"\u202e\u2066\"", `"\u202e\u2066"`, `"\u202e\u2066"`},
		"broken":        {"\"\xff\x80\"", `"\ufffd\ufffd"`, `"\ufffd\ufffd"`},
		"replaced once": {"\"\ufffd\"", `"\ufffd"`, "\"\ufffd\""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.all, string(All(nil, []byte(tc.in))))
			require.Equal(t, tc.unprintable, string(Unprintable(nil, []byte(tc.in))))
		})
	}
}

func FuzzAll(f *testing.F) {
	for _, s := range []string{"", "a", "ë\u0085😀", "\xff", "\x00\x1f\x7f"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		in, err := json.Marshal(s)
		require.NoError(t, err)
		var want string
		require.NoError(t, json.Unmarshal(in, &want))
		for _, out := range [][]byte{All(nil, in), Unprintable(nil, in)} {
			var got string
			require.NoError(t, json.Unmarshal(out, &got))
			require.Equal(t, want, got)
		}
		for _, c := range All(nil, in) {
			require.True(t, c >= ' ' && c <= '~', "%#x", c)
		}
	})
}
