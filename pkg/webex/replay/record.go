package replay

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"wxaudit/pkg/webex"
)

// Recorder passes requests on and writes down the answers, redacted. It writes
// into a directory beside the target, which Finish renames, so the target is a
// whole recording or nothing. A target that exists, which may be a mount point,
// is written into itself: until Finish it has no recording.json, and Open
// refuses it. It may be used by several goroutines.
type Recorder struct {
	next   webex.Exchanger
	red    Redactor
	target string
	temp   string // where the files are written; the target itself if that exists
	// parents are the directories that were made to hold the target, outermost
	// first.
	parents []string

	mu    sync.Mutex
	files map[string]string // name to SHA-256, in hex
	seen  map[string]recorded
	err   error // why there will be no recording
	ended bool
}

// recorded is what is remembered of an exchange that was written.
type recorded struct {
	raw    string // key of the request before redaction
	answer [32]byte
}

var _ webex.Exchanger = (*Recorder)(nil)

// NewRecorder prepares a recording of what passes to next. The directory must
// not exist, or be empty; this is found out here, before any request. Call
// Finish or Abort in the end.
func NewRecorder(next webex.Exchanger, r Redactor, dir string) (*Recorder, error) {
	if next == nil || r == nil {
		return nil, errors.New("record: an Exchanger and a Redactor are required")
	}
	target, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	exists, err := vacant(target)
	if err != nil {
		return nil, fmt.Errorf("record: %w", err)
	}
	rec := &Recorder{next: next, red: r, target: target, files: map[string]string{}, seen: map[string]recorded{}}
	if exists {
		err = rec.prepareInside()
	} else {
		err = rec.prepareBeside()
	}
	if err != nil {
		rec.remove()
		return nil, fmt.Errorf("record: %w", err)
	}
	return rec, nil
}

// vacant makes sure that nothing would be overwritten.
func vacant(dir string) (exists bool, err error) {
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return false, nil
	case err != nil:
		return false, err
	case !info.IsDir():
		return false, fmt.Errorf("%s exists and is no directory", dir)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false, err
	}
	if len(entries) > 0 {
		return false, fmt.Errorf("%s is not empty; name a new directory", dir)
	}
	return true, nil
}

// prepareInside finds out whether files can be written into the target.
func (rec *Recorder) prepareInside() error {
	probe, err := os.CreateTemp(rec.target, ".recording-*")
	if err != nil {
		return err
	}
	rec.temp = rec.target
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// prepareBeside makes the temporary directory, and the parents that are
// missing.
func (rec *Recorder) prepareBeside() error {
	parent := filepath.Dir(rec.target)
	for dir := parent; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		rec.parents = append([]string{dir}, rec.parents...)
	}
	if err := os.MkdirAll(parent, 0o700); err != nil {
		return err
	}
	temp, err := os.MkdirTemp(parent, "."+filepath.Base(rec.target)+".recording-*") // 0700
	rec.temp = temp
	return err
}

// Exchange passes r on and writes down the answer, or why none came. What failed
// because the run was canceled or out of its budget is not written down.
// Once an answer could not be written, no request is sent any
// more: the run could not end in a recording.
func (rec *Recorder) Exchange(ctx context.Context, r webex.Request) (*webex.Response, error) {
	if rec.over() {
		return nil, rec.spoiled(r)
	}
	resp, err := rec.next.Exchange(ctx, r)
	if err != nil {
		failure, ok := errors.AsType[*webex.Error](err)
		if !ok || errors.Is(ctx.Err(), context.Canceled) || !slices.Contains(recordedFailures, failure.Kind) {
			return nil, err
		}
		if err := rec.write(redactFailure(rec.red, r, failure), r); err != nil {
			rec.fail(err)
			return nil, rec.spoiled(r)
		}
		return nil, err
	}
	f, err := redact(rec.red, r, resp)
	if err == nil {
		err = rec.write(f, r)
	}
	if err != nil {
		rec.fail(err)
		return nil, rec.spoiled(r)
	}
	return resp, nil
}

// Finish writes recording.json and puts the recording in its place. When it
// fails, or anything failed before, nothing is left.
func (rec *Recorder) Finish(m Meta) error {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.ended {
		return errors.New("record: the recording has ended already")
	}
	rec.ended = true
	err := rec.err
	if err == nil {
		err = rec.finish(m)
	}
	if err != nil {
		rec.remove()
		return fmt.Errorf("record: %w", err)
	}
	return nil
}

