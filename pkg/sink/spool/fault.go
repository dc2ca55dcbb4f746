package spool

import (
	"errors"
	"io/fs"
	"os"
)

// reason says in plain words what the system refused, without the path, which
// our own words name.
func reason(err error) error {
	for _, r := range refusals {
		if errors.Is(err, r.err) {
			return &refusal{r.text, err}
		}
	}
	var path *fs.PathError
	var link *os.LinkError
	var call *os.SyscallError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	case errors.As(err, &call):
		return call.Err
	default:
		return err
	}
}

// refusal is an error of the system in our words.
type refusal struct {
	text string
	err  error
}

func (r *refusal) Error() string { return r.text }
func (r *refusal) Unwrap() error { return r.err }
