// Package archtest holds the tests of the shape of the whole tree: who may
// import whom, what is called in one place only, and how packages are
// described. It reads the source with go/parser and so sees every file, also
// those of other operating systems.
package archtest
