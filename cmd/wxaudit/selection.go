package main

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// selectChecks returns the checks that --only and --skip leave, in catalogue
// order. Each word is a check id or an area; a word that is neither is an
// error, because a misspelt id would otherwise silently audit nothing.
func selectChecks(only, skip []string) ([]check.Check, error) {
	all := checks.All()
	for _, word := range slices.Concat(only, skip) {
		if !slices.ContainsFunc(all, func(c check.Check) bool { return named(c, word) }) {
			hint := "wxaudit checks list shows them all"
			if strings.Contains(word, ",") {
				hint = "repeat the flag for each: --only recordings --only meetings"
			}
			return nil, usage(fmt.Errorf("there is no check or area %q", word), hint)
		}
	}
	var selected []check.Check
	for _, c := range all {
		in := len(only) == 0 || slices.ContainsFunc(only, func(w string) bool { return named(c, w) })
		out := slices.ContainsFunc(skip, func(w string) bool { return named(c, w) })
		if in && !out {
			selected = append(selected, c)
		}
	}
	if len(selected) == 0 {
		return nil, usage(fmt.Errorf("--only and --skip leave no check to run"), "")
	}
	return selected, nil
}

// followed lists the checks that the selected ones follow and that are not
// selected themselves: they must be judged, too, though nobody asked to see
// them.
func followed(selected []check.Check) []check.Check {
	have := map[string]bool{}
	for _, c := range selected {
		have[c.ID] = true
	}
	all := checks.All()
	var behind []check.Check
	for queue := slices.Clone(selected); len(queue) > 0; queue = queue[1:] {
		for _, id := range queue[0].Follows {
			i := slices.IndexFunc(all, func(c check.Check) bool { return c.ID == id })
			if i >= 0 && !have[id] {
				have[id] = true
				behind, queue = append(behind, all[i]), append(queue, all[i])
			}
		}
	}
	return behind
}

func named(c check.Check, word string) bool {
	return strings.EqualFold(c.ID, word) || strings.EqualFold(c.Area(), word)
}

// checkNames lists every area and every check, for the shell.
func checkNames() []string {
	var names []string
	for _, c := range checks.All() {
		if !slices.Contains(names, c.Area()) {
			names = append(names, c.Area())
		}
		names = append(names, c.ID)
	}
	return names
}

// sectionsOf lists what the checks read, each section once.
func sectionsOf(cs []check.Check) []snapshot.Name {
	var names []snapshot.Name
	for _, name := range snapshot.Names() {
		if slices.ContainsFunc(cs, func(c check.Check) bool { return slices.Contains(c.Reads(), name) }) {
			names = append(names, name)
		}
	}
	return names
}
