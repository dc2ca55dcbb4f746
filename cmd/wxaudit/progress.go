package main

import (
	"fmt"
	"io"
	"sync"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// progress keeps one line on a terminal up to date while the organisation is
// read. On anything else it is silent, logs want no carriage returns; and so it
// is where every request is logged, which tells as much.
type progress struct {
	mu       sync.Mutex
	w        io.Writer // nil when quiet
	width    int       // columns; 0 when it is not known
	sections int
	requests int
	total    int // sections of this run; set before the first is read
}

func newProgress(sys *system, verbose bool) *progress {
	p := &progress{width: sys.stderrWidth}
	if sys.stderrTerminal && sys.getenv("TERM") != "dumb" && !verbose {
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

// show writes the line anew, cut to the terminal: of one that went on below,
// the next would clear the end only.
func (p *progress) show() {
	if p.w == nil {
		return
	}
	line := fmt.Sprintf("reading: %d of %d sections, %s", min(p.sections, p.total), p.total, check.Count(p.requests, "request"))
	if p.width > 0 {
		line = line[:min(len(line), p.width-1)]
	}
	fmt.Fprintf(p.w, "\r\x1b[K%s", line)
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
