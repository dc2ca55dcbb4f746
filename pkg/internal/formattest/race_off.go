//go:build !race

package formattest

// many is enough findings for whatever is kept of each to be seen.
const many = 100_000
