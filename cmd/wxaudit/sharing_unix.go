//go:build unix

package main

import "io/fs"

// sharesSecrets says whether others than the owner and the group can read a file.
// A group may: mounted secrets of containers and services are often so.
func sharesSecrets(info fs.FileInfo) bool { return info.Mode().Perm()&0o007 != 0 }
