package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"wxaudit/pkg/report"
	jsonreport "wxaudit/pkg/report/json"
	"wxaudit/pkg/report/ndjson"
	"wxaudit/pkg/report/text"
	"wxaudit/pkg/sink/file"
)

// format is one way to write a report.
type format struct {
	name  string
	write func(*bytes.Buffer, *report.Report, text.Options) error
}

// formats lists what --format and --output take. To add one, add a line.
var formats = []format{
	{"text", func(b *bytes.Buffer, r *report.Report, o text.Options) error { return text.Write(b, r, o) }},
	{"json", func(b *bytes.Buffer, r *report.Report, _ text.Options) error { return jsonreport.Write(b, r) }},
	{"ndjson", func(b *bytes.Buffer, r *report.Report, _ text.Options) error { return ndjson.Write(b, r) }},
}

func formatNames() string { return strings.Join(formatList(), ", ") }

func formatList() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

func validFormat(name string) bool {
	return slices.ContainsFunc(formats, func(f format) bool { return f.name == name })
}

func render(name string, r *report.Report, o text.Options) ([]byte, error) {
	var b bytes.Buffer
	for _, f := range formats {
		if f.name == name {
			if err := f.write(&b, r, o); err != nil {
				return nil, err
			}
		}
	}
	return b.Bytes(), nil
}

// output is one --output F=PATH.
type output struct{ format, path string }

// parseOutputs reads the --output flags and finds out before the audit whether
// there is a place to write to.
func parseOutputs(flags []string) ([]output, error) {
	var outs []output
	for _, flag := range flags {
		name, path, ok := strings.Cut(flag, "=")
		if !ok || path == "" {
			return nil, usage(fmt.Errorf("--output %q has no path", flag), "write it as FORMAT=PATH, such as json=report.json")
		}
		if !validFormat(name) {
			return nil, usage(fmt.Errorf("--output %q: format %q is not known", flag, name), "use one of: "+formatNames())
		}
		if slices.ContainsFunc(outs, func(o output) bool { return filepath.Clean(o.path) == filepath.Clean(path) }) {
			return nil, usage(fmt.Errorf("--output names %s twice", path), "")
		}
		dir := filepath.Dir(path)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			return nil, usage(fmt.Errorf("--output %s: there is no directory %s", flag, dir), "create it first")
		}
		if path == "-" {
			return nil, usage(fmt.Errorf("--output %s: - is no file", flag), "use --format for standard output")
		}
		if err := file.Check(path); err != nil {
			return nil, usage(fmt.Errorf("--output %s: %w", flag, err), "")
		}
		if err := writable(dir); err != nil {
			return nil, usage(fmt.Errorf("--output %s: nothing can be written in %s", flag, dir), "choose another place, or mend the permissions")
		}
		outs = append(outs, output{name, path})
	}
	return outs, nil
}

// writable finds out before the audit what would fail after it.
func writable(dir string) error {
	probe, err := os.CreateTemp(dir, ".wxaudit-*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// write renders every format before it writes any, then the files, then
// standard output.
func (o *runOptions) write(sys *system, rep *report.Report, outs []output) error {
	plain := text.Options{Width: 100}
	rendered := make([][]byte, len(outs))
	for i, out := range outs {
		data, err := render(out.format, rep, plain)
		if err != nil {
			return unfinished(fmt.Errorf("write the %s report: %w", out.format, err), "")
		}
		rendered[i] = data
	}
	onScreen, err := render(o.format, rep, text.Options{
		Color: sys.stdoutTerminal && sys.getenv("NO_COLOR") == "" && sys.getenv("TERM") != "dumb",
		Width: sys.width,
	})
	if err != nil {
		return unfinished(fmt.Errorf("write the %s report: %w", o.format, err), "")
	}
	// One place that cannot be written to must not cost the others.
	var failed []error
	for i, out := range outs {
		if err := file.Write(out.path, rendered[i]); err != nil {
			failed = append(failed, err)
		}
	}
	if _, err := sys.stdout.Write(onScreen); err != nil {
		failed = append(failed, fmt.Errorf("standard output: %w", err))
	}
	if err := errors.Join(failed...); err != nil {
		return unfinished(err, "every other output was written")
	}
	return nil
}
