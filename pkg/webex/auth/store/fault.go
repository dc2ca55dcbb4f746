package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"wxaudit/pkg/webex/auth"
)

// again says how to mend a store.
const again = "sign in again: wxaudit login"

// remedy says how to mend a damaged file. Nobody signs in for the successors of
// given tokens.
func (s *File) remedy() string {
	if strings.HasPrefix(filepath.Base(s.path), givenPrefix) {
		return "delete it; and if Webex does not take the tokens that were given any more, give new ones"
	}
	return again
}

// fault makes an error of this package. Its detail never holds what is stored.
func fault(kind auth.ErrorKind, cause error, format string, args ...any) *auth.Error {
	return &auth.Error{Kind: kind, Detail: fmt.Sprintf(format, args...), Err: cause}
}

// unwritable is the cause of the failures that show, before anything was
// changed, that nothing can be kept in a place.
type unwritable struct{ err error }

func (e *unwritable) Error() string { return e.err.Error() }
func (e *unwritable) Unwrap() error { return e.err }

// noRoom says that a place could not be made ready to take a grant.
func noRoom(where string, err error) error {
	if _, ours := errors.AsType[*auth.Error](err); ours {
		return err
	}
	return fault(auth.Unavailable, &unwritable{cause(err)}, "no tokens can be kept in %s", where)
}

// isUnwritable tells the errors of noRoom.
func isUnwritable(err error) bool {
	_, ok := errors.AsType[*unwritable](err)
	return ok
}

// cause is what went wrong with a file, without its name: the caller has named
// the one that matters, and this may be a temporary one.
func cause(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	if le, ok := errors.AsType[*os.LinkError](err); ok {
		return le.Err
	}
	return err
}

// ended is the error for a context that is over.
func ended(ctx context.Context) error {
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fault(auth.Unavailable, context.DeadlineExceeded, "the token store took too long")
	}
	return fault(auth.Canceled, context.Canceled, "interrupted")
}
