package main

import "golang.org/x/sys/unix"

// leaveNoCore keeps the memory of the process, and so its tokens, out of core
// files and of the reach of other processes of the same user. RLIMIT_CORE alone
// does not: where core_pattern names a program, it gets the memory all the same.
func leaveNoCore() {
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0) // nothing better can be done where that fails
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
}
