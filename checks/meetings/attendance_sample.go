package meetings

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// sampledDays is how far back participants are read for every host.
const sampledDays = 30

// sample counts, for each host, the ended meetings and those of which the
// participants were asked for.
type sample map[host]*sampled

type host struct{ person, email string }

// sampled counts webinars apart: they take up places in the sample, but who
// was there does not matter.
type sampled struct{ held, read, webinars, webinarsRead int }

func newSample() sample { return sample{} }

func (s sample) add(m snapshot.EndedMeeting) {
	by := host{m.PersonID, m.Host}
	of := s[by]
	if of == nil {
		of = new(sampled)
		s[by] = of
	}
	held, read := &of.held, &of.read
	if m.ScheduledType == webinar {
		held, read = &of.webinars, &of.webinarsRead
	}
	*held++
	if m.Participants != nil {
		*read++
	}
}

// findings says how much was sampled where that was not everything: unknown
// where it was less than the policy asks for, otherwise a warning, because the
// rest was left out on purpose.
func (s sample) findings(src snapshot.Source, perHost int) []finding.Finding {
	var fs []finding.Finding
	var all sampled
	hosts := slices.SortedFunc(maps.Keys(s), func(a, b host) int {
		return cmp.Or(cmp.Compare(a.email, b.email), cmp.Compare(a.person, b.person))
	})
	for _, by := range hosts {
		of := s[by]
		all.held, all.read = all.held+of.held, all.read+of.read
		if want := min(perHost-of.webinarsRead, of.held); of.read < want {
			fs = append(fs, check.Unknown(check.HostResource(by.person, by.email, ""), snapshot.Truncated,
				fmt.Sprintf("the participants of only %d of %s of %s were read, and sample_per_host asks for %d", of.read, check.Count(of.held, "ended meeting"), by.email, want)))
		}
	}
	if all.read < all.held {
		r := finding.Resource{Type: "sample", ID: "ended_meetings", Name: "ended meetings"}
		fs = append(fs, check.Warn(r,
			fmt.Sprintf("the participants of %d of %s (%d %%) were read; nothing is known of the others", all.read, check.Count(all.held, "ended meeting"), 100*all.read/all.held),
			check.Evidence(src, "items", all.read)))
	}
	return fs
}
