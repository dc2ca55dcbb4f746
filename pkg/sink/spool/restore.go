package spool

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"wxaudit/pkg/sink"
)

// Restored is what Restore did with the events that were set aside for a sink.
type Restored struct {
	Events  int // in the spool again
	Kept    int // still set aside, because their lines could not be read
	Foreign int // still set aside, because the sink takes other Options.Forms now
}

// restEnd ends the names of files of what stays set aside, while they are written.
const restEnd = ".rest"

// Restore puts the events that were set aside for a sink back into the spool, with
// the same ids, to be offered once more: for when its receiver has been mended. The
// events of each run become a run of their own, which newRun names as RunName does.
// Like Deliver it waits for another process that delivers to the same sink. Events
// in other forms than Options.Forms stay: in the spool they would only stand in the way.
//
// They are in the spool before they are taken from what was set aside, so that a
// crash repeats events and loses none. What it returns is right with every error.
func (s *Spool) Restore(ctx context.Context, name string, o Options, newRun func() (string, error)) (Restored, error) {
	r, err := s.restore(ctx, name, o, newRun)
	if err != nil {
		return r, fmt.Errorf("restore what was set aside for %s: %w", name, err)
	}
	return r, nil
}

func (s *Spool) restore(ctx context.Context, name string, o Options, newRun func() (string, error)) (all Restored, err error) {
	if err := CheckName(name); err != nil {
		return all, err
	}
	lock, err := s.claim(ctx, name, o)
	if err != nil {
		return all, err
	}
	defer lock.Close()
	runs, err := s.asideRuns(name)
	if err != nil {
		return all, err
	}
	for _, run := range runs {
		r, err := s.restoreRun(ctx, run, name, o, newRun)
		all.Events += r.Events
		all.Kept += r.Kept
		all.Foreign += r.Foreign
		if err != nil {
			return all, fmt.Errorf("run %s: %w", run, err)
		}
	}
	return all, nil
}

func (s *Spool) restoreRun(ctx context.Context, run, name string, o Options, newRun func() (string, error)) (r Restored, err error) {
	path := s.asidePath(run, name)
	if err := eachAside(path, func(_ []byte, a aside) error {
		switch {
		case !a.whole():
			r.Kept += a.Count
		case !o.understand(a.Event.Form):
			r.Foreign++
		default:
			r.Events++
		}
		return nil
	}); err != nil {
		return Restored{}, err
	}
	if r.Events == 0 {
		return r, nil
	}
	to, err := newRun()
	if err == nil {
		err = s.put(ctx, to, map[string]iter.Seq2[sink.Event, error]{name: asideEvents(path, o)})
	}
	if err != nil {
		return Restored{Kept: r.Kept + r.Events, Foreign: r.Foreign}, err
	}
	return r, s.keepRest(path, o)
}

// whole says whether the event is there, and fits into a line of the spool wherever
// it stands.
func (a aside) whole() bool {
	if a.Event == nil {
		return false
	}
	_, err := encode(maxEvents-1, *a.Event)
	return err == nil
}

// goesBack says whether the event can be offered once more.
func (a aside) goesBack(o Options) bool { return a.whole() && o.understand(a.Event.Form) }

// errEnough ends eachAside before the end.
var errEnough = errors.New("enough")

// asideEvents reads the events of a set-aside file that can be offered once more.
func asideEvents(path string, o Options) iter.Seq2[sink.Event, error] {
	return func(yield func(sink.Event, error) bool) {
		err := eachAside(path, func(_ []byte, a aside) error {
			if a.goesBack(o) && !yield(*a.Event, nil) {
				return errEnough
			}
			return nil
		})
		if err != nil && !errors.Is(err, errEnough) {
			yield(sink.Event{}, err)
		}
	}
}

// eachAside is asideLines of a file.
func eachAside(path string, each func(line []byte, a aside) error) error {
	return readFile(path, func(f *os.File) error { return asideLines(f, each) })
}

// keepRest takes from a set-aside file the events that are in the spool again.
// The other lines stay as they are.
func (s *Spool) keepRest(path string, o Options) error {
	rest := strings.TrimSuffix(path, asideEnd) + restEnd
	if err := os.Remove(rest); err != nil && !errors.Is(err, fs.ErrNotExist) { // a crash left it
		return fmt.Errorf("remove %s: %w", rest, reason(err))
	}
	n := 0
	err := writeFile(rest, func(w *bufio.Writer) error {
		return eachAside(path, func(line []byte, a aside) error {
			if a.goesBack(o) || len(bytes.TrimSpace(line)) == 0 {
				return nil
			}
			n++
			_, err := w.Write(append(line, '\n'))
			return err
		})
	})
	if err == nil && n > 0 {
		err = os.Rename(rest, path)
	} else if err == nil {
		err = errors.Join(os.Remove(path), os.Remove(rest))
	}
	if err == nil {
		err = syncDir(filepath.Dir(path))
	}
	if err != nil {
		return fmt.Errorf("take restored events from %s: %w", path, reason(err))
	}
	_ = os.Remove(filepath.Dir(path)) // it stays while something else is in it
	return nil
}

// asideRuns lists the runs of which events were set aside for a sink, oldest first.
func (s *Spool) asideRuns(name string) ([]string, error) {
	dir := filepath.Join(s.aside, name)
	if err := checkDir(dir); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir) // sorted by name
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", dir, reason(err))
	}
	var runs []string
	for _, e := range entries {
		if run, found := strings.CutSuffix(e.Name(), asideEnd); found && e.Type().IsRegular() && CheckName(run) == nil {
			runs = append(runs, run)
		}
	}
	return runs, nil
}
