package store

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"wxaudit/pkg/webex/auth"
)

// Options are what the stores need from outside.
type Options struct {
	// Lock is the path of the lock of a Keyring; Choose and ForLogin set it. That
	// of a File is always beside the file.
	Lock string
	// CallTimeout bounds each call to the keyring, which may wait for somebody to
	// unlock it; 0 means 10 s.
	CallTimeout time.Duration
	// Getenv reads the environment, to tell whether there is a session that may
	// have a keyring; nil takes it that there is one.
	Getenv func(string) string
	// Warn is told what the user should know and what is no error; nil drops it.
	Warn func(string)
}

func (o Options) warn(text string) {
	if o.Warn != nil {
		o.Warn(text)
	}
}

// File keeps a grant in a file of the user's, mode 0600, with a lock beside it.
// Whoever reads the file sees an old grant or a new one, whole, also when the
// process is killed or the power fails.
type File struct {
	path  string
	rules rules
}

// rules are what a File asks of the file and its directory.
type rules struct {
	file func(fs.FileInfo) error
	dir  func(fs.FileInfo) error
	// mode is that of the file once it was replaced.
	mode fs.FileMode
	// make says that a missing directory is made.
	make bool
}

var (
	_ Overlay = (*File)(nil)
	_ place   = (*File)(nil)
)

// NewFile makes a store of the file at path, which ends in .json and need not be
// there yet, nor its directory. Its lock is the path with .lock at the end.
func NewFile(path string, _ Options) *File {
	return &File{path: path, rules: rules{file: private, dir: safe, mode: 0o600, make: true}}
}

// Place is the path.
func (s *File) Place() string { return s.path }

// Load reads the grant; ErrNoGrant when there is no file. A file that is not the
// user's alone, or is damaged, is refused. It takes no lock: the file is only
// ever replaced as a whole.
func (s *File) Load(ctx context.Context) (auth.Grant, error) { return s.read(ctx) }

// Update replaces the grant under the lock; see auth.Store. A damaged file is
// left as it is.
func (s *File) Update(ctx context.Context, change func(context.Context, auth.Grant) (auth.Grant, error)) (auth.Grant, error) {
	return update(ctx, s, nil, change)
}

// UpdateFrom is Update that begins with the seed when there is no file.
func (s *File) UpdateFrom(ctx context.Context, seed auth.Grant, change Change) (auth.Grant, error) {
	return update(ctx, s, &seed, change)
}

// Put keeps a grant, in place of a damaged file too; a symbolic link and what is
// no regular file are refused.
func (s *File) Put(ctx context.Context, g auth.Grant) error { return put(ctx, s, g) }

func (s *File) replace(ctx context.Context, get func(context.Context) (auth.Grant, error)) (auth.Grant, error) {
	return replace(ctx, s, get)
}

// Remove removes the file, whatever it is, what killed processes left of it, and
// the lock.
func (s *File) Remove(ctx context.Context) error { return s.remove(ctx, true) }

func (s *File) remove(ctx context.Context, lockToo bool) error {
	if !s.anything() {
		return nil
	}
	lock, err := acquire(ctx, s.lockPath())
	if err != nil {
		return err
	}
	defer lock.release()
	if err := s.removeFiles(); err != nil {
		return fault(auth.Refused, cause(err), "%s could not be removed", s.path)
	}
	if !lockToo {
		return nil
	}
	if err := lock.remove(); err != nil {
		return fault(auth.Refused, cause(err), "%s could not be removed", s.lockPath())
	}
	return nil
}

// anything tells that there is something to remove.
func (s *File) anything() bool {
	for _, path := range []string{s.path, s.lockPath()} {
		if _, err := os.Lstat(path); err == nil {
			return true
		}
	}
	return len(s.leftovers()) > 0
}

func (s *File) removeFiles() error {
	if err := os.Remove(s.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := s.sweep(); err != nil {
		return err
	}
	return syncDir(filepath.Dir(s.path))
}

func (s *File) lockPath() string { return strings.TrimSuffix(s.path, ".json") + ".lock" }

// ready makes the directory, and refuses one in which others could put a file
// of theirs in the place of ours, and a path that is no file.
func (s *File) ready() error {
	dir := filepath.Dir(s.path)
	if s.rules.make {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	info, err := os.Stat(dir)
	if err != nil {
		return err
	}
	if err := s.rules.dir(info); err != nil {
		return fault(auth.Refused, err, "the directory %s is not safe for tokens", dir)
	}
	info, err = os.Lstat(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		err = regular(info)
	}
	if err != nil {
		return fault(auth.Refused, cause(err), "%s is refused", s.path)
	}
	return nil
}

// read reads the file, if it is safe to believe it.
func (s *File) read(context.Context) (auth.Grant, error) {
	dir, err := os.Stat(filepath.Dir(s.path))
	if errors.Is(err, fs.ErrNotExist) {
		return auth.Grant{}, auth.ErrNoGrant
	}
	if err == nil {
		if err := s.rules.dir(dir); err != nil {
			return auth.Grant{}, fault(auth.Refused, err, "the directory %s is not safe for tokens", filepath.Dir(s.path))
		}
	}
	data, err := s.bytes()
	if errors.Is(err, fs.ErrNotExist) {
		return auth.Grant{}, auth.ErrNoGrant
	}
	if err != nil {
		return auth.Grant{}, fault(auth.Refused, cause(err), "the token file %s is refused", s.path)
	}
	g, err := decode(data)
	if err != nil {
		return auth.Grant{}, fault(auth.Malformed, err, "the token file %s cannot be used (if it cannot be mended, %s)", s.path, s.remedy())
	}
	return g, nil
}

// bytes reads the file. It is looked at before it is opened, for the sake of a
// clear error and of pipes, and again when it is open, in case it was exchanged.
func (s *File) bytes() ([]byte, error) {
	info, err := os.Lstat(s.path)
	if err != nil {
		return nil, err
	}
	if err := s.rules.file(info); err != nil {
		return nil, err
	}
	f, err := openPlain(s.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil {
		return nil, err
	}
	if err := s.rules.file(info); err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(f, maxSize+1))
}

// regular refuses what is no regular file.
func regular(info fs.FileInfo) error {
	switch {
	case info.Mode()&fs.ModeSymlink != 0:
		return errors.New("it is a symbolic link; put the file itself there")
	case info.IsDir():
		return errors.New("it is a directory")
	case !info.Mode().IsRegular():
		return errors.New("it is not a regular file")
	default:
		return nil
	}
}
