//go:build race

package har

const underRace = true
