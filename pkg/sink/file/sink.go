package file

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"wxaudit/pkg/sink"
)

// Options say where events go.
type Options struct {
	// Path is the directory that gets a file for each run or, with Append, the one
	// file that grows. The directory must exist.
	Path   string
	Append bool
	// RotateBytes is the size over which the growing file is renamed before more
	// is appended; 0 is never.
	RotateBytes int64
	// RotateEvery is the least time between two such renames; 0 means 2 minutes.
	// Whatever follows the file must have noticed the new one before that is
	// renamed too: Fluent Bit, for one, looks for new files every 60 seconds.
	RotateEvery time.Duration
	// Keep bounds the finished files (with Append, the renamed ones) by count,
	// KeepFor by age; 0 is without bound. The newest is never removed, nor what was
	// finished last, nor anything that this sink did not name.
	Keep    int
	KeepFor time.Duration
	// Now is the clock for age and for the names of renamed files.
	Now func() time.Time
}

const defaultRotateEvery = 2 * time.Minute

// Sink writes events to files as lines: newline-delimited JSON.
type Sink struct {
	o     Options
	path  string // absolute
	run   *runFile
	fresh string // the name of the file that was finished, or renamed, last
}

// New makes a sink, and says what is wrong with the path before anything is
// written.
func New(o Options) (*Sink, error) {
	if o.Path == "" || o.Now == nil {
		return nil, errors.New("a file sink needs a path and a clock")
	}
	if o.RotateBytes < 0 || o.Keep < 0 || o.KeepFor < 0 || o.RotateEvery < 0 {
		return nil, errors.New("sizes, counts and ages of a file sink are not negative")
	}
	if o.RotateEvery == 0 {
		o.RotateEvery = defaultRotateEvery
	}
	path, err := filepath.Abs(o.Path)
	if err != nil {
		return nil, err
	}
	s := &Sink{o: o, path: path}
	if o.Append {
		if err := Check(path); err != nil {
			return nil, fmt.Errorf("append to %s: %w", path, err)
		}
	} else if o.RotateBytes != 0 {
		return nil, errors.New("only a file that grows can be rotated; each run has a file of its own here")
	}
	dir := s.dir()
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return nil, fmt.Errorf("write to %s: %w", path, reason(filepath.Join(dir, "x"), err))
	case !info.IsDir():
		return nil, fmt.Errorf("write to %s: %s is not a directory", path, dir)
	}
	return s, nil
}

// dir is where all files of the sink lie.
func (s *Sink) dir() string {
	if s.o.Append {
		return filepath.Dir(s.path)
	}
	return s.path
}

// Limits wants batches that are worth flushing.
func (s *Sink) Limits() sink.Limits { return sink.Limits{Events: 2000, Bytes: 4 << 20} }

// Send writes a batch and flushes it to the disk: with a nil error it is there
// after the power failed.
func (s *Sink) Send(ctx context.Context, b sink.Batch) (sink.Result, error) {
	lines, result := linesOf(b.Events)
	if err := ctx.Err(); err != nil {
		return sink.Result{}, s.fault(err)
	}
	var err error
	if s.o.Append {
		err = s.grow(ctx, lines)
	} else {
		err = s.extend(b.Run, b.Acknowledged, lines)
	}
	if err != nil {
		return sink.Result{}, s.fault(err)
	}
	return result, nil
}

// linesOf makes a line of every event; what has a line break in it is rejected.
func linesOf(events []sink.Event) (lines [][]byte, result sink.Result) {
	for i, e := range events {
		p := e.Payload()
		if len(p) == 0 || bytes.ContainsAny(p, "\r\n\x00") {
			result.Rejected = append(result.Rejected, sink.Rejection{Index: i, Reason: "the event is not one line of text"})
			continue
		}
		lines = append(lines, append(p[:len(p):len(p)], '\n'))
	}
	return lines, result
}

// Finish gives the file of a run its name, when all of the run is in it, and
// removes old files. A file that grows keeps its name.
func (s *Sink) Finish(ctx context.Context, run string, acknowledged int) error {
	if err := ctx.Err(); err != nil {
		return s.fault(err)
	}
	own := s.renamed
	if !s.o.Append {
		if err := s.publish(run, acknowledged); err != nil {
			return s.fault(err)
		}
		own = ofRun
	}
	if err := s.retain(own); err != nil {
		return sink.Finished(fmt.Errorf("write to %s: %w", s.path, err))
	}
	return nil
}
