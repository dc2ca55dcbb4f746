package syslog

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"sync/atomic"
	"time"
)

// What ends a delivery besides the errors of the network.
var (
	errStalled = errors.New("the receiver stopped taking data")
	errNoEnd   = errors.New("the receiver took everything but did not end the connection, which is its only acknowledgement")
	errEarly   = errors.New("the receiver ended the connection before everything was sent")
	errCut     = errors.New("the connection was cut: the receiver did not end it by TLS, as it did before")
	errTalks   = errors.New("the receiver answered, which syslog receivers never do; is the address that of another service?")
	errPlain   = errors.New("without TLS only this computer can be reached, and the address leads elsewhere")
)

// connection carries one batch.
type connection struct {
	wire     *wire
	stream   net.Conn    // wire, or TLS over it
	watchdog *time.Timer // closes the wire when nothing moves
	stalled  atomic.Bool
	finished atomic.Bool // all is sent, and the receiver was told so

	heard chan struct{} // closed when the receiver has ended the connection
	end   error         // how, once heard is closed; nil when in good order
}

// wire is the connection below TLS. It notes whether the other side ended it.
type wire struct {
	*net.TCPConn
	ended atomic.Bool
}

func (w *wire) Read(p []byte) (int, error) {
	n, err := w.TCPConn.Read(p)
	if errors.Is(err, io.EOF) {
		w.ended.Store(true)
	}
	return n, err
}

// chunk is what is written before the watchdog is put off, in bytes.
const chunk = 16 << 10

func (s *Sink) connect(ctx context.Context) (*connection, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, s.timeout, errNoAnswer)
	defer cancel()
	raw, err := new(net.Dialer).DialContext(ctx, "tcp", s.address)
	if err != nil {
		return nil, because(ctx, err)
	}
	c := &connection{wire: &wire{TCPConn: raw.(*net.TCPConn)}, heard: make(chan struct{})}
	c.stream = c.wire
	if s.tls == nil {
		if !raw.RemoteAddr().(*net.TCPAddr).IP.IsLoopback() {
			raw.Close()
			return nil, errPlain
		}
	} else {
		over := tls.Client(c.wire, s.tls)
		if err := over.HandshakeContext(ctx); err != nil {
			raw.Close()
			return nil, because(ctx, err)
		}
		c.stream = over
	}
	c.watchdog = time.AfterFunc(s.timeout, func() {
		c.stalled.Store(true)
		c.close()
	})
	go c.listen()
	return c, nil
}

// exchange opens a connection, writes the frames and waits for the receiver's end.
func (s *Sink) exchange(ctx context.Context, frames []byte) error {
	c, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer c.close()
	defer context.AfterFunc(ctx, c.close)()
	return c.send(frames, s.timeout)
}

// send writes the frames, says that nothing more comes, and returns nil when the
// receiver has ended the connection in good order after that.
func (c *connection) send(frames []byte, timeout time.Duration) error {
	for len(frames) > 0 {
		n := min(chunk, len(frames))
		if _, err := c.stream.Write(frames[:n]); err != nil {
			return c.why(err)
		}
		frames = frames[n:]
		c.watchdog.Reset(timeout)
	}
	c.finished.Store(true)
	if over, ok := c.stream.(*tls.Conn); ok {
		if err := over.CloseWrite(); err != nil {
			return c.why(err)
		}
	}
	if err := c.wire.CloseWrite(); err != nil {
		return c.why(err)
	}
	<-c.heard
	if c.end != nil && c.stalled.Load() {
		return errNoEnd
	}
	return c.end
}

// listen waits for the receiver's end. It reads all the time, because with TLS
// 1.3 a receiver refuses our certificate only after the handshake.
func (c *connection) listen() {
	defer close(c.heard)
	var b [1]byte
	n, err := c.stream.Read(b[:])
	switch {
	case n > 0:
		c.end = errTalks
	case !errors.Is(err, io.EOF):
		c.end = err
	case !c.finished.Load():
		c.end = errEarly
	default:
		c.end = c.ended()
	}
	if c.end != nil {
		c.close() // ends a write that waits
	}
}

// ended says whether the end of the stream was in good order, all the way down:
// after a close_notify comes the end of the TCP stream, and no reset, which would
// say that something was not read.
func (c *connection) ended() error {
	byTLS := c.stream != net.Conn(c.wire) && !c.wire.ended.Load()
	if byTLS {
		if _, err := io.Copy(io.Discard, io.LimitReader(c.wire, chunk)); err != nil {
			return err
		}
	}
	if err := settle(c.wire.TCPConn); err != nil {
		return err
	}
	if c.stream != net.Conn(c.wire) && !byTLS {
		return errCut
	}
	return nil
}

// why finds what is behind a failed write, which is never nil or errCut: the
// receiver's last words say more than a broken pipe.
func (c *connection) why(err error) error {
	if c.stalled.Load() {
		return errStalled
	}
	c.watchdog.Reset(lastWords)
	<-c.heard
	if c.end == nil || errors.Is(c.end, errCut) || errors.Is(c.end, net.ErrClosed) {
		return err
	}
	return c.end
}

// lastWords is how long a receiver that takes no more has for saying why.
const lastWords = 2 * time.Second

func (c *connection) close() {
	c.watchdog.Stop()
	c.wire.Close()
}
