package file

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// The names of the files of runs. A run's own name begins with the time of its
// audit in UTC, so that the names sort by age.
const (
	prefix = "wxaudit-findings-"
	suffix = ".ndjson"
	latest = "latest" // without the ending, so that nothing reads the same file twice
)

// safeRun is what may become part of a file name.
var safeRun = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,127}$`)

func fileName(run string) string { return prefix + run + suffix }

// temporary begins with a dot and ends otherwise, so that nothing that watches
// the directory takes it for a finished file.
func temporary(run string) string { return "." + fileName(run) + ".tmp" }

// ownRun is the form of a run's name that the program makes. Only such files are
// ever removed: wxaudit-findings-to-keep.ndjson is somebody else's.
var ownRun = regexp.MustCompile(`^[0-9]{8}T[0-9]{6,12}Z-[0-9a-f]{8}$`)

// ofRun says whether a file is that of a finished run.
func ofRun(name string) bool {
	run, ok := strings.CutPrefix(name, prefix)
	if !ok {
		return false
	}
	run, ok = strings.CutSuffix(run, suffix)
	return ok && ownRun.MatchString(run)
}

// A renamed file has the old name first and the time last, findings.ndjson.2026…Z,
// so that *.ndjson does not match it.
const stamp = "20060102T150405Z"

var rotatedEnd = regexp.MustCompile(`^\.([0-9]{8}T[0-9]{6}Z)(?:-[1-9][0-9]{0,2})?$`)

// rotated names the nth file that was renamed in the same second.
func rotated(base string, at time.Time, n int) string {
	name := base + "." + at.UTC().Format(stamp)
	if n > 0 {
		name += fmt.Sprintf("-%d", n)
	}
	return name
}

// rotatedAt says when a file of that name was renamed, if it is one of base.
func rotatedAt(base, name string) (time.Time, bool) {
	end, ok := strings.CutPrefix(name, base)
	if !ok {
		return time.Time{}, false
	}
	m := rotatedEnd.FindStringSubmatch(end)
	if m == nil {
		return time.Time{}, false
	}
	at, err := time.Parse(stamp, m[1])
	return at, err == nil
}
