package store

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"wxaudit/pkg/webex/auth"
)

// The kinds of stores that a user can choose from.
const (
	KindFile    = "file"
	KindKeyring = "keyring"
)

// The profiles that the program knows by name.
const (
	Administrator     = "administrator"
	ComplianceOfficer = "compliance-officer"
)

var profileName = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,39}$`)

// CheckProfile says why a text is no name of a profile.
func CheckProfile(name string) error {
	if !profileName.MatchString(name) {
		return fault(auth.Refused, nil, "%q is no name of a profile: it takes lower-case letters, digits and hyphens, at most 40", name)
	}
	if strings.HasPrefix(name, givenPrefix) {
		return fault(auth.Refused, nil, "%q is no name of a profile: those that begin with %s are our own", name, givenPrefix)
	}
	return nil
}

// Path is the file of a profile, or of a GivenName, in the directory of tokens.
func Path(dir, name string) string { return filepath.Join(dir, name+".json") }

// both are the two places where a profile can be kept. They have one lock.
func both(dir, profile string, o Options) (*File, *Keyring, error) {
	if err := CheckProfile(profile); err != nil {
		return nil, nil, err
	}
	file := NewFile(Path(dir, profile), o)
	o.Lock = file.lockPath()
	return file, NewKeyring(profile, o), nil
}

func unknownKind(kind string) error {
	return fault(auth.Refused, nil, "%q is no token store; there are %s and %s", kind, KindFile, KindKeyring)
}

// Choose returns the store in which a profile is kept: that of the kind, or for
// an empty kind the file, if there is one, and otherwise the keyring, if it holds
// the profile or cannot be reached and did hold it. When neither does, it is a
// store whose Load says ErrNoGrant. The error is about the names, or the context.
func Choose(ctx context.Context, kind, dir, profile string, o Options) (auth.Store, error) {
	file, ring, err := both(dir, profile, o)
	if err != nil {
		return nil, err
	}
	switch kind {
	case KindFile:
		return file, nil
	case KindKeyring:
		return ring, nil
	case "":
	default:
		return nil, unknownKind(kind)
	}
	if _, err := os.Lstat(file.path); !errors.Is(err, fs.ErrNotExist) {
		return file, nil
	}
	held, err := ring.mayHold(ctx)
	if err != nil {
		return nil, err
	}
	if held {
		return ring, nil
	}
	return file, nil
}

// holds tells whether the keyring has something for the profile. A keyring that
// is not there has nothing.
func (s *Keyring) holds(ctx context.Context) (bool, error) {
	_, err := s.ring.get(ctx, s.profile)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, errNoItem), errors.Is(err, errNoAnswer):
		return false, nil
	default:
		return false, keyringFault(err)
	}
}

// mayHold is holds for which a keyring that cannot be reached, as at night, holds
// the profile if it did before.
func (s *Keyring) mayHold(ctx context.Context) (bool, error) {
	_, err := s.ring.get(ctx, s.profile)
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, errNoItem):
		return false, nil
	case ctx.Err() != nil:
		return false, ended(ctx)
	default:
		s.doubtful = s.marked()
		return s.doubtful, nil
	}
}

// marked tells that there is a lock and no file that it is for, so that it may be
// the keyring's. Somebody may as well have deleted the file by hand.
func (s *Keyring) marked() bool {
	_, err := os.Lstat(s.lock)
	_, fileErr := os.Lstat(strings.TrimSuffix(s.lock, ".lock") + ".json")
	return err == nil && errors.Is(fileErr, fs.ErrNotExist)
}

// ForLogin returns the store in which a sign-in is to be kept: that of the kind,
// or for an empty kind the keyring, where there is one that can be used, and
// otherwise the file. It has been tried, because a code or a pasted pair is good
// once. Its Put removes what the other one holds for the profile, so that no
// older pair comes back, and so does its Replace.
func ForLogin(ctx context.Context, kind, dir, profile string, o Options) (Login, error) {
	file, ring, err := both(dir, profile, o)
	if err != nil {
		return nil, err
	}
	switch kind {
	case KindFile:
	case KindKeyring:
		if err := ring.ring.try(ctx); err != nil {
			return nil, err
		}
	case "":
		kind = KindKeyring
		if err := ring.ring.try(ctx); err != nil {
			kind = KindFile
		}
		if ctx.Err() != nil {
			return nil, ended(ctx)
		}
	default:
		return nil, unknownKind(kind)
	}
	if kind == KindFile {
		if err := file.try(); err != nil {
			return nil, err
		}
		return &moving{replacing: file, leave: func(ctx context.Context) error { return leaveKeyring(ctx, ring, o) }}, nil
	}
	// The lock stays: it is the keyring's too.
	return &moving{replacing: ring, leave: func(ctx context.Context) error { return file.remove(ctx, false) }}, nil
}

// leaveKeyring removes a profile from the keyring. The file is read first, so
// that it cannot be done is worth a warning, and only if there may be something.
func leaveKeyring(ctx context.Context, ring *Keyring, o Options) error {
	held, err := ring.holds(ctx)
	if err == nil && held {
		err = ring.Remove(ctx)
	}
	if err != nil {
		o.warn("an older sign-in may be left in the keyring: " + err.Error())
	}
	return nil
}
