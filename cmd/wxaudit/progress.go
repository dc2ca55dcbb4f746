package main

import (
	"fmt"
	"io"
	"sync"

	"wxaudit/pkg/snapshot"
)

// progress keeps one line on a terminal up to date while the organisation is
// read. On anything else it is silent: logs want no carriage returns.
type progress struct {
	mu       sync.Mutex
	w        io.Writer // nil when quiet
	sections int
	requests int
	total    int // sections of this run; set before the first is read
}

func newProgress(sys *system) *progress {
	p := &progress{}
	if sys.stderrTerminal {
		p.w = sys.stderr
	}
	return p
}

func (p *progress) section(snapshot.Name) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.sections++
	p.show()
}

func (p *progress) request(n int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.requests = max(p.requests, n)
	if n%10 == 0 {
		p.show()
	}
}

func (p *progress) show() {
	if p.w != nil {
		fmt.Fprintf(p.w, "\r\x1b[Kreading: %d of %d sections, %d requests", min(p.sections, p.total), p.total, p.requests)
	}
}

// done clears the line.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w != nil {
		fmt.Fprint(p.w, "\r\x1b[K")
		p.w = nil
	}
}
