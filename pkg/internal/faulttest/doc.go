// Package faulttest holds no code: its tests build the wxaudit command and have
// it deliver ten thousand findings to each kind of receiver, while the receiver is
// killed, stalls, refuses, ends connections anywhere and comes back, and while
// wxaudit itself is killed with SIGKILL at any time. In the end every event has
// arrived, or is set aside where the receiver refuses it for good, and the spool
// is empty.
//
// The receivers are those of receivertest, one of syslog over TLS on a strict
// parser, and directories. What goes wrong, and when, comes from a seed that is
// logged; the computer's own timing is not, so that a seed does not repeat a run
// exactly.
//
// All of it takes minutes and runs when WXAUDIT_REAL_TESTS is 1. A small part
// always runs.
package faulttest
