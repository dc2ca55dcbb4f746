package file

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"wxaudit/pkg/sink"
)

// fault turns what went wrong into the classes of package sink. A missing
// permission or a wrong path needs a person. A full disk may have room again in a
// moment, and is tried again like everything else.
func (s *Sink) fault(err error) error {
	var r *refused
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return sink.Retry(err, 0)
	case errors.Is(err, errLost):
		return sink.StartOver(fmt.Errorf("write to %s: %w", s.path, err))
	case errors.As(err, &r):
		return sink.Fatal(fmt.Errorf("write to %s: %w", s.path, err))
	}
	told := fmt.Errorf("write to %s: %w", s.path, reason(filepath.Join(s.dir(), "x"), err))
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) || readOnly(err) {
		return sink.Fatal(told)
	}
	return sink.Retry(told, 0)
}
