package store

import (
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"

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
