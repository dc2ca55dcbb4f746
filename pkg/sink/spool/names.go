package spool

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// safeName is what runs and sinks may be called, because files are named after
// them. The names of both have no dot, so that no run is named like a lock.
var safeName = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$`)

// reserved are names that Windows keeps for devices.
var reserved = regexp.MustCompile(`^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// CheckName says why a sink or a run may not be called so.
func CheckName(name string) error {
	switch {
	case !safeName.MatchString(name):
		return fmt.Errorf("the name %q must begin with a letter or digit and consist of at most 64 letters (A-Z), digits, - and _", name)
	case reserved.MatchString(name):
		return fmt.Errorf("the name %q is reserved by some systems; choose another", name)
	default:
		return nil
	}
}

// RunName names a run by when it was written to the spool, in UTC, so that names
// sort by age, and by something random, so that two are never the same.
func RunName(at time.Time, random uint32) string {
	return fmt.Sprintf("%s-%08x", strings.Replace(at.UTC().Format("20060102T150405.000000Z"), ".", "", 1), random)
}
