package recordings

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// inventory says in a part of a sentence who has how many recordings, those
// with the most first.
func inventory(s snapshot.Section[snapshot.Recording]) string {
	if s.Items == nil {
		return "the recordings could not be listed"
	}
	of, address := map[hostID]int{}, map[hostID]string{}
	var hosts []hostID
	for _, r := range s.Items {
		h := hostOf(r)
		if of[h] == 0 {
			hosts = append(hosts, h)
		}
		of[h]++
		address[h] = cmp.Or(address[h], r.Host)
	}
	slices.SortFunc(hosts, func(a, b hostID) int {
		return cmp.Or(cmp.Compare(of[b], of[a]), cmp.Compare(address[a], address[b]), cmp.Compare(a.personID, b.personID), cmp.Compare(a.key, b.key))
	})
	text := fmt.Sprintf("%s of %s %s", check.Count(len(s.Items), "recording"), check.Count(len(hosts), "host"), since(s.Source))
	var each []string
	for _, h := range hosts[:min(shown, len(hosts))] {
		each = append(each, fmt.Sprintf("%s %d", h.name(address[h]), of[h]))
	}
	if more := len(hosts) - len(each); more > 0 {
		each = append(each, fmt.Sprintf("%d more", more))
	}
	if len(each) > 0 {
		text += " (" + strings.Join(each, ", ") + ")"
	}
	if s.Gap != nil {
		text = "at least " + text
	}
	return text
}

// countOf is how many recordings are known, or nil when none could be listed.
func countOf(s snapshot.Section[snapshot.Recording]) any {
	if s.Items == nil {
		return nil
	}
	return len(s.Items)
}
