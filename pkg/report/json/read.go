package jsonreport

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"wxaudit/pkg/report"
)

// MaxBytes bounds a report that is read back: ten times what the largest
// organisation gives.
const MaxBytes = 1 << 30

// Read reads a report that Write wrote. It refuses what is not whole: a report
// that was cut or edited must not look better than the audit was. So every field
// must be there, no other may be, and what can be counted again must come out
// the same. Errors name the line, or the place in the document.
func Read(r io.Reader) (*report.Report, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > MaxBytes:
		return nil, fmt.Errorf("the report is larger than %d MiB", MaxBytes>>20)
	}
	if err := version(data); err != nil {
		return nil, err
	}
	if err := complete(data); err != nil {
		return nil, fmt.Errorf("%w (the report says that wxaudit %s wrote it)", err, writer(data))
	}
	rep := &report.Report{}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(rep); err != nil {
		return nil, plain(data, err)
	}
	report.Settle(rep)
	if err := sound(rep); err != nil {
		return nil, err
	}
	if err := agree(rep); err != nil {
		return nil, err
	}
	return rep, nil
}

// version finds out early whether it is a report at all, and one of ours.
func version(data []byte) error {
	var head struct {
		SchemaVersion string `json:"schema_version"`
		Type          string `json:"type"`
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&head); err != nil {
		if len(bytes.TrimSpace(data)) == 0 {
			return errors.New("it is empty")
		}
		return plain(data, err)
	}
	major, _, _ := strings.Cut(head.SchemaVersion, ".")
	ours, _, _ := strings.Cut(report.SchemaVersion, ".")
	switch {
	case head.SchemaVersion == "":
		return errors.New(`it is no report of wxaudit: "schema_version" is missing`)
	case head.Type != "":
		return errors.New("it is an NDJSON report; only the one document of --format json can be read back")
	case major != ours:
		return fmt.Errorf("its schema_version is %.20q, and this program reads %s; use the wxaudit that wrote it", head.SchemaVersion, report.SchemaVersion)
	}
	if rest := bytes.TrimSpace(data[dec.InputOffset():]); len(rest) > 0 {
		return fmt.Errorf("line %d: something follows the report", lineAt(data, len(data)-len(rest)))
	}
	return nil
}

// writer is the version of the program that a report says it is from, to name it
// to somebody who has another one.
func writer(data []byte) string {
	var head struct {
		Tool report.Tool `json:"tool"`
	}
	_ = json.Unmarshal(data, &head) // what is not there is empty
	return report.Harmless(cmp.Or(head.Tool.Version, "of an unknown version"), 60)
}

// plain says what is wrong with the JSON, and on which line.
func plain(data []byte, err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("line %d: it is not JSON: %s", lineAt(data, int(syntax.Offset)), strings.TrimPrefix(syntax.Error(), "json: "))
	case errors.As(err, &kind) && kind.Field == "":
		return errors.New("it is no report of wxaudit, which is a JSON object")
	case errors.As(err, &kind):
		return fmt.Errorf("line %d: %s is not of the right type", lineAt(data, int(kind.Offset)), kind.Field)
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("line %d: it ends too early; the file was cut", lineAt(data, len(data)))
	default:
		return errors.New(strings.TrimPrefix(err.Error(), "json: "))
	}
}

func lineAt(data []byte, offset int) int {
	return 1 + bytes.Count(data[:max(0, min(offset, len(data)))], []byte("\n"))
}
