package spool

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"wxaudit/pkg/sink"
)

// run is the events of one sink in one run, while they are delivered.
type run struct {
	spool      *Spool
	name, sink string
	state      *state
	events     *events
	file       *os.File // of events
	ack        *os.File // nil until something is recorded
	aside      *os.File // nil until something is set aside
	ahead      *item    // read, but not in a batch yet
	damaged    bool     // lines of events that were set aside cannot be read
	adopted    int      // events that a crash has left set aside and not acknowledged
}

// openRun opens what is left for a sink in a run; fs.ErrNotExist when nothing is.
// What lies in the set-aside file was set aside, also when a crash came before
// its acknowledgement.
func (s *Spool) openRun(name, sinkName string) (*run, error) {
	if err := checkDir(filepath.Join(s.spool, name)); err != nil {
		return nil, err
	}
	r := &run{spool: s, name: name, sink: sinkName}
	path := s.eventsPath(name, sinkName)
	if err := checkFile(path); err != nil {
		return nil, err
	}
	var err error
	if r.state, err = s.readStateOf(name, sinkName); err != nil {
		return nil, err
	}
	if err := r.adopt(); err != nil {
		return nil, err
	}
	if r.file, err = os.Open(path); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, reason(err))
	}
	r.events = readEvents(r.file, r.state.total)
	return r, nil
}

// adopt counts what a crash has left set aside and not acknowledged.
func (r *run) adopt() error {
	var late []int
	err := readAsideFile(r.spool.asidePath(r.name, r.sink), func(a aside) {
		if a.Index < 0 {
			return // unreadable; the event comes again
		}
		for i := a.Index; i < min(a.Index+a.Count, r.state.total); i++ {
			if !r.state.done(i) {
				late = append(late, i)
				r.state.aside.add(i)
			}
		}
	})
	if err != nil || len(late) == 0 {
		return err
	}
	// Nobody knows whether the crash came before the sync or after it.
	if err := r.openAside(); err != nil {
		return err
	}
	if err := r.aside.Sync(); err != nil {
		return fmt.Errorf("keep %s: %w", r.aside.Name(), reason(err))
	}
	r.adopted = len(late)
	return r.acknowledge(nil, late)
}

// batch reads the next events that are left, within the limits, and the gaps
// before them that hold events that are left. It is empty at the end.
func (r *run) batch(l sink.Limits) (items []item, gaps []gap, err error) {
	size := 0
	for {
		it := r.ahead
		r.ahead = nil
		if it == nil {
			read, missing, err := r.events.read()
			switch {
			case errors.Is(err, io.EOF):
				return items, gaps, nil
			case err != nil:
				return nil, nil, fmt.Errorf("read %s: %w", r.file.Name(), reason(err))
			case missing.from < missing.to:
				gaps = append(gaps, r.undone(missing)...)
				continue
			}
			it = &read
		}
		if r.state.done(it.index) {
			continue
		}
		if len(items) > 0 && size+it.size() > l.Bytes {
			r.ahead = it
			return items, gaps, nil
		}
		items = append(items, *it)
		size += it.size()
		if len(items) >= l.Events {
			return items, gaps, nil
		}
	}
}

// undone leaves out of a gap what is acknowledged, or set aside, already.
func (r *run) undone(g gap) []gap {
	var parts []gap
	for i := g.from; i < g.to; i++ {
		switch n := len(parts); {
		case r.state.acked.has(i):
		case r.state.aside.has(i):
			r.damaged = true // perhaps it could not be read then
		case n > 0 && parts[n-1].to == i:
			parts[n-1].to++
		default:
			parts = append(parts, gap{i, i + 1})
		}
	}
	if len(parts) > 0 {
		r.damaged = true
	}
	return parts
}

// acknowledged counts what the sink has acknowledged.
func (r *run) acknowledged() int { return below(r.state.total, r.state.acked, nil) }

// openAside opens the set-aside file, and makes its directory.
func (r *run) openAside() error {
	if r.aside != nil {
		return nil
	}
	path := r.spool.asidePath(r.name, r.sink)
	if err := makeDir(filepath.Dir(path)); err != nil {
		return err
	}
	f, err := openAppend(path)
	if err == nil {
		r.aside = f
	}
	return err
}

