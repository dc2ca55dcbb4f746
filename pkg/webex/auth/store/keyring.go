package store

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"wxaudit/pkg/webex/auth"
)

// Keyring keeps a grant in the keyring of the operating system, under the
// service wxaudit and the name of the profile.
type Keyring struct {
	profile string
	lock    string
	ring    ring
	// doubtful tells that nothing but a lock speaks for the profile being here.
	doubtful bool
}

var (
	_ Overlay = (*Keyring)(nil)
	_ place   = (*Keyring)(nil)
)

// NewKeyring makes a store of a profile's place in the keyring. Options.Lock is
// required: a keyring has no locks.
func NewKeyring(profile string, o Options) *Keyring {
	return &Keyring{profile: profile, lock: o.Lock, ring: newRing(o)}
}

// Available says why the keyring cannot be used: an item of no worth is set,
// read and removed. nil means that it can.
func Available(ctx context.Context, o Options) error { return newRing(o).try(ctx) }

func (r ring) try(ctx context.Context) error {
	id := make([]byte, 8)
	_, _ = rand.Read(id) // never fails
	account, text := "trial."+hex.EncodeToString(id), strings.Repeat("trial", chunkSize/5)
	if err := r.set(ctx, account, text); err != nil {
		return keyringFault(err)
	}
	got, err := r.get(ctx, account)
	if err2 := r.remove(context.WithoutCancel(ctx), account); err == nil {
		err = err2
	}
	if err == nil && got != text {
		err = errNoAnswer
	}
	if err != nil {
		return keyringFault(err)
	}
	return nil
}

// Place is for people.
func (s *Keyring) Place() string { return "the keyring (" + service + ", " + s.profile + ")" }

// Load reads the grant; ErrNoGrant when the keyring holds none for the profile.
func (s *Keyring) Load(ctx context.Context) (auth.Grant, error) { return s.read(ctx) }

// Update replaces the grant under the lock; see auth.Store.
func (s *Keyring) Update(ctx context.Context, change func(context.Context, auth.Grant) (auth.Grant, error)) (auth.Grant, error) {
	return update(ctx, s, nil, change)
}

// UpdateFrom is Update that begins with the seed when the keyring holds nothing.
func (s *Keyring) UpdateFrom(ctx context.Context, seed auth.Grant, change Change) (auth.Grant, error) {
	return update(ctx, s, &seed, change)
}

// Put keeps a grant, in place of a damaged one too.
func (s *Keyring) Put(ctx context.Context, g auth.Grant) error { return put(ctx, s, g) }

func (s *Keyring) replace(ctx context.Context, get func(context.Context) (auth.Grant, error)) (auth.Grant, error) {
	return replace(ctx, s, get)
}

// Remove removes every item of the profile, and the lock.
func (s *Keyring) Remove(ctx context.Context) error {
	if empty, err := s.empty(ctx); err != nil || empty {
		return err
	}
	if err := s.ready(); err != nil {
		return noRoom(s.Place(), err)
	}
	lock, err := acquire(ctx, s.lock)
	if err != nil {
		return err
	}
	defer lock.release()
	// The pointer goes first: without it the rest is nothing.
	err = s.ring.remove(ctx, s.profile)
	for _, generation := range []string{"a", "b"} {
		if err == nil {
			err = s.clear(ctx, generation)
		}
	}
	if err == nil {
		err = s.ring.remove(ctx, s.trial())
	}
	if err != nil {
		return keyringFault(err)
	}
	if err := lock.remove(); err != nil {
		return fault(auth.Refused, cause(err), "%s could not be removed", s.lock)
	}
	return nil
}

// empty tells that there is nothing to remove.
func (s *Keyring) empty(ctx context.Context) (bool, error) {
	for _, account := range []string{s.profile, s.chunk("a", 0), s.chunk("b", 0), s.trial()} {
		_, err := s.ring.get(ctx, account)
		if err == nil {
			return false, nil
		}
		if !errors.Is(err, errNoItem) {
			return false, s.unreachable(err)
		}
	}
	_, err := os.Lstat(s.lock)
	return err != nil, nil
}

func (s *Keyring) lockPath() string { return s.lock }

// ready makes the directory of the lock.
func (s *Keyring) ready() error {
	if s.lock == "" {
		return fault(auth.Refused, nil, "the keyring is used without a lock")
	}
	return os.MkdirAll(filepath.Dir(s.lock), 0o700)
}

func (s *Keyring) trial() string { return s.profile + ".trial" }

func (s *Keyring) chunk(generation string, n int) string {
	return s.profile + "." + generation + "." + strconv.Itoa(n)
}

