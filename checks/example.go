package checks

import (
	"bytes"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"wxaudit/checks/accounts"
	"wxaudit/checks/admins"
	"wxaudit/checks/ai"
	"wxaudit/checks/apps"
	"wxaudit/checks/attest"
	"wxaudit/checks/audit"
	"wxaudit/checks/calling"
	"wxaudit/checks/cc"
	"wxaudit/checks/crypto"
	"wxaudit/checks/devices"
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
	Says   string                     `json:"says"`
	Now    time.Time                  `json:"now"`
	Params map[string]json.RawMessage `json:"params,omitempty"`
	// Attestations are entries of the register, Others the statuses of the
	// checks that this one follows; both may be left out.
	Attestations []check.Attestation       `json:"attestations,omitempty"`
	Others       map[string]finding.Status `json:"others,omitempty"`
	Snapshot     json.RawMessage           `json:"snapshot"`
}

func files(area string) (embed.FS, bool) {
	fs, ok := map[string]embed.FS{
		"meetings":   meetings.Examples,
		"links":      links.Examples,
		"recordings": recordings.Examples,
		"messaging":  messaging.Examples,
		"identity":   identity.Examples,
		"admins":     admins.Examples,
		"accounts":   accounts.Examples,
		"apps":       apps.Examples,
		"ai":         ai.Examples,
		"calling":    calling.Examples,
		"cc":         cc.Examples,
		"devices":    devices.Examples,
		"audit":      audit.Examples,
		"crypto":     crypto.Examples,
		"attest":     attest.Examples,
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
	err := strict(f.Snapshot, &s)
	if err != nil {
		return e, err
	}
	e.Input = &check.Input{Snapshot: &s, Now: e.Now, Today: finding.DayOf(e.Now, time.UTC), Params: params, Others: map[string]check.Outcome{}}
	for id, s := range f.Others {
		e.Input.Others[id] = check.Outcome{Status: s}
	}
	if e.Input.Attestations, err = attestations(f.Attestations); err != nil {
		return e, err
	}
	return e, nil
}

// attestations gives the details of entries the types that their statements
// ask for: JSON knows one kind of number, and no days. A check may also take
// the statements of others into account.
func attestations(entries []check.Attestation) ([]check.Attestation, error) {
	for _, a := range entries {
		st, ok := statement(a.Statement)
		if !ok {
			return nil, fmt.Errorf("no check has a statement %q", a.Statement)
		}
		if !slices.Contains(st.Answers, a.Answer) {
			return nil, fmt.Errorf("%q is no answer to %s", a.Answer, st.ID)
		}
		for name, v := range a.Details {
			typed, err := st.Typed(name, v)
			if err != nil {
				return nil, err
			}
			a.Details[name] = typed
		}
	}
	return entries, nil
}

func statement(id string) (check.Statement, bool) {
	for _, c := range All() {
		for _, st := range c.Statements {
			if st.ID == id {
				return st, true
			}
		}
	}
	return check.Statement{}, false
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
