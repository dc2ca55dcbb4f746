package main

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	csvreport "wxaudit/pkg/report/csv"

	"wxaudit/pkg/report"
	"wxaudit/pkg/report/text"
)

// starts are how lines of the summary begin that say something on their own.
var starts = regexp.MustCompile(`^(wxaudit\b|as of |started |PHI scope|internal domains|Warning:|The recording|Only |No check|Nothing failed|\d+ (?:of|checks?|failed)\b|` +
	`(?:critical|high|medium|low|info|pass|fail|warn|unknown)\b|fix:|Findings$|Not known$|Coverage$|What to do|area|  ?- |  [a-z]+:|… and|Passing checks)`)

// judgeText holds the lines that begin at the left to what they are with harmless
// texts, at every width. What is broken for its length goes on further right.
func judgeText(rep, twin *report.Report, out, plain []byte) error {
	if have, want := bytes.Count(out, []byte("\n")), bytes.Count(plain, []byte("\n")); have != want {
		return fmt.Errorf("%d lines, and %d with harmless texts", have, want)
	}
	for _, width := range []int{0, 40, 80} {
		var narrow, colour, other bytes.Buffer
		if err := errors.Join(text.Write(&narrow, rep, text.Options{Width: width}), text.Write(&colour, rep, text.Options{Width: width, Color: true}),
			text.Write(&other, twin, text.Options{Width: width})); err != nil {
			return err
		}
		if err := shown(narrow.Bytes()); err != nil {
			return err
		}
		if bare := ourColour.ReplaceAllString(colour.String(), ""); bare != narrow.String() {
			return errors.New("colours change more than colours")
		}
		if err := sameStarts(atTheLeft(narrow.Bytes()), atTheLeft(other.Bytes())); err != nil {
			return fmt.Errorf("%d columns: %w", width, err)
		}
	}
	return nil
}

// atTheLeft has the lines that are not indented, without the head of the table of
// areas, which a narrow screen does not have.
func atTheLeft(out []byte) []string {
	return slices.DeleteFunc(strings.Split(string(out), "\n"), func(line string) bool {
		return line == "" || line[0] == ' ' || strings.HasPrefix(line, "area ")
	})
}

var ourColour = regexp.MustCompile("\x1b\\[[0-9;]*m")

// sameStarts compares how each line begins.
func sameStarts(out, plain []string) error {
	for i := range min(len(out), len(plain)) {
		if have, want := starts.FindString(out[i]), starts.FindString(plain[i]); have != want {
			return fmt.Errorf("line %d begins with %q, and with %q with harmless texts: %.200q", i+1, have, want, out[i])
		}
	}
	if len(out) != len(plain) {
		return fmt.Errorf("%d lines begin at the left, and %d with harmless texts", len(out), len(plain))
	}
	return nil
}

// judgeCSV reads the table as a strict reader does, and as spreadsheets do that
// know no quotes or separate cells by semicolons.
func judgeCSV(rep, _ *report.Report, out, plain []byte) error {
	out, marked := bytes.CutPrefix(out, []byte("\ufeff"))
	if !marked {
		return errors.New("no byte order mark")
	}
	in := csv.NewReader(bytes.NewReader(out))
	in.FieldsPerRecord = len(csvreport.Columns)
	rows, err := in.ReadAll()
	if err != nil {
		return err
	}
	want := 1
	for range report.Entries(rep) {
		want++
	}
	if lines := bytes.Count(out, []byte("\n")); len(rows) != want || lines != want || bytes.Count(plain, []byte("\n")) != want {
		return fmt.Errorf("%d rows in %d lines, want %d", len(rows), lines, want)
	}
	for _, row := range rows[1:] {
		for i, cell := range row {
			if utf8.RuneCountInString(cell) > 32_767 {
				return fmt.Errorf("%s holds more than Excel can", csvreport.Columns[i])
			}
			for _, part := range append(strings.Split(cell, ";"), cell) {
				if calculates(part) {
					return fmt.Errorf("%s calculates: %.100q", csvreport.Columns[i], part)
				}
			}
		}
	}
	for _, line := range strings.Split(string(out), "\n") {
		for _, part := range strings.Split(line, ";")[1:] {
			if calculates(strings.TrimLeft(part, `"`)) {
				return fmt.Errorf("behind a semicolon: %.100q", part)
			}
		}
	}
	return nil
}

// calculates says whether a spreadsheet takes a cell for a formula. Some drop
// spaces and quotes first.
func calculates(cell string) bool {
	cell = strings.TrimLeft(cell, " \"\u00a0\u3000")
	return strings.ContainsAny(first(cell), "=+-@＝＋－＠\t\r\n")
}

func first(s string) string {
	_, size := utf8.DecodeRuneInString(s)
	return s[:size]
}
