//go:build unix

package main

import (
	"fmt"
	"io/fs"
	"os/user"
	"strconv"
	"syscall"
)

// distrust says why a directory is not safe for a user to keep its state in;
// nothing when it is. The rule is that of ssh: it belongs to the user or to root,
// and nobody else may write to it. So root does not work in the directory of the
// account that runs at night either: that account could not use, some night later,
// the files that root leaves there.
func distrust(info fs.FileInfo, uid int) string {
	owner := -1
	if st, ok := info.Sys().(*syscall.Stat_t); ok {
		owner = int(st.Uid)
	}
	if owner != uid && owner != 0 {
		return fmt.Sprintf("belongs to another user: run this as that user (sudo -H -u %s wxaudit …)", ownerName(owner))
	}
	if p := info.Mode().Perm(); p&0o022 != 0 {
		return fmt.Sprintf("can be written to by others (mode %04o): chmod go-w, or name a directory in it", p)
	}
	return ""
}

// ownerName is the name of a user, or '#number' for one without, as sudo takes it
// from a shell.
func ownerName(uid int) string {
	if u, err := user.LookupId(strconv.Itoa(uid)); err == nil {
		return u.Username
	}
	return fmt.Sprintf("'#%d'", uid)
}
