package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"wxaudit/pkg/report"
	csvreport "wxaudit/pkg/report/csv"
	htmlreport "wxaudit/pkg/report/html"
	jsonreport "wxaudit/pkg/report/json"
	"wxaudit/pkg/report/junit"
	"wxaudit/pkg/report/markdown"
	"wxaudit/pkg/report/ndjson"
	"wxaudit/pkg/report/ocsf"
	"wxaudit/pkg/report/oscal"
	"wxaudit/pkg/report/sarif"
	"wxaudit/pkg/report/text"
)

// format is one way to write a report.
type format struct {
	name  string
	write func(io.Writer, *report.Report, text.Options) error
}

// formats lists what --format and --output take. To add one, add a line.
var formats = []format{
	{"text", text.Write},
	{"json", alike(jsonreport.Write)},
	{"ndjson", alike(ndjson.Write)},
	{"html", alike(htmlreport.Write)},
	{"markdown", alike(markdown.Write)},
	{"csv", alike(csvreport.Write)},
	{"ocsf", alike(ocsf.Write)},
	{"sarif", alike(sarif.Write)},
	{"junit", alike(junit.Write)},
	{"oscal", alike(oscal.Write)},
}

// alike makes a writer that looks the same on every screen.
func alike(write func(io.Writer, *report.Report) error) func(io.Writer, *report.Report, text.Options) error {
	return func(w io.Writer, r *report.Report, _ text.Options) error { return write(w, r) }
}

func formatNames() string { return strings.Join(formatList(), ", ") }

func formatList() []string {
	var names []string
	for _, f := range formats {
		names = append(names, f.name)
	}
	return names
}

func validFormat(name string) bool { return slices.Contains(formatList(), name) }

// render writes the report in a format that exists.
func render(w io.Writer, name string, r *report.Report, o text.Options) error {
	i := slices.IndexFunc(formats, func(f format) bool { return f.name == name })
	if err := formats[i].write(w, r, o); err != nil {
		return fmt.Errorf("the %s report: %w", name, err)
	}
	return nil
}
