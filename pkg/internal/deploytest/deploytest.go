// Package deploytest holds the tests of deploy/ and of docs/nightly.md: that the
// program takes every command line in them, that no secret is where others see
// it, and that the files agree with each other and with the documents. What only
// the programs that read the files can say, deploy/check asks them.
package deploytest
