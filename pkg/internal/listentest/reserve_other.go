//go:build !linux

package listentest

import "testing"

// Reserve is an address of this computer where nobody listens. It can be given to
// somebody else, where a system has no means against that.
func Reserve(t testing.TB) (address string) {
	t.Helper()
	l := listen(t)
	must(t, l.Close())
	return l.Addr().String()
}
