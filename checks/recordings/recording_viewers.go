package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// recording judges all accesses to one recording by the worst of them.
func (r viewerRules) recording(src snapshot.Source, rec snapshot.RecordingAccess) finding.Finding {
	var viewed, downloaded, worst, why, hits = 0, 0, finding.Pass, "", 0
	kinds := map[string]bool{}
	ev := []finding.Evidence{
		check.Evidence(src, "viewCount", rec.Views.Any()),
		check.Evidence(src, "downloadCount", rec.Downloads.Any()),
	}
	for _, a := range rec.Accesses {
		if a.Viewed == snapshot.Yes {
			viewed++
		}
		if a.Downloaded == snapshot.Yes {
			downloaded++
		}
		status, text := r.access(rec, a)
		switch {
		case status == worst:
			hits++
		case finding.Worst(status, worst) == status:
			worst, why, hits = status, text, 1
		}
		if !kinds[a.Viewer.Kind] {
			kinds[a.Viewer.Kind] = true
			ev = append(ev, check.Evidence(src, "email", kindWord(a.Viewer.Kind)), check.Evidence(src, "downloaded", a.Downloaded.Any()))
		}
	}
	res, of := check.RecordingResource(rec.RecordingID, rec.Host, rec.Recorded), "a recording of "+hostName(rec.Host)
	if worst != finding.Pass && hits > 1 {
		why += fmt.Sprintf(" (and %d like that)", hits-1)
	}
	views, viewsKnown := rec.Views.Get()
	downloads, downloadsKnown := rec.Downloads.Get()
	switch {
	case worst == finding.Fail:
		return check.Fail(res, of+" was opened "+why, ev...)
	case rec.Gap != nil:
		return check.Unknown(res, rec.Gap.Reason, fmt.Sprintf("who opened %s was not learnt: %s", of, rec.Gap.Detail), ev...)
	case !viewsKnown || !downloadsKnown:
		return check.Unknown(res, snapshot.FieldAbsent, "how often "+of+" was opened was not returned", ev...)
	case rec.Accesses == nil:
		return check.Unknown(res, snapshot.FieldAbsent, "who opened "+of+" was not returned", ev...)
	case views > 0 && viewed == 0, downloads > 0 && downloaded == 0:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("Webex counts %s and %s of %s, but does not name everybody behind them",
			check.Count(views, "view"), check.Count(downloads, "download"), of), ev...)
	case worst == finding.Unknown:
		return check.Unknown(res, snapshot.FieldAbsent, of+" was opened "+why, ev...)
	case worst == finding.Warn:
		return check.Warn(res, of+" was opened "+why, ev...)
	case len(rec.Accesses) == 0:
		return check.Pass(res, of+" was opened by nobody", ev...)
	default:
		return check.Pass(res, of+" was opened only by its host, by staff, or by people whom authorised_viewers names", ev...)
	}
}

// kindWord is what the evidence says in place of an address.
func kindWord(kind string) any {
	if kind == "" {
		return nil
	}
	return kind
}
