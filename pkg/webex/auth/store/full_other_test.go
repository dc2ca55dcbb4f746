//go:build !linux

package store

// limited is for Linux.
func limited(*File) int { return 2 }
