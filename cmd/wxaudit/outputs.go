package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"wxaudit/pkg/report"
	"wxaudit/pkg/report/text"
	"wxaudit/pkg/sink/file"
)

// outputOptions say in which formats a report is written, and where to.
type outputOptions struct {
	format string
	flags  []string // F=PATH
	files  []output
}

// output is one --output F=PATH.
type output struct{ format, path string }

func (o *outputOptions) register(f *pflag.FlagSet) {
	f.StringVar(&o.format, "format", "text", "`format` on standard output: "+formatNames())
	f.StringArrayVar(&o.flags, "output", nil, "also write `F=PATH`, such as html=report.html; may be repeated")
}

// check reads the flags, and finds out before the work is done whether there is
// a place to write its result to.
func (o *outputOptions) check() error {
	o.format = strings.ToLower(o.format)
	if !validFormat(o.format) {
		return usage(fmt.Errorf("--format %q is not known", o.format), "use one of: "+formatNames())
	}
	o.files = nil
	for _, flag := range o.flags {
		out, err := parseOutput(flag)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(o.files, func(other output) bool { return samePath(other.path, out.path) }) {
			return usage(fmt.Errorf("--output names %s twice", out.path), "")
		}
		o.files = append(o.files, out)
	}
	return nil
}

func parseOutput(flag string) (output, error) {
	name, path, ok := strings.Cut(flag, "=")
	name = strings.ToLower(name)
	if !ok || path == "" {
		return output{}, usage(fmt.Errorf("--output %q has no path", flag), "write it as FORMAT=PATH, such as json=report.json")
	}
	if !validFormat(name) {
		return output{}, usage(fmt.Errorf("--output %q: format %q is not known", flag, name), "use one of: "+formatNames())
	}
	dir := filepath.Dir(path)
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		return output{}, usage(fmt.Errorf("--output %s: there is no directory %s", flag, dir), "create it first")
	}
	if path == "-" {
		return output{}, usage(fmt.Errorf("--output %s: - is no file", flag), "use --format for standard output")
	}
	if err := file.Check(path); err != nil {
		return output{}, usage(fmt.Errorf("--output %s: %w", flag, err), "")
	}
	if err := writable(dir); err != nil {
		return output{}, usage(fmt.Errorf("--output %s: nothing can be written in %s", flag, dir), "choose another place, or mend the permissions")
	}
	return output{name, path}, nil
}

// samePath tells that two paths name one file, whether it is there or not.
func samePath(a, b string) bool {
	if filepath.Base(a) != filepath.Base(b) {
		return false
	}
	dirA, errA := os.Stat(filepath.Dir(a))
	dirB, errB := os.Stat(filepath.Dir(b))
	return errA == nil && errB == nil && os.SameFile(dirA, dirB)
}

// writable finds out before the audit what would fail after it.
func writable(dir string) error {
	probe, err := os.CreateTemp(dir, ".wxaudit-*")
	if err != nil {
		return err
	}
	return errors.Join(probe.Close(), os.Remove(probe.Name()))
}

// write writes the files, each whole or not at all, then standard output. One
// place that cannot be written to must not cost the others.
func (o *outputOptions) write(sys *system, rep *report.Report) error {
	o.warnOfSize(sys, len(rep.Findings))
	var failed []error
	for _, out := range o.files {
		err := file.Create(out.path, func(w io.Writer) error { return render(w, out.format, rep, text.Options{Width: 100}) })
		if err != nil {
			failed = append(failed, err)
		}
	}
	w := bufio.NewWriterSize(sys.stdout, 64<<10)
	onScreen := text.Options{
		Color: sys.stdoutTerminal && sys.getenv("NO_COLOR") == "" && sys.getenv("TERM") != "dumb",
		Width: sys.width,
	}
	err := render(w, o.format, rep, onScreen)
	if err == nil {
		err = w.Flush()
	}
	if err != nil {
		failed = append(failed, fmt.Errorf("standard output: %w", err))
	}
	if err := errors.Join(failed...); err != nil {
		return unfinished(err, "every other output was written")
	}
	return nil
}

// manyFindings are too many for one page: about a kilobyte each.
const manyFindings = 20_000

func (o *outputOptions) warnOfSize(sys *system, findings int) {
	html := o.format == "html" || slices.ContainsFunc(o.files, func(out output) bool { return out.format == "html" })
	if html && findings > manyFindings {
		fmt.Fprintf(sys.stderr, "wxaudit: note: a page with %d findings has about %d MB, and browsers open it slowly; csv and ndjson are for so many\n",
			findings, findings/1000)
	}
}

// offer completes a flag in the shell with those words.
func offer(cmd *cobra.Command, flag string, words []string) {
	err := cmd.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return words, cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // the flag does not exist
	}
}
