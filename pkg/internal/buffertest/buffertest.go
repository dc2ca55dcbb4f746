// Package buffertest keeps what a test is told from several sides at once, such as
// a log or the output of a process. It is for tests only.
package buffertest

import (
	"bytes"
	"sync"
)

// Buffer is a bytes.Buffer for several goroutines. The zero one is empty.
type Buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write appends, and never fails.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// String is what was written so far.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
