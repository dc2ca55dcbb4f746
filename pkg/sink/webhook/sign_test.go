package webhook

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

// The message of the specification's own examples.
func TestSignature(t *testing.T) {
	t.Parallel()
	k, err := parseKeys(sink.NewSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
	require.NoError(t, err)
	got := k.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", time.Unix(1614265330, 999), []byte(`{"test": 2432232314}`))
	require.Equal(t, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", got)
}

func secretOf(n int) string {
	return "whsec_" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", n)))
}

func TestKeys(t *testing.T) {
	t.Parallel()
	const canary = "Y2FuYXJ5"
	for name, tc := range map[string]struct {
		secret string
		keys   int
		wrong  string
	}{
		"none":             {"", 0, ""},
		"one":              {secretOf(24), 1, ""},
		"with line breaks": {" " + secretOf(32) + "\n" + secretOf(64) + "\r\n", 2, ""},
		"only space":       {" \n", 0, "only white space"},
		"no prefix":        {canary, 0, "signing secret 1 does not begin with whsec_"},
		"another kind":     {secretOf(32) + " whsk_" + canary, 0, "signing secret 2 does not begin with whsec_"},
		"no base64":        {"whsec_" + canary + "*", 0, "in signing secret 1 is no base64"},
		"too short":        {"whsec_" + canary, 0, "signing secret 1 has 6 bytes"},
		"a whole file":     {strings.Repeat(canary+" ", 9), 0, "there are 9 signing secrets"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k, err := parseKeys(sink.NewSecret(tc.secret))
			if tc.wrong != "" {
				require.ErrorContains(t, err, tc.wrong)
				require.NotContains(t, err.Error(), canary)
				return
			}
			require.NoError(t, err)
			require.Len(t, k, tc.keys)
		})
	}
}

func TestMessageID(t *testing.T) {
	t.Parallel()
	id := messageID([]byte("a\nb\n"))
	require.Regexp(t, `^msg_[0-9a-f]{32}$`, id)
	require.Equal(t, id, messageID([]byte("a\nb\n")))
	require.NotEqual(t, id, messageID([]byte("b\na\n")))
}

func FuzzKeys(f *testing.F) {
	for _, s := range []string{"", secretOf(24), "whsec_", "whsec_ whsec_====", secretOf(24) + "\t" + secretOf(65), "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k, err := parseKeys(sink.NewSecret(s))
		if err != nil {
			return
		}
		require.Len(t, strings.Fields(k.sign("id", time.Unix(0, 0), nil)), len(strings.Fields(s)))
	})
}
