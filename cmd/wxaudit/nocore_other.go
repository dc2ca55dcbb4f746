//go:build !unix

package main

// leaveNoCore has nothing to do: this system writes no core files, and its crash
// reports hold no heap unless an administrator asks for that.
func leaveNoCore() {}
