package recordings

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// shortest is the length in seconds below which a recording is a test or a
// start that failed.
const shortest = 60

// loss says whether a recording that was deleted or purged is lost: not when it
// is archived, was only a test, or had been kept long enough.
type loss int

const (
	noLoss loss = iota
	early
	undated // when it was recorded is not known
	unsized // how long it is, so that it may be a test or a patient's visit
	unnamed // its id, so that an archive may hold it
)

// lossOf judges by timeRecorded: when the file was made says nothing, and when
// it was deleted is not shown.
func lossOf(in *check.Input, id string, recorded time.Time, seconds snapshot.Opt[int]) loss {
	archived := in.Params.Strings("archived_evidence")
	length, sized := seconds.Get()
	sized = sized && length >= 0 // a negative length is none
	switch {
	case listed(archived, id), sized && length < shortest:
		return noLoss
	case recorded.IsZero():
		return undated
	case !keepUntil(in, recorded).After(in.Now):
		return noLoss
	case !sized:
		return unsized
	case id == "" && len(archived) > 0:
		return unnamed
	default:
		return early
	}
}

// keepUntil is the same calendar day some years later (rule R8). The 29 of
// February gives the first of March where there is none.
func keepUntil(in *check.Input, recorded time.Time) time.Time {
	return recorded.AddDate(in.Params.Int("keep_years"), 0, 0)
}

// lost judges one recording that was deleted or purged.
func lost(in *check.Input, src snapshot.Source, rec snapshot.Recording, status string) finding.Finding {
	r, of := check.RecordingResource(rec.ID, rec.Host, rec.Recorded), "a recording of "+hostName(rec.Host)
	ev := []finding.Evidence{
		check.Evidence(src, "status", status),
		check.Evidence(src, "timeRecorded", check.Date(rec.Recorded)),
		check.Evidence(src, "durationSeconds", rec.Seconds.Any()),
	}
	switch lossOf(in, rec.ID, rec.Recorded, rec.Seconds) {
	case undated:
		return check.Unknown(r, snapshot.FieldAbsent, of+" was "+status+", and Webex did not return when it was recorded", ev...)
	case unsized:
		return check.Unknown(r, snapshot.FieldAbsent, of+" was "+status+", and without its length it cannot be told from a test", ev...)
	case unnamed:
		return check.Unknown(r, snapshot.FieldAbsent, of+" was "+status+", and without its id it is not known whether archived_evidence names it", ev...)
	case noLoss:
		return check.Pass(r, of+" that was "+status+" is archived, past its date, or shorter than a minute", ev...)
	}
	until := keepUntil(in, rec.Recorded).Format(time.DateOnly)
	if status == "purged" {
		return check.Fail(r, fmt.Sprintf("%s from %s is purged for good and was to be kept until %s", of, check.Date(rec.Recorded), until), ev...)
	}
	return check.Fail(r, fmt.Sprintf("%s from %s is in the recycle bin and is to be kept until %s; Webex does not say when it was put there and purges it after 30 days: restore it",
		of, check.Date(rec.Recorded), until), ev...)
}
