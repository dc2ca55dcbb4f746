package engine

import (
	"wxaudit/pkg/check"
)

// waves sorts the checks into waves: each check stands behind those that it
// follows, as far as they are among the checks. The checks of one wave can run
// side by side. A circle of checks that follow one another ends up in the last
// wave, where nobody's outcome is known to the others.
func waves(checks []check.Check) [][]int {
	index := make(map[string]int, len(checks))
	for i, c := range checks {
		index[c.ID] = i
	}
	done := make([]bool, len(checks))
	ready := func(i int) bool {
		for _, id := range checks[i].Follows {
			if j, ok := index[id]; ok && !done[j] {
				return false
			}
		}
		return true
	}
	var all [][]int
	for left := len(checks); left > 0; {
		var wave []int
		for i := range checks {
			if !done[i] && ready(i) {
				wave = append(wave, i)
			}
		}
		if wave == nil {
			for i := range checks {
				if !done[i] {
					wave = append(wave, i)
				}
			}
		}
		for _, i := range wave {
			done[i] = true
		}
		left -= len(wave)
		all = append(all, wave)
	}
	return all
}
