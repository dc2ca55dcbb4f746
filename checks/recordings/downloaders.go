package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// downloaders counts how many recordings each person downloaded: one file is
// work, dozens are a collection. How often is not counted, because Webex does
// not say whether a row is one download or one person. Downloads that cannot be
// put down to somebody are unknown on the recording itself.
func downloaders(in *check.Input) []finding.Finding {
	most := in.Params.Int("max_downloads_per_person")
	count, first, source := map[string]int{}, map[string]snapshot.Party{}, map[string]snapshot.Source{}
	var order []string
	for _, rec := range in.RecordingAccess.Items {
		had := map[string]bool{}
		for _, a := range rec.Accesses {
			key := a.Viewer.Key
			if a.Downloaded != snapshot.Yes || key == "" || a.Viewer.Kind == "" || had[key] || opened(in, rec, a) == snapshot.No {
				continue
			}
			had[key] = true
			if count[key]++; count[key] == 1 {
				first[key], source[key] = a.Viewer, detailOf(in, rec)
				order = append(order, key)
			}
		}
	}
	var fs []finding.Finding
	for _, key := range order {
		n, v := count[key], first[key]
		r := finding.Resource{Type: "person", ID: "viewer:" + key, Name: v.Email}
		ev := check.Evidence(source[key], "downloaded", n)
		if n > most {
			fs = append(fs, check.Warn(r, fmt.Sprintf("%s downloaded %s, more than the %d of max_downloads_per_person", described(v), check.Count(n, "recording"), most), ev))
		} else {
			fs = append(fs, check.Pass(r, fmt.Sprintf("%s downloaded %s", described(v), check.Count(n, "recording")), ev))
		}
	}
	return fs
}
