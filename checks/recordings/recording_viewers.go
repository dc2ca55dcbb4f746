package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// recording judges all accesses to one recording by the worst of them.
func (r viewerRules) recording(in *check.Input, rec snapshot.RecordingAccess) finding.Finding {
	src, worst := in.RecordingAccess.Source, r.worstOf(in, rec)
	ev := append([]finding.Evidence{
		check.Evidence(src, "viewCount", rec.Views.Any()),
		check.Evidence(src, "downloadCount", rec.Downloads.Any()),
	}, worst.ev...)
	res, of := check.RecordingResource(rec.RecordingID, rec.Host, rec.Recorded), "a recording of "+hostName(rec.Host)
	counts := countsOf(rec)
	switch {
	case worst.status == finding.Fail:
		return check.Fail(res, of+" was opened "+worst.why(), ev...)
	case rec.Gap != nil:
		return check.Unknown(res, rec.Gap.Reason, fmt.Sprintf("who opened %s was not learnt: %s", of, rec.Gap.Detail), ev...)
	case !counts.known:
		return check.Unknown(res, snapshot.FieldAbsent, "how often "+of+" was opened was not returned", ev...)
	case rec.Accesses == nil:
		return check.Unknown(res, snapshot.FieldAbsent, "who opened "+of+" was not returned", ev...)
	case counts.unnamed == snapshot.Unknown:
		return check.Unknown(res, snapshot.FieldAbsent, counts.of(of)+", but does not say what they did", ev...)
	case worst.status == finding.Unknown:
		return check.Unknown(res, snapshot.FieldAbsent, of+" was opened "+worst.why(), ev...)
	case worst.status == finding.Warn:
		return check.Warn(res, of+" was opened "+worst.why(), ev...)
	case counts.unnamed == snapshot.Yes:
		return check.Warn(res, counts.of(of)+": whose the others are is not shown, and playing it through a bare link may leave no name", ev...)
	case worst.judged == 0:
		return check.Pass(res, of+" was opened by nobody "+within(in, src), ev...)
	default:
		return check.Pass(res, of+" was opened only by its host, by staff, or by people whom authorised_viewers names", ev...)
	}
}

// worstAccess is the worst of the accesses to one recording.
type worstAccess struct {
	status finding.Status
	text   string // why, in a part of a sentence
	alike  int    // how many accesses are as bad
	judged int    // how many lie within lookback_days, or may
	ev     []finding.Evidence
}

func (r viewerRules) worstOf(in *check.Input, rec snapshot.RecordingAccess) worstAccess {
	worst, detail := worstAccess{status: finding.Pass}, detailOf(in, rec)
	kinds := map[string]bool{}
	for _, a := range rec.Accesses {
		status, text := r.access(rec, a)
		switch opened(in, rec, a) {
		case snapshot.No:
			continue
		case snapshot.Unknown:
			status, text = finding.Unknown, "by somebody, and Webex did not return when, so that lookback_days may leave it out"
		}
		worst.judged++
		switch {
		case status == worst.status:
			worst.alike++
		case finding.Worst(status, worst.status) == status:
			worst.status, worst.text, worst.alike = status, text, 1
		}
		if !kinds[a.Viewer.Kind] { // one of each kind is shown
			kinds[a.Viewer.Kind] = true
			worst.ev = append(worst.ev, check.Evidence(detail, "email", check.Word(a.Viewer.Kind)),
				check.Evidence(detail, "accessTime", momentOf(a.At)), check.Evidence(detail, "downloaded", a.Downloaded.Any()))
		}
	}
	return worst
}

func (w worstAccess) why() string {
	if w.alike > 1 {
		return fmt.Sprintf("%s (and %d like that)", w.text, w.alike-1)
	}
	return w.text
}
