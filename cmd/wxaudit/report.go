package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"wxaudit/pkg/report"
	jsonreport "wxaudit/pkg/report/json"
)

// newReportCommand turns a saved report into other formats.
func newReportCommand(sys *system) *cobra.Command {
	var (
		from string
		out  outputOptions
	)
	cmd := &cobra.Command{
		Use:   "report --from FILE",
		Short: "Write a saved JSON report in another format",
		Long: `Read a report that was saved with --format json and write it in any other format, with
the same bytes as the run that saved it would have given. A report that was cut, or that
contradicts itself, is refused; a text that somebody changed in it is not noticed, so
keep reports where nobody can. It asks nobody anything, and ends with 0 whatever the
report says.`,
		Example: `  wxaudit report --from report.json --format html > report.html
  wxaudit report --from report.json --format markdown --output csv=findings.csv
  gunzip -c report.json.gz | wxaudit report --from - --format text`,
		Args: noReport,
		RunE: func(*cobra.Command, []string) error {
			if from == "" {
				return usage(errors.New("there is no --from"), "name a report that was saved with --output json=FILE, or - for standard input")
			}
			if err := out.check(); err != nil {
				return err
			}
			rep, err := savedReport(sys, from)
			if err != nil {
				return err
			}
			return out.write(sys, rep)
		},
	}
	cmd.Flags().StringVar(&from, "from", "", "the saved JSON report, a `file`, or - for standard input")
	out.register(cmd.Flags())
	offer(cmd, "format", formatList())
	return cmd
}

func savedReport(sys *system, from string) (*report.Report, error) {
	var in io.Reader = sys.stdin
	name := "standard input"
	if from != "-" {
		f, err := os.Open(from)
		if err != nil {
			return nil, usage(plainPathError(err), "name a report that was saved with --output json=FILE")
		}
		defer f.Close()
		in, name = f, from
	}
	rep, err := jsonreport.Read(in)
	if pe, unreadable := errors.AsType[*fs.PathError](err); unreadable {
		err = pe.Err
	}
	if err != nil {
		return nil, usage(fmt.Errorf("%s: %w", name, err), "save reports with wxaudit run --output json=FILE")
	}
	return rep, nil
}
