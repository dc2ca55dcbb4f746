package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// downloaders counts what each person downloaded, over all recordings: one file
// is work, dozens are a collection. Downloads that cannot be put down to
// somebody are unknown on the recording itself.
func downloaders(src snapshot.Source, all []snapshot.RecordingAccess, most int) []finding.Finding {
	count, first := map[string]int{}, map[string]snapshot.Party{}
	var order []string
	for _, rec := range all {
		for _, a := range rec.Accesses {
			key := personKey(a.Viewer)
			if a.Downloaded != snapshot.Yes || key == "" {
				continue
			}
			if count[key]++; count[key] == 1 {
				first[key] = a.Viewer
				order = append(order, key)
			}
		}
	}
	var fs []finding.Finding
	for _, key := range order {
		n, v := count[key], first[key]
		r := finding.Resource{Type: "person", ID: key, Name: v.Email}
		ev := check.Evidence(src, "downloaded", n)
		if n > most {
			fs = append(fs, check.Warn(r, fmt.Sprintf("%s downloaded recordings %s, more than the %d of max_downloads_per_person", described(v), times(n), most), ev))
		} else {
			fs = append(fs, check.Pass(r, fmt.Sprintf("%s downloaded recordings %s", described(v), times(n)), ev))
		}
	}
	return fs
}

// personKey tells people apart: staff by address, outsiders by key. It is empty
// when that is not known, and for everybody without an address.
func personKey(v snapshot.Party) string {
	switch {
	case v.Kind == snapshot.Staff && v.Email != "":
		return check.AddressID(v.Email)
	case v.Kind == snapshot.Outsider:
		return v.Key
	default:
		return ""
	}
}

func times(n int) string {
	if n == 1 {
		return "once"
	}
	return fmt.Sprintf("%d times", n)
}
