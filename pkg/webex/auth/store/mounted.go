package store

import (
	"context"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"

	"wxaudit/pkg/webex/auth"
)

// Mounted is a store of a file that somebody else keeps, such as a secret that
// is mounted into a container. If the file is one that this program wrote and
// may replace, the successors of its tokens are written back; otherwise they are
// kept as those of Given are.
type Mounted struct {
	path    string
	parse   func([]byte) (auth.Grant, error)
	overlay func(name string) Overlay
	o       Options

	mu    sync.Mutex
	given *Given // of the seed that was read last
}

var _ auth.Store = (*Mounted)(nil)

// NewMounted makes a store of the file at path. Parse reads what others write,
// and its errors hold no secret. Overlay makes the store of the name that
// GivenName gives, for the case that the file cannot be written; nil keeps
// nothing beyond the process.
func NewMounted(path string, parse func([]byte) (auth.Grant, error), overlay func(name string) Overlay, o Options) *Mounted {
	return &Mounted{path: path, parse: parse, overlay: overlay, o: o}
}

// Place is the path.
func (s *Mounted) Place() string { return s.path }

// Load reads the file anew, so that a secret that was replaced is seen. A file
// that everybody may read is refused.
func (s *Mounted) Load(ctx context.Context) (auth.Grant, error) {
	seed, _, err := s.read()
	if err != nil {
		return auth.Grant{}, err
	}
	return s.givenFor(seed).Load(ctx)
}

// Update writes the new grant into the file, or keeps it as Given does.
func (s *Mounted) Update(ctx context.Context, change func(context.Context, auth.Grant) (auth.Grant, error)) (auth.Grant, error) {
	seed, back, err := s.read()
	if err != nil {
		return auth.Grant{}, err
	}
	given := s.givenFor(seed)
	if back == nil {
		return given.Update(ctx, change)
	}
	// The file may have been read-only the last time.
	newest, err := given.Load(ctx)
	if err != nil {
		return auth.Grant{}, err
	}
	g, err := back.Update(ctx, func(ctx context.Context, g auth.Grant) (auth.Grant, error) {
		if g.Equal(seed) {
			g = newest
		}
		return change(ctx, g)
	})
	if isUnwritable(err) {
		return given.Update(ctx, change)
	}
	return g, err
}

// Put is refused: the file is somebody else's.
func (s *Mounted) Put(context.Context, auth.Grant) error {
	return fault(auth.Refused, nil, "the token file %s is not written by a sign-in", s.path)
}

// Remove removes the successors that are kept elsewhere. The file stays.
func (s *Mounted) Remove(ctx context.Context) error {
	seed, _, err := s.read()
	if err != nil {
		return err
	}
	return s.givenFor(seed).Remove(ctx)
}

// givenFor is the store of a seed: the same one as long as the seed is.
func (s *Mounted) givenFor(seed auth.Grant) *Given {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.given == nil || !s.given.seed.Equal(seed) {
		var overlay Overlay
		if s.overlay != nil {
			overlay = s.overlay(GivenName(seed))
		}
		s.given = NewGiven(seed, overlay, s.o)
	}
	return s.given
}

// read reads the file. Back is the store that can write it back, if it is there.
func (s *Mounted) read() (seed auth.Grant, back *File, err error) {
	f, err := openAny(s.path)
	if err != nil {
		return auth.Grant{}, nil, fault(auth.Refused, cause(err), "the token file %s cannot be read", s.path)
	}
	defer f.Close()
	info, err := f.Stat()
	if err == nil {
		err = unshared(info)
	}
	if err != nil {
		return auth.Grant{}, nil, fault(auth.Refused, cause(err), "the token file %s is refused", s.path)
	}
	data, err := io.ReadAll(io.LimitReader(f, maxSize+1))
	if err != nil {
		return auth.Grant{}, nil, fault(auth.Refused, cause(err), "the token file %s cannot be read", s.path)
	}
	if versioned(data) {
		if seed, err = decode(data); err == nil {
			back = s.back(info)
		}
	} else {
		seed, err = s.parse(data)
	}
	if err != nil {
		return auth.Grant{}, nil, fault(auth.Malformed, err, "the token file %s cannot be used", s.path)
	}
	return seed, back, nil
}

// back is the store that replaces the file, if nobody minds: not a link, which
// belongs to whoever mounts it, nor the file of another user, who could not read
// it any more, nor one in a directory in which others may exchange it.
func (s *Mounted) back(opened fs.FileInfo) *File {
	info, err := os.Lstat(s.path)
	if err != nil || !os.SameFile(info, opened) || !owned(info) {
		return nil
	}
	dir, err := os.Stat(filepath.Dir(s.path))
	if err != nil || safe(dir) != nil {
		return nil
	}
	mode := info.Mode().Perm()
	return &File{path: s.path, rules: rules{file: unshared, dir: safe, mode: mode}}
}
