package store

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wxaudit/pkg/webex/auth"
)

// Profiles are the names of the profiles that are kept, sorted: those that have
// a file in the directory of tokens, and those that the keyring holds. It cannot
// be listed, and is asked for those that have a lock in the directory, and for
// Administrator and ComplianceOfficer.
func Profiles(ctx context.Context, dir string, o Options) ([]string, error) {
	names, err := stems(dir)
	if err != nil {
		return nil, err
	}
	asked := []string{Administrator, ComplianceOfficer}
	var found []string
	for name, isGrant := range names {
		switch {
		case CheckProfile(name) != nil:
		case isGrant:
			found = append(found, name)
		case !slices.Contains(asked, name):
			asked = append(asked, name)
		}
	}
	slices.Sort(asked)
	for _, name := range asked {
		if slices.Contains(found, name) {
			continue
		}
		_, ring, err := both(dir, name, o)
		if err != nil {
			return nil, err
		}
		held, err := ring.mayHold(ctx)
		if err != nil {
			return nil, err
		}
		if held {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found, nil
}

// RemoveAll removes every profile, of both kinds, the successors of given
// tokens, and the directory itself if nothing else is in it. What it cannot
// remove it says, and goes on.
func RemoveAll(ctx context.Context, dir string, o Options) error {
	names, err := stems(dir)
	if err != nil {
		return err
	}
	names[Administrator], names[ComplianceOfficer] = true, true // of the keyring
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(names)) {
		errs = append(errs, removeName(ctx, dir, name, o))
	}
	_ = os.Remove(dir) // it stays when there is something in it
	return errors.Join(errs...)
}

// removeName removes what is kept under a name, in both places. The lock stays
// when the keyring could not be reached: it tells that there is something.
func removeName(ctx context.Context, dir, name string, o Options) error {
	file, ring, err := both(dir, name, o)
	if err != nil {
		return NewFile(Path(dir, name), o).Remove(ctx) // no profile, and in no keyring
	}
	err = ring.removeIfThere(ctx)
	return errors.Join(err, file.remove(ctx, err == nil))
}

// removeIfThere is Remove for which a keyring that is not there holds nothing,
// unless it did before.
func (s *Keyring) removeIfThere(ctx context.Context) error {
	if _, err := s.ring.get(ctx, s.profile); errors.Is(err, errNoAnswer) {
		if s.doubtful = s.marked(); !s.doubtful {
			return nil
		}
	}
	return s.Remove(ctx)
}

// stems are the names that have files of ours in a directory, without what
// comes after the name; the value tells that there is a grant and not only a lock
// or a leftover.
func stems(dir string) (map[string]bool, error) {
	entries, err := os.ReadDir(dir)
	names := map[string]bool{}
	if errors.Is(err, fs.ErrNotExist) {
		return names, nil
	}
	if err != nil {
		return nil, fault(auth.Refused, cause(err), "the directory %s cannot be read", dir)
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		ext := filepath.Ext(e.Name())
		stem := strings.TrimSuffix(e.Name(), ext)
		switch ext {
		case ".json":
			names[stem] = true
			continue
		case ".lock":
		case tempSuffix:
			var ours bool
			if stem, ours = strings.CutPrefix(stem, tempStart); !ours {
				continue
			}
			stem = strings.TrimSuffix(stem, filepath.Ext(stem)) // the random part
		default:
			continue
		}
		if !names[stem] {
			names[stem] = false
		}
	}
	return names, nil
}
