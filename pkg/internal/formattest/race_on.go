//go:build race

package formattest

// many is fewer findings under the race detector, which slows them down.
const many = 5_000
