//go:build unix && !linux

package main

import "golang.org/x/sys/unix"

// leaveNoCore keeps the memory of the process, and so its tokens, out of core
// files.
func leaveNoCore() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}) // nothing better can be done where that fails
}
