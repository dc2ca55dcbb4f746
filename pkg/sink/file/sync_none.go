//go:build !unix

package file

// syncDir does nothing: Windows cannot flush a directory, and writes the new
// name with the rename.
func syncDir(string) error { return nil }