// record makes last what was acknowledged and, before that, what was set aside.
// When something cannot be set aside, what was acknowledged is still recorded.
func (r *run) record(acked []int, set []aside) error {
	err := r.setAside(set)
	var indexes []int
	if err == nil {
		for _, a := range set {
			for i := range a.Count {
				indexes = append(indexes, a.Index+i)
			}
		}
	}
	return errors.Join(err, r.acknowledge(acked, indexes))
}

func (r *run) setAside(set []aside) error {
	if len(set) == 0 {
		return nil
	}
	var text []byte
	for _, a := range set {
		line, err := asideLine(a)
		if err != nil {
			return fmt.Errorf("write what is set aside: %w", err)
		}
		text = append(text, line...)
	}
	if err := r.openAside(); err != nil {
		return err
	}
	return appendLines(r.aside, text)
}

// openAck opens the .ack file, and writes how many events there are where it does
// not say so any more.
func (r *run) openAck() error {
	if r.ack != nil {
		return nil
	}
	f, err := openAppend(r.spool.ackPath(r.name, r.sink))
	if err != nil {
		return err
	}
	r.ack = f
	if r.state.headed {
		return nil
	}
	return appendLines(r.ack, headLine(r.state.total))
}

func (r *run) acknowledge(acked, set []int) error {
	slices.Sort(acked)
	slices.Sort(set)
	text := append(ackLine(wordAcked, acked), ackLine(wordAside, set)...)
	if len(text) == 0 {
		return nil
	}
	if err := r.openAck(); err != nil {
		return err
	}
	if err := appendLines(r.ack, text); err != nil {
		return err
	}
	for _, i := range acked {
		r.state.acked.add(i)
	}
	for _, i := range set {
		r.state.aside.add(i)
	}
	return nil
}

// startOver takes back what was acknowledged, to last. The .ack file begins anew,
// so that no line of it has to be believed that takes others back; what a crash
// keeps from it of what was set aside, adopt knows.
func (r *run) startOver() error {
	if err := r.openAck(); err != nil {
		return err
	}
	err := r.ack.Truncate(0)
	if err == nil {
		_, err = r.ack.Seek(0, io.SeekStart)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", r.ack.Name(), reason(err))
	}
	var set []int
	for i := range r.state.total {
		if r.state.aside.has(i) {
			set = append(set, i)
		}
	}
	if err := appendLines(r.ack, append(headLine(r.state.total), ackLine(wordAside, set)...)); err != nil {
		return err
	}
	r.state.acked = nil
	return nil
}

// close lets the files go.
func (r *run) close() {
	for _, f := range []*os.File{r.file, r.ack, r.aside} {
		if f != nil {
			_ = f.Close() // everything was synced, or only read
		}
	}
	r.file, r.ack, r.aside = nil, nil, nil
}

// remove takes a finished run away, the events before their acknowledgement: the
// other way round a crash would send all of them again. Events that could not be
// read stay, as they are, beside the record that they were set aside.
func (r *run) remove() error {
	r.close()
	dir := filepath.Join(r.spool.spool, r.name)
	path := r.spool.eventsPath(r.name, r.sink)
	var err error
	if r.damaged {
		kept := r.spool.damagedPath(r.name, r.sink)
		err = makeDir(filepath.Dir(kept)) // what was set aside may have been sent again
		if err == nil {
			err = os.Rename(path, kept)
		}
		if err == nil {
			err = syncDir(filepath.Dir(kept))
		}
	} else {
		err = os.Remove(path)
	}
	if err == nil {
		err = syncDir(dir)
	}
	if err == nil {
		err = os.Remove(r.spool.ackPath(r.name, r.sink))
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("remove the delivered %s: %w", path, reason(err))
	}
	if os.Remove(dir) == nil { // it stays while other sinks have something in it
		_ = syncDir(r.spool.spool) // an empty directory that comes back is swept
	}
	return nil
}
