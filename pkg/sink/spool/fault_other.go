//go:build !unix

package spool

import "io/fs"

// refusals are errors that say too little by themselves.
var refusals = []struct {
	err  error
	text string
}{
	{fs.ErrPermission, "no permission"},
	{fs.ErrNotExist, "it does not exist"},
}

// syncDir does nothing: directories cannot be opened to be synced here.
func syncDir(string) error { return nil }
