package recordings

import (
	"fmt"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// olderDownloads warns of recordings from before lookback_days that can be
// downloaded, and says what nobody looked at: recordings older than six years
// show that there may be others between those and the list of the last year.
func olderDownloads(in *check.Input, older []snapshot.Recording) []finding.Finding {
	old := in.OldRecordings
	var offered, silent int
	var present, absent []finding.Evidence
	for _, list := range []snapshot.Section[snapshot.Recording]{{Items: older, Source: in.Recordings.Source}, old} {
		with, without := downloadable(list.Items)
		offered, silent = offered+len(with), silent+len(without)
		if len(with) > 0 {
			present = append(append(present, check.Evidence(list.Source, "downloadUrl", "present")), some(list.Source, with)...)
		}
		if len(without) > 0 {
			absent = append(append(absent, check.Evidence(list.Source, "downloadUrl", nil)), some(list.Source, without)...)
		}
	}
	var fs []finding.Finding
	switch {
	case silent > 0:
		fs = append(fs, check.Unknown(olderRecordings, snapshot.FieldAbsent, check.Count(silent, "older recording")+" came without links that tell whether it can be downloaded", absent...))
	case offered > 0:
		fs = append(fs, check.Warn(olderRecordings, check.Count(offered, "older recording")+" can be downloaded too", present...))
	}
	if len(old.Items) > 0 {
		fs = append(fs, check.Warn(finding.Resource{Type: "look_back", ID: "unread_recordings", Name: "recordings that were not read"},
			fmt.Sprintf("%s there from before %s, and what was recorded between then and %s was not read",
				are(len(old.Items), "recording"), in.Now.AddDate(-collectedYears, 0, 0).Format(time.DateOnly), firstDay(in.Recordings.Source)),
			check.Evidence(old.Source, "items", len(old.Items))))
	}
	return fs
}

// noDownloads answers when nothing was recorded in lookback_days.
func noDownloads(in *check.Input) finding.Finding {
	src, r := in.Recordings.Source, check.OrganizationResource()
	none := check.Evidence(src, "items", 0)
	if off, stands := recordingOff(in); stands {
		return check.NotApplicable(r, "recording is off, as attested, and there is no recording "+within(in, src), none, off)
	}
	return check.NotAttested(r, fmt.Sprintf("there is no recording %s that could show whether downloads are prevented, and nobody has attested that recording is off (%s)",
		within(in, src), recordingOffStatement.ID), none)
}

// downloadable returns the recordings that offer a download, and those that do
// not say whether they do.
func downloadable(recordings []snapshot.Recording) (offered, silent []snapshot.Recording) {
	for _, r := range recordings {
		switch r.DownloadOffered {
		case snapshot.Yes:
			offered = append(offered, r)
		case snapshot.Unknown:
			silent = append(silent, r)
		case snapshot.No:
		}
	}
	return offered, silent
}

// undatedDownloads answers for recordings that may be older than lookback_days.
func undatedDownloads(src snapshot.Source, undated []snapshot.Recording) []finding.Finding {
	if len(undated) == 0 {
		return nil
	}
	return []finding.Finding{check.Unknown(finding.Resource{Type: "look_back", ID: "undated_recordings", Name: "recordings without a date"}, snapshot.FieldAbsent,
		fmt.Sprintf("Webex did not return when %s made, so that it is not known whether lookback_days leaves them out", were(len(undated), "recording")),
		append([]finding.Evidence{check.Evidence(src, "timeRecorded", nil)}, some(src, undated)...)...)}
}

// firstDay is the day on which a list begins, for a sentence.
func firstDay(src snapshot.Source) string {
	if src.Since.IsZero() {
		return "an unknown day"
	}
	return src.Since.Format(time.DateOnly)
}

func are(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return check.Count(n, noun) + " are"
}
