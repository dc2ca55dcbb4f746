package checks

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"wxaudit/checks/admins"
	"wxaudit/checks/identity"
	"wxaudit/checks/links"
	"wxaudit/checks/meetings"
	"wxaudit/checks/messaging"
	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Example is a small organisation to which a check gives a known answer. The
// tests run it, and the check reference shows it.
type Example struct {
	Says   string         // one sentence: what it shows
	Now    time.Time      // the clock, in UTC
	Params check.Params   // the parameters that differ from the defaults
	Text   []byte         // the snapshot as the file has it
	Input  *check.Input   // the same, ready for the check
	Status finding.Status // the answer it gets
}

// exampleFile is how an example stands in its file, under its status.
type exampleFile struct {
	Says     string                     `json:"says"`
	Now      time.Time                  `json:"now"`
	Params   map[string]json.RawMessage `json:"params,omitempty"`
	Snapshot json.RawMessage            `json:"snapshot"`
}

func files(area string) (embed.FS, bool) {
	fs, ok := map[string]embed.FS{
		"meetings":   meetings.Examples,
		"links":      links.Examples,
		"recordings": recordings.Examples,
		"messaging":  messaging.Examples,
		"identity":   identity.Examples,
		"admins":     admins.Examples,
	}[area]
	return fs, ok
}

func read(c check.Check) (map[finding.Status]Example, error) {
	fs, ok := files(c.Area())
	if !ok {
		return nil, fmt.Errorf("checks: area %q has no examples", c.Area())
	}
	b, err := fs.ReadFile("examples/" + strings.TrimPrefix(c.ID, c.Area()+".") + ".json")
	if err != nil {
		return nil, fmt.Errorf("checks: examples of %s: %w", c.ID, err)
	}
	var byStatus map[finding.Status]exampleFile
	if err := strict(b, &byStatus); err != nil {
		return nil, fmt.Errorf("checks: examples of %s: %w", c.ID, err)
	}
	all := make(map[finding.Status]Example, len(byStatus))
	for status, f := range byStatus {
		e, err := f.example(c, status)
		if err != nil {
			return nil, fmt.Errorf("checks: example %q of %s: %w", status, c.ID, err)
		}
		all[status] = e
	}
	return all, nil
}

func (f exampleFile) example(c check.Check, status finding.Status) (Example, error) {
	e := Example{Says: f.Says, Now: f.Now.UTC(), Params: check.Params{}, Text: f.Snapshot, Status: status}
	params := check.Defaults(c.Params)
	for name, raw := range f.Params {
		v, err := value(raw, params[name])
		if err != nil {
			return e, fmt.Errorf("parameter %q: %w", name, err)
		}
		e.Params[name], params[name] = v, v
	}
	var s snapshot.Snapshot
	if err := strict(f.Snapshot, &s); err != nil {
		return e, err
	}
	e.Input = &check.Input{Snapshot: &s, Now: e.Now, Params: params}
	return e, nil
}

// value reads a parameter as the type of its default.
func value(raw json.RawMessage, like any) (any, error) {
	switch like.(type) {
	case int:
		return decode[int](raw)
	case float64:
		return decode[float64](raw)
	case bool:
		return decode[bool](raw)
	case string:
		return decode[string](raw)
	case []string:
		return decode[[]string](raw)
	default:
		return nil, errors.New("the check has no such parameter")
	}
}

func decode[T any](raw json.RawMessage) (any, error) {
	var v T
	err := strict(raw, &v)
	return v, err
}

// strict decodes exactly one JSON value and refuses names it does not know:
// a misspelt field in an example would otherwise be a field left out.
func strict(b []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		return err
	}
	if _, err := dec.Token(); err != io.EOF {
		return errors.New("there is something behind the JSON value")
	}
	return nil
}
