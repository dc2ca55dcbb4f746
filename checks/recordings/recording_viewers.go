package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// recording judges all accesses to one recording by the worst of them.
func (r viewerRules) recording(in *check.Input, rec snapshot.RecordingAccess) finding.Finding {
	src, detail := in.RecordingAccess.Source, detailOf(in, rec)
	worst, why, hits, judged := finding.Pass, "", 0, 0
	kinds := map[string]bool{}
	ev := []finding.Evidence{
		check.Evidence(src, "viewCount", rec.Views.Any()),
		check.Evidence(src, "downloadCount", rec.Downloads.Any()),
	}
	for _, a := range rec.Accesses {
		status, text := r.access(rec, a)
		switch opened(in, rec, a) {
		case snapshot.No:
			continue
		case snapshot.Unknown:
			status, text = finding.Unknown, "by somebody, and Webex did not return when, so that lookback_days may leave it out"
		case snapshot.Yes:
		}
		judged++
		switch {
		case status == worst:
			hits++
		case finding.Worst(status, worst) == status:
			worst, why, hits = status, text, 1
		}
		if !kinds[a.Viewer.Kind] {
			kinds[a.Viewer.Kind] = true
			ev = append(ev, check.Evidence(detail, "email", check.Word(a.Viewer.Kind)),
				check.Evidence(detail, "accessTime", momentOf(a.At)), check.Evidence(detail, "downloaded", a.Downloaded.Any()))
		}
	}
	res, of := check.RecordingResource(rec.RecordingID, rec.Host, rec.Recorded), "a recording of "+hostName(rec.Host)
	if worst != finding.Pass && hits > 1 {
		why += fmt.Sprintf(" (and %d like that)", hits-1)
	}
	counts := countsOf(rec)
	switch {
	case worst == finding.Fail:
		return check.Fail(res, of+" was opened "+why, ev...)
	case rec.Gap != nil:
		return check.Unknown(res, rec.Gap.Reason, fmt.Sprintf("who opened %s was not learnt: %s", of, rec.Gap.Detail), ev...)
	case !counts.known:
		return check.Unknown(res, snapshot.FieldAbsent, "how often "+of+" was opened was not returned", ev...)
	case rec.Accesses == nil:
		return check.Unknown(res, snapshot.FieldAbsent, "who opened "+of+" was not returned", ev...)
	case counts.unnamed == snapshot.Unknown:
		return check.Unknown(res, snapshot.FieldAbsent, counts.of(of)+", but does not say what they did", ev...)
	case worst == finding.Unknown:
		return check.Unknown(res, snapshot.FieldAbsent, of+" was opened "+why, ev...)
	case worst == finding.Warn:
		return check.Warn(res, of+" was opened "+why, ev...)
	case counts.unnamed == snapshot.Yes:
		return check.Warn(res, counts.of(of)+": whose the others are is not shown, and playing it through a bare link may leave no name", ev...)
	case judged == 0:
		return check.Pass(res, of+" was opened by nobody "+within(in, src), ev...)
	default:
		return check.Pass(res, of+" was opened only by its host, by staff, or by people whom authorised_viewers names", ev...)
	}
}