// Abort gives the recording up and leaves nothing. After Finish it does nothing.
func (rec *Recorder) Abort() {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if !rec.ended {
		rec.ended = true
		rec.remove()
	}
}

func (rec *Recorder) finish(m Meta) error {
	if m.RecordedAt.IsZero() {
		return errors.New("the recording needs a clock")
	}
	whole := manifest{
		FormatVersion: formatVersion, ToolVersion: m.ToolVersion,
		RecordedAt: m.RecordedAt.UTC(), Organization: m.Organization, Files: rec.files,
	}
	sum, err := whole.sum()
	if err != nil {
		return err
	}
	whole.Checksum = sum
	data, err := encode(whole)
	if err != nil {
		return err
	}
	if rec.temp == rec.target {
		return rec.finishInside(data)
	}
	if err := writeNew(filepath.Join(rec.temp, manifestName), data); err != nil {
		return err
	}
	if _, err := vacant(rec.target); err != nil {
		return err
	}
	// An empty target makes way, because not every system renames onto one.
	if err := os.Remove(rec.target); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.Rename(rec.temp, rec.target)
}

// finishInside writes recording.json, which is there whole or not at all. What
// somebody else put into the directory meanwhile stays as it is.
func (rec *Recorder) finishInside(data []byte) error {
	whole, part := filepath.Join(rec.temp, manifestName), filepath.Join(rec.temp, manifestPart)
	if _, err := os.Lstat(whole); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s appeared while recording", whole)
	}
	if err := writeNew(part, data); err != nil {
		return err
	}
	if err := os.Rename(part, whole); err != nil {
		return errors.Join(err, os.Remove(part))
	}
	return nil
}

// write writes the file of the exchange that r began.
func (rec *Recorder) write(f *exchangeFile, r webex.Request) error {
	data, err := encode(f)
	if err != nil {
		return err
	}
	answer, err := f.answer()
	if err != nil {
		return err
	}
	key, raw := requestKey(f.request()), requestKey(r)

	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.ended {
		return errors.New("the recording has ended already")
	}
	if old, ok := rec.seen[key]; ok {
		if old.raw != raw && old.answer != answer {
			return fmt.Errorf("two requests GET %s with different answers look the same once redacted", r.Template)
		}
		return nil // the first answer is the one that counts
	}
	name := fileName(f.request(), shortDigest)
	if _, taken := rec.files[name]; taken {
		name = fileName(f.request(), longDigest)
	}
	if err := writeNew(filepath.Join(rec.temp, name), data); err != nil {
		return fmt.Errorf("the answer to GET %s could not be written: %w", r.Template, reason(err))
	}
	sum := sha256.Sum256(data)
	rec.files[name] = hex.EncodeToString(sum[:])
	rec.seen[key] = recorded{raw: raw, answer: answer}
	return nil
}

// answer hashes what a replay would answer, times aside.
func (f *exchangeFile) answer() ([32]byte, error) {
	data, err := encode(struct {
		Status  int
		Error   webex.Kind
		Problem webex.Problem
		Link    string
		Body    any
	}{f.Status, f.Error, f.Problem, f.Headers["Link"], f.Body})
	return sha256.Sum256(data), err
}

// writeNew writes a file that must not exist, for its owner only.
func writeNew(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(path) // a part is of no use
	}
	return err
}

// reason is a file system's error without the path, which holds ids.
func reason(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return pe.Err
	}
	return err
}

func (rec *Recorder) over() bool {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	return rec.ended || rec.err != nil
}

// fail notes the first failure; Finish reports it.
func (rec *Recorder) fail(err error) {
	rec.mu.Lock()
	defer rec.mu.Unlock()
	if rec.err == nil {
		rec.err = err
	}
}

func (rec *Recorder) spoiled(r webex.Request) error {
	return &webex.Error{Kind: webex.Canceled, Host: r.Host, Template: r.Template, Detail: "the recording has ended"}
}

// remove deletes what was made; parents only when nobody else uses them. Where
// it fails there is nothing more that could be done.
func (rec *Recorder) remove() {
	switch rec.temp {
	case "":
	case rec.target:
		for name := range rec.files {
			_ = os.Remove(filepath.Join(rec.temp, name))
		}
	default:
		_ = os.RemoveAll(rec.temp)
	}
	for i := len(rec.parents) - 1; i >= 0; i-- {
		_ = os.Remove(rec.parents[i])
	}
}