// rereads bounds how often a reader starts anew because a writer overtook it.
const rereads = 5

// read needs no lock: when the pieces do not fit, the pointer tells whether
// somebody wrote in between.
func (s *Keyring) read(ctx context.Context) (auth.Grant, error) {
	last := ""
	for range rereads {
		text, err := s.ring.get(ctx, s.profile)
		if errors.Is(err, errNoItem) {
			return auth.Grant{}, auth.ErrNoGrant
		}
		if err != nil {
			return auth.Grant{}, s.unreachable(err)
		}
		g, err := s.follow(ctx, text)
		if err == nil {
			return g, nil
		}
		if ae, ok := errors.AsType[*auth.Error](err); text == last || ok && ae.Kind != auth.Malformed {
			return auth.Grant{}, err
		}
		last = text
	}
	return auth.Grant{}, s.damaged(errors.New("it changes all the time"))
}

// follow reads what a pointer points to.
func (s *Keyring) follow(ctx context.Context, text string) (auth.Grant, error) {
	p, err := decodePointer(text)
	if err != nil {
		return auth.Grant{}, s.damaged(err)
	}
	chunks := make([]string, p.Count)
	for n := range chunks {
		chunks[n], err = s.ring.get(ctx, s.chunk(p.Generation, n))
		if errors.Is(err, errNoItem) {
			return auth.Grant{}, s.damaged(errors.New("a piece of it is missing"))
		}
		if err != nil {
			return auth.Grant{}, keyringFault(err)
		}
	}
	data, err := p.join(chunks)
	if err != nil {
		return auth.Grant{}, s.damaged(err)
	}
	g, err := decode(data)
	if err != nil {
		return auth.Grant{}, s.damaged(err)
	}
	return g, nil
}

// unreachable says what it means that nobody answers for the profile.
func (s *Keyring) unreachable(err error) error {
	if _, ours := errors.AsType[*auth.Error](err); ours || !s.doubtful {
		return keyringFault(err)
	}
	return fault(auth.Unavailable, err, "there is no token file, but the lock %s: either the tokens are in the keyring, which cannot be reached, or nobody is signed in as %s", s.lock, s.profile)
}

func (s *Keyring) damaged(err error) error {
	return fault(auth.Malformed, err, "what %s holds cannot be used (%s)", s.Place(), again)
}

// reserve tries whether the keyring takes an item of the size of a chunk.
func (s *Keyring) reserve(ctx context.Context) (room, error) {
	err := s.ring.set(ctx, s.trial(), strings.Repeat("x", chunkSize))
	if err == nil {
		err = s.ring.remove(ctx, s.trial())
	}
	if err != nil {
		return nil, err
	}
	return keyringRoom{s}, nil
}

// clear removes the chunks of a generation. They are written from the first to
// the last and removed from the last to the first, so that those that are there
// are never beyond one that is not.
func (s *Keyring) clear(ctx context.Context, generation string) error {
	count := 0
	for ; count < maxChunks; count++ {
		_, err := s.ring.get(ctx, s.chunk(generation, count))
		if errors.Is(err, errNoItem) {
			break
		}
		if err != nil {
			return err
		}
	}
	for n := count - 1; n >= 0; n-- {
		if err := s.ring.remove(ctx, s.chunk(generation, n)); err != nil {
			return err
		}
	}
	return nil
}

// keyringRoom is the generation that does not count.
type keyringRoom struct{ of *Keyring }

func (keyringRoom) release() {}

// keep writes the chunks of the other generation, and the pointer last.
func (r keyringRoom) keep(ctx context.Context, g auth.Grant) error {
	s := r.of
	data, err := encode(g)
	if err != nil {
		return err
	}
	var old pointer
	text, err := s.ring.get(ctx, s.profile)
	if err != nil && !errors.Is(err, errNoItem) {
		return err
	}
	if err == nil {
		old, _ = decodePointer(text) // a damaged one points to nothing
	}
	p, chunks := split(data, old.other())
	if p.Count > maxChunks {
		return errTooBig
	}
	if err := s.clear(ctx, p.Generation); err != nil {
		return err
	}
	for n, chunk := range chunks {
		if err := s.ring.set(ctx, s.chunk(p.Generation, n), chunk); err != nil {
			return err
		}
	}
	if text, err = p.encode(); err != nil {
		return err
	}
	if err := s.ring.set(ctx, s.profile, text); err != nil {
		return err
	}
	// The new pair is kept. What is left of the old one goes now or the next time.
	_ = s.clear(ctx, p.other())
	return nil
}
