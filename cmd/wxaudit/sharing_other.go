//go:build !unix

package main

import "io/fs"

// sharesSecrets cannot be told from a file's mode here; access lists decide.
func sharesSecrets(fs.FileInfo) bool { return false }
