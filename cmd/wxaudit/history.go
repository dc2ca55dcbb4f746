package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wxaudit/pkg/report"
)

// history is what an audit leaves to the next: which findings were open, and which
// of them each sink has heard of. There is one for each organisation, and another
// for replays of it. It holds ids and no names.
//
//	history/<organisation>.json          the last audit
//	history/<organisation>/<sink>.json   the last audit whose events were kept for a sink
type history struct {
	path string // of the last audit
	next report.Memory
	told map[string]telling // by sink
	lock *historyLock
}

// telling is what one sink is told, and what it knows then.
type telling struct {
	*report.Told
	next report.Memory
}

// recall compares the report with what the last audit left, and with what each of
// the sinks was told last: an audit that told nobody must not keep from them what
// it found new or closed. What it returns is kept once the events of this run are
// safe: an event that is lost must not have been told before.
func recall(ctx context.Context, sys *system, dir string, rep *report.Report, sinks []string) *history {
	id := sha256.Sum256([]byte(rep.Organization.ID))
	name := hex.EncodeToString(id[:8])
	if rep.Run.Mode != "live" { // what a recording shows is open nowhere now, and mends nothing
		name += "-" + rep.Run.Mode
	}
	h := &history{path: filepath.Join(historyDir(dir), name+".json"), told: map[string]telling{}, lock: lockHistory(ctx, dir)}
	h.next = report.Remember(rep, remembered(sys, h.path, rep.Organization.ID, "every finding counts as new"))
	for _, s := range sinks {
		before := remembered(sys, h.sinkPath(s), rep.Organization.ID, "the sink "+s+" is told every finding as new")
		told, next := report.Tell(rep, before)
		h.told[s] = telling{told, next}
	}
	return h
}

func historyDir(dir string) string { return filepath.Join(dir, "history") }

func (h *history) sinkDir() string { return strings.TrimSuffix(h.path, ".json") }

func (h *history) sinkPath(sink string) string { return filepath.Join(h.sinkDir(), sink+".json") }

// tellings are what the sinks are told.
func (h *history) tellings() []*report.Told {
	if h == nil {
		return nil
	}
	var all []*report.Told
	for _, name := range slices.Sorted(maps.Keys(h.told)) {
		all = append(all, h.told[name].Told)
	}
	return all
}

// of is what one sink is told; nil without a history.
func (h *history) of(sink string) *report.Told {
	if h == nil {
		return nil
	}
	return h.told[sink].Told
}

// remembered reads a memory; one that is damaged is set aside.
func remembered(sys *system, path, organization, instead string) *report.Memory {
	m, err := readMemory(path, organization)
	if err != nil {
		aside := path + ".damaged"
		fmt.Fprintf(sys.stderr, "wxaudit: warning: %s: %v; it is kept as %s, and %s\n", path, err, filepath.Base(aside), instead)
		_ = os.Rename(path, aside) // it is replaced in any case
	}
	return m
}

// keep leaves the findings to the next audit; no history keeps nothing.
func (h *history) keep() error {
	if h == nil {
		return nil
	}
	if err := h.write(); err != nil {
		return unfinished(fmt.Errorf("keep the history: %w", err), "the reports are written; the next run will call the same findings new again")
	}
	return nil
}

// write keeps what the sinks know first: a kill in between tells the next report
// once more what is new, and no sink twice.
func (h *history) write() error {
	if h.lock.fault != nil {
		return h.lock.fault
	}
	err := ownDir(filepath.Dir(h.path))
	if err == nil && len(h.told) > 0 {
		err = ownDir(h.sinkDir())
	}
	if err != nil {
		return err
	}
	var failed []error
	for _, sink := range slices.Sorted(maps.Keys(h.told)) {
		failed = append(failed, writeMemory(h.sinkPath(sink), h.told[sink].next))
	}
	return errors.Join(append(failed, writeMemory(h.path, h.next))...)
}

// release lets the next run go on.
func (h *history) release() {
	if h != nil {
		h.lock.release()
	}
}

// forgetSink removes what every history knows of a sink, so that one which comes
// back under its name is told everything.
func forgetSink(ctx context.Context, dir, sink string) error {
	lock := lockHistory(ctx, dir)
	defer lock.release()
	if lock.fault != nil {
		return lock.fault
	}
	paths, err := sinkHistories(dir, sink)
	if err != nil {
		return err
	}
	var failed []error
	for _, path := range paths {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = append(failed, plainPathError(err))
		}
	}
	return errors.Join(failed...)
}

// sinkHistories are the files of what a sink was told, one for each organisation.
func sinkHistories(dir, sink string) ([]string, error) {
	entries, err := os.ReadDir(historyDir(dir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, plainPathError(err)
	}
	var paths []string
	for _, e := range entries {
		path := filepath.Join(historyDir(dir), e.Name(), sink+".json")
		if _, err := os.Lstat(path); e.IsDir() && err == nil {
			paths = append(paths, path)
		}
	}
	return paths, nil
}
