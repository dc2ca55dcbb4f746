package store

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"github.com/zalando/go-keyring"

	"wxaudit/pkg/webex/auth"
)

// large is a grant that takes several chunks, as the tokens of Webex do.
func large(n int) auth.Grant {
	g := sample(n)
	g.Access += auth.Secret(strings.Repeat("é", 1500))
	return g
}

// box is a keyring that can break down.
type box struct {
	mu    sync.Mutex
	items map[string]string
	calls int
	stop  int           // the call at which whoever uses it dies; 0 for never
	hang  chan struct{} // what every call waits for
	err   error
}

func (b *box) enter() error {
	if b.hang != nil {
		<-b.hang
	}
	b.mu.Lock()
	b.calls++
	if b.err != nil {
		return b.err
	}
	if b.stop != 0 && b.calls >= b.stop {
		return errors.New("dead " + canary)
	}
	return nil
}

func (b *box) Set(_, account, text string) error {
	defer b.mu.Unlock()
	if err := b.enter(); err != nil {
		return err
	}
	if len(text) > chunkSize {
		return keyring.ErrSetDataTooBig
	}
	b.items[account] = text
	return nil
}

func (b *box) Get(_, account string) (string, error) {
	defer b.mu.Unlock()
	if err := b.enter(); err != nil {
		return "", err
	}
	text, ok := b.items[account]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return text, nil
}

func (b *box) Delete(_, account string) error {
	defer b.mu.Unlock()
	if err := b.enter(); err != nil {
		return err
	}
	if _, ok := b.items[account]; !ok {
		return keyring.ErrNotFound
	}
	delete(b.items, account)
	return nil
}

func newBox(t *testing.T) (*box, *Keyring) {
	t.Helper()
	b := &box{items: map[string]string{}}
	s := NewKeyring("administrator", Options{Lock: filepath.Join(t.TempDir(), "tokens", "administrator.lock")})
	s.ring.items = b
	return b, s
}

func holdsLarge(t *testing.T, s auth.Store, n int) {
	t.Helper()
	g, err := s.Load(t.Context())
	require.NoError(t, err)
	require.True(t, large(n).Equal(g))
}

func TestAKeyringKeeps(t *testing.T) {
	t.Parallel()
	b, s := newBox(t)
	_, err := s.Load(t.Context())
	require.ErrorIs(t, err, auth.ErrNoGrant)
	_, err = s.Update(t.Context(), never(t))
	require.ErrorIs(t, err, auth.ErrNoGrant)
	require.NoError(t, s.Remove(t.Context()))
	require.NoDirExists(t, filepath.Dir(s.lock))

	require.NoError(t, s.Put(t.Context(), large(1)))
	for n := 2; n < 6; n++ {
		holdsLarge(t, s, n-1)
		_, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return large(n), nil })
		require.NoError(t, err)
		require.Len(t, b.items, 5, "a pointer and one generation of pieces")
	}
	holdsLarge(t, s, 5)
	_, err = s.UpdateFrom(t.Context(), sample(9), func(_ context.Context, g auth.Grant) (auth.Grant, error) {
		require.True(t, large(5).Equal(g))
		return g, nil
	})
	require.NoError(t, err)
	for account, text := range b.items {
		require.True(t, account == "administrator" || strings.HasPrefix(account, "administrator.a."), account)
		require.NotContains(t, text, canary)
	}
	require.FileExists(t, s.lock)
	require.NoError(t, s.Remove(t.Context()))
	require.Empty(t, b.items)
	require.NoFileExists(t, s.lock)
	require.Equal(t, "the keyring (wxaudit, administrator)", s.Place())
}

func TestTheSystemsKeyring(t *testing.T) {
	if os.Getenv(realKeyring) != "" {
		t.Skip("it is the real one")
	}
	require.NoError(t, Available(t.Context(), Options{}))
	s := NewKeyring("trial", Options{Lock: filepath.Join(t.TempDir(), "trial.lock")})
	require.NoError(t, s.Put(t.Context(), large(1)))
	holdsLarge(t, s, 1)
	_, err := keyring.Get("wxaudit", "trial")
	require.NoError(t, err)
	require.NoError(t, s.Remove(t.Context()))
	_, err = keyring.Get("wxaudit", "trial")
	require.ErrorIs(t, err, keyring.ErrNotFound)

	keyring.MockInitWithError(errors.New("dead " + canary))
	defer keyring.MockInit()
	fails(t, Available(t.Context(), Options{}), auth.Unavailable, "there is no keyring that can be used")
}

// Whoever is killed between two calls to the keyring leaves the old pair or the
// new one, and nothing that a removal does not find.
func TestKilledBetweenTwoCalls(t *testing.T) {
	t.Parallel()
	for stop := 1; ; stop++ {
		b, s := newBox(t)
		require.NoError(t, s.Put(t.Context(), large(1)))
		b.calls, b.stop = 0, stop
		called := false
		_, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) {
			called = true
			return large(2), nil
		})
		done := err == nil && b.calls < stop
		if err != nil && called {
			fails(t, err, auth.NotKept)
		} else if err != nil {
			fails(t, err, auth.Unavailable)
		}
		b.stop = 0
		g, err := s.Load(t.Context())
		require.NoError(t, err, "after %d calls", stop)
		require.True(t, large(1).Equal(g) || called && large(2).Equal(g))
		_, err = s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return large(3), nil })
		require.NoError(t, err)
		holdsLarge(t, s, 3)

		b.calls, b.stop = 0, stop
		err = s.Remove(t.Context())
		b.stop = 0
		if err != nil {
			fails(t, err, auth.Unavailable)
			require.NoError(t, s.Remove(t.Context()))
		}
		require.Empty(t, b.items, "after %d calls", stop)
		if done {
			require.Greater(t, stop, 15)
			return
		}
	}
}

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

// A reader that a writer overtakes starts anew.
func TestAReaderIsOvertaken(t *testing.T) {
	t.Parallel()
	_, s := newBox(t)
	require.NoError(t, s.Put(t.Context(), large(0)))
	var all sync.WaitGroup
	stop := make(chan struct{})
	for range 4 {
		all.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				if _, err := s.Load(context.Background()); err != nil && !strings.Contains(err.Error(), "changes all the time") {
					t.Error(err)
				}
			}
		})
	}
	for n := range 50 {
		_, err := s.Update(t.Context(), func(context.Context, auth.Grant) (auth.Grant, error) { return large(n), nil })
		require.NoError(t, err)
	}
	close(stop)
	all.Wait()
	holdsLarge(t, s, 49)
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
