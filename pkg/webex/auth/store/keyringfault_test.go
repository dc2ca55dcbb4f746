package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/auth"
)

func TestADamagedKeyring(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		spoil func(map[string]string)
		want  string
	}{
		"a piece is missing": {func(m map[string]string) { delete(m, "administrator.a.1") }, "a piece of it is missing"},
		"a piece is other":   {func(m map[string]string) { m["administrator.a.1"] = "CANARY7f3a" }, "its pieces do not belong together"},
		"foreign":            {func(m map[string]string) { m["administrator"] = "CANARY7f3a" }, "it is not JSON"},
		"newer":              {func(m map[string]string) { m["administrator"] = `{"version":2,"x":1}` }, "a newer wxaudit"},
		"other generation":   {func(m map[string]string) { m["administrator"] = strings.Replace(m["administrator"], `"a"`, `"c"`, 1) }, "no generation that there is"},
		"other count": {func(m map[string]string) {
			m["administrator"] = strings.Replace(m["administrator"], `"count":4`, `"count":4000`, 1)
		}, "how many pieces"},
		"no checksum": {func(m map[string]string) { m["administrator"] = `{"version":1,"generation":"a","count":5}` }, "no checksum"},
		"no version":  {func(m map[string]string) { m["administrator"] = `{}` }, "its version"},
		"no grant": {func(m map[string]string) {
			p, chunks := split([]byte("{}"), "a")
			m["administrator"], _ = p.encode()
			m["administrator.a.0"] = chunks[0]
		}, "its version"},
		"no text": {func(m map[string]string) {
			p := pointer{Version: 1, Generation: "a", Count: 1, SHA256: digest("*")}
			m["administrator"], _ = p.encode()
			m["administrator.a.0"] = "*"
		}, "its pieces are damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, s := newBox(t)
			require.NoError(t, s.Put(t.Context(), large(1)))
			tc.spoil(b.items)
			before := fmt.Sprint(b.items)
			_, err := s.Load(t.Context())
			fails(t, err, auth.Malformed, tc.want, "wxaudit login", "administrator")
			_, err = s.Update(t.Context(), never(t))
			fails(t, err, auth.Malformed, tc.want)
			require.Equal(t, before, fmt.Sprint(b.items))
			require.NoError(t, s.Put(t.Context(), large(2)))
			holdsLarge(t, s, 2)
		})
	}
}

func TestALockedKeyring(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b, s := newBox(t)
		require.NoError(t, s.Put(t.Context(), large(1)))
		b.hang = make(chan struct{})
		begun := time.Now()
		_, err := s.Load(t.Context())
		fails(t, err, auth.Unavailable, "the keyring is locked")
		require.Equal(t, 10*time.Second, time.Since(begun))
		_, err = s.Update(t.Context(), never(t))
		fails(t, err, auth.Unavailable, "the keyring is locked")
		fails(t, s.ring.try(t.Context()), auth.Unavailable, "the keyring is locked")
		_, err = s.holds(t.Context())
		fails(t, err, auth.Unavailable, "the keyring is locked")

		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		_, err = s.Load(ctx)
		fails(t, err, auth.Canceled)
		_, err = s.Load(ctx)
		fails(t, err, auth.Canceled)
		close(b.hang)
	})
}

// It is locked after the new pair was had: the pair is given to the caller.
func TestAKeyringThatIsLockedInTheMiddle(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b, s := newBox(t)
		require.NoError(t, s.Put(t.Context(), large(1)))
		ctx, cancel := context.WithCancel(t.Context())
		g, err := s.Update(ctx, func(context.Context, auth.Grant) (auth.Grant, error) {
			b.hang = make(chan struct{})
			cancel()
			return large(2), nil
		})
		fails(t, err, auth.NotKept, "the keyring is locked")
		require.Equal(t, large(2), g)
		close(b.hang)
	})
}

func TestAKeyringWithoutASession(t *testing.T) {
	t.Parallel()
	none := func(string) string { return "" }
	some := func(string) string { return "unix:path=/nowhere" }
	require.False(t, noSession("windows", none))
	require.False(t, noSession("darwin", none))
	require.False(t, noSession("linux", some))
	require.False(t, noSession("linux", nil))
	b, s := newBox(t)
	s.ring.absent = true
	_, err := s.Load(t.Context())
	fails(t, err, auth.Unavailable, "there is no keyring that can be used")
	held, err := s.holds(t.Context())
	require.NoError(t, err)
	require.False(t, held)
	require.NoError(t, s.removeIfThere(t.Context()))
	require.Zero(t, b.calls)
}

// A file that was just written is read first, so a keyring that cannot be left is
// worth a warning only.
func TestAKeyringThatCannotBeLeft(t *testing.T) {
	t.Parallel()
	b, s := newBox(t)
	require.NoError(t, s.Put(t.Context(), large(1)))
	b.calls, b.stop = 0, 2
	var told []string
	require.NoError(t, leaveKeyring(t.Context(), s, Options{Warn: func(text string) { told = append(told, text) }}))
	require.Len(t, told, 1)
	require.Contains(t, told[0], "an older sign-in may be left in the keyring: ")
	require.NotContains(t, told[0], canary)
}

func TestAGrantThatIsTooLarge(t *testing.T) {
	t.Parallel()
	_, s := newBox(t)
	g := sample(1)
	g.Access += auth.Secret(strings.Repeat("x", maxChunks*chunkSize))
	fails(t, s.Put(t.Context(), g), auth.Unavailable, "no item of that size")
	fails(t, NewKeyring("administrator", Options{}).Put(t.Context(), g), auth.Refused, "without a lock")
}
