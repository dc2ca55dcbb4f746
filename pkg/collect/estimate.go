package collect

import (
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
)

// Estimate is about how many requests a run sends, retries not counted.
type Estimate struct {
	Low, High int
	// AtLeast says that some list is longer than a first page shows, so that even
	// High may be too low.
	AtLeast bool
}

// About is one number for both.
func (e Estimate) About() int { return (e.Low + e.High) / 2 }

// Time is about how long that takes at a number of requests a second, which is
// the client's own bound; a service that throttles makes it longer.
func (e Estimate) Time(perSecond float64) time.Duration {
	if perSecond <= 0 {
		return 0
	}
	seconds := float64(e.About()) / perSecond
	return time.Duration(min(seconds, longestEstimate.Seconds()) * float64(time.Second))
}

// longestEstimate is said of everything that takes longer.
const longestEstimate = 10_000 * time.Hour

// mostCounted is more than any organisation has of anything. It keeps what is
// reckoned from a count that Webex sends within an int.
const mostCounted = 10_000_000

// upToMost is a count that Webex sent; 0 where it did not.
func upToMost(n snapshot.Opt[int]) int {
	v, _ := n.Get()
	return min(v, mostCounted)
}

// and adds another one.
func (e Estimate) and(o Estimate) Estimate {
	return Estimate{e.Low + o.Low, e.High + o.High, e.AtLeast || o.AtLeast}
}

// times is as much for each of n.
func (e Estimate) times(n Estimate) Estimate {
	return Estimate{e.Low * n.Low, e.High * n.High, e.AtLeast || n.AtLeast}
}

// upTo bounds an estimate from above.
func (e Estimate) upTo(most int) Estimate {
	bounded := Estimate{min(e.Low, most), min(e.High, most), e.AtLeast}
	if bounded.Low == most {
		bounded.AtLeast = false
	}
	return bounded
}

// exactly is an estimate that is none, between one that lies between two.
func exactly(n int) Estimate         { return Estimate{Low: n, High: n} }
func between(low, high int) Estimate { return Estimate{Low: low, High: max(low, high)} }
func when(is bool, e Estimate) Estimate {
	return Estimate{count(is) * e.Low, count(is) * e.High, is && e.AtLeast}
}

// pagesOf is how many pages of a size n entries take. A list may need one more,
// an empty one, to end.
func (n Estimate) pagesOf(size int) Estimate {
	up := func(n int) int { return max(1, (n+size-1)/size) }
	return Estimate{up(n.Low), up(n.High) + count(n.High > 0), n.AtLeast}
}

// size is how long a list is by its first page.
func (p page[W]) size() Estimate {
	return Estimate{len(p.items), len(p.items) * (1 + count(p.more)), p.more}
}

// estimate reckons what a run would send for the wanted sections. What only some
// answer makes it ask, such as the accounts of room devices, counts only where it
// is wanted by itself.
func (k *known) estimate(want []snapshot.Name) Estimate {
	sum := exactly(2 + count(k.r.o.Officer))
	wanted := map[snapshot.Name]bool{}
	for _, name := range want {
		wanted[name] = true
	}
	below := Foundation(want...)
	wanted[snapshot.ScimUsersName] = wanted[snapshot.ScimUsersName] || slices.Contains(below, snapshot.AuthorizationsName)
	for _, name := range below {
		if !wanted[name] && (name == snapshot.ScimUsersName || name == snapshot.RolesName) {
			continue
		}
		sum = sum.and(k.cost(name))
	}
	return sum
}

// cost is what one section takes.
func (k *known) cost(name snapshot.Name) Estimate {
	for _, area := range []func(snapshot.Name) (Estimate, bool){k.costOfAccounts, k.costOfMeetings, k.costOfRecordings, k.costOfCalling, k.costOfTheRest} {
		if e, ok := area(name); ok {
			return e
		}
	}
	return exactly(1)
}
