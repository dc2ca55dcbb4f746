package har

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
)

// errOrganizations refuses an archive in which the administrator went from one
// customer to another.
var errOrganizations = errors.New("the answers are of two organisations: save the network log of one organisation alone")

// read goes through the archive.
func (s *selection) read(w *walker) error {
	if mark, err := w.in.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = w.in.Discard(3) // it is there
	}
	if b, err := w.skipSpace(); err != nil {
		return err
	} else if b != '{' {
		return errors.New("the file is no HTTP archive: it is no JSON object")
	}
	var logs, lists int
	err := w.object("the file", func(name string) error {
		if name != "log" {
			return w.skip()
		}
		if logs++; logs > 1 {
			return errors.New("log is there twice")
		}
		return w.object("log", func(name string) error {
			switch name {
			case "version":
				return w.version()
			case "entries":
				if lists++; lists > 1 {
					return errors.New("entries is there twice")
				}
				return w.array("entries", func() error { return s.take(w) })
			default:
				return w.skip()
			}
		})
	})
	switch {
	case err != nil:
		return err
	case logs == 0, lists == 0:
		return errors.New("the file is no HTTP archive: it has no log with entries")
	}
	return w.atEnd()
}

// version refuses archives of another generation.
func (w *walker) version() error {
	var version string
	if err := w.word("version", maxWord, &version); err != nil {
		return err
	}
	if major, _, _ := strings.Cut(version, "."); version != "" && major != "1" {
		return errors.New("the archive is of another version than 1.2")
	}
	return nil
}

// take takes one entry, and keeps its answer when it is of use.
func (s *selection) take(w *walker) error {
	s.entries++
	e := &entry{number: s.entries}
	if err := e.read(w); err != nil {
		return err
	}
	request, organization, ok := e.asks()
	if !ok || !e.succeeded() {
		return nil
	}
	if s.organization != "" && s.organization != organization {
		return errOrganizations
	}
	s.organization = organization
	at, err := e.at()
	if err != nil {
		return err
	}
	if !at.After(s.seen[request.Path]) {
		return nil
	}
	// From here on an earlier answer no longer counts, whatever becomes of this
	// one: it may say that the setting was changed.
	s.seen[request.Path] = at
	delete(s.answers, request.Path)
	body, readable := e.body()
	switch {
	case !e.found || e.text == "" && !e.large:
		s.bodiless++
		s.leave(e, "was saved without its content")
		return nil
	case e.cached:
		s.leave(e, "came from the browser's cache, and is of unknown age")
		return nil
	case e.large:
		s.leave(e, "is larger than %d MiB", maxBody>>20)
		return nil
	case !readable:
		s.leave(e, "is written in a way that is not known")
		return nil
	case !json.Valid(body):
		s.leave(e, "is no JSON")
		return nil
	}
	s.answers[request.Path] = answer{request, at, body}
	return nil
}

// leave notes an answer that cannot be used.
func (s *selection) leave(e *entry, why string, args ...any) {
	const most = 20
	if len(s.unusable) < most {
		s.unusable = append(s.unusable, e.name("the answer")+" "+fmt.Sprintf(why, args...))
	}
}
