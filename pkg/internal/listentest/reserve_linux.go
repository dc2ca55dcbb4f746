package listentest

import (
	"net"
	"os"
	"syscall"
	"testing"
)

// Reserve is an address of this computer where nobody listens, until somebody
// does who was told of it, as servers do: with SO_REUSEADDR. They may go and come
// back. The system gives the port to nobody else before the test ends, neither to
// listen nor to dial from.
func Reserve(t testing.TB) (address string) {
	t.Helper()
	// A socket that is bound and does not listen: to the system the port is taken.
	fd, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0)
	must(t, os.NewSyscallError("socket", err))
	t.Cleanup(func() { _ = syscall.Close(fd) })
	must(t, os.NewSyscallError("setsockopt", syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_REUSEADDR, 1)))
	must(t, os.NewSyscallError("bind", syscall.Bind(fd, &syscall.SockaddrInet4{Addr: [4]byte{127, 0, 0, 1}})))
	name, err := syscall.Getsockname(fd)
	must(t, os.NewSyscallError("getsockname", err))
	own := name.(*syscall.SockaddrInet4)
	return (&net.TCPAddr{IP: own.Addr[:], Port: own.Port}).String()
}
