package webextest

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
)

// Faults lets a share of the requests fail, between 0 and 1: throttled with
// Retry-After (of 0 or 1 second), refused with 503, answered by a gateway with
// a 502 and a web page, or cut off in the middle of the body.
//
// Which requests fail depends on the seed, the request and how often it was
// made, and not on the order in which requests come, so that a run of many
// goroutines meets the same faults every time.
func Faults(seed uint64, rate float64) Option {
	return func(s *Server) { s.faults = &faults{seed: seed, rate: rate, tries: map[string]int{}} }
}

type faults struct {
	seed uint64
	rate float64

	mu    sync.Mutex
	tries map[string]int
	count map[string]int // by kind of fault
}

// gatewayPage is what a gateway answers when the service behind it is gone.
const gatewayPage = "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n"

// strike makes the request fail, or returns false to have it answered.
func (f *faults) strike(w http.ResponseWriter, r *http.Request, next http.Handler) bool {
	draw, kind := f.draw(r)
	if draw >= f.rate {
		return false
	}
	switch kind % 4 {
	case 0:
		f.note("429")
		w.Header().Set("Retry-After", strconv.Itoa(int(kind>>2)%2))
		fail(w, http.StatusTooManyRequests)
	case 1:
		f.note("503")
		fail(w, http.StatusServiceUnavailable)
	case 2:
		f.note("502")
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(http.StatusBadGateway)
		_, _ = w.Write([]byte(gatewayPage))
	default:
		f.note("cut")
		cut(w, r, next)
	}
	return true
}

// draw returns a number between 0 and 1, and what chooses the fault.
func (f *faults) draw(r *http.Request) (float64, uint64) {
	f.mu.Lock()
	key := r.Method + " " + r.URL.RequestURI()
	f.tries[key]++
	try := f.tries[key]
	f.mu.Unlock()
	sum := sha256.Sum256(fmt.Appendf(nil, "%d %d %s", f.seed, try, key))
	return float64(binary.BigEndian.Uint64(sum[:])>>11) / (1 << 53), binary.BigEndian.Uint64(sum[8:])
}

func (f *faults) note(kind string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.count == nil {
		f.count = map[string]int{}
	}
	f.count[kind]++
}

// Faults returns how many requests failed by kind: "429", "502", "503", "cut".
func (s *Server) Faults() map[string]int {
	counts := map[string]int{}
	if s.faults == nil {
		return counts
	}
	s.faults.mu.Lock()
	defer s.faults.mu.Unlock()
	for kind, n := range s.faults.count {
		counts[kind] = n
	}
	return counts
}

// cut sends half of the answer and closes the connection.
func cut(w http.ResponseWriter, r *http.Request, next http.Handler) {
	answer := httptest.NewRecorder()
	next.ServeHTTP(answer, r)
	body := answer.Body.Bytes()
	for name, values := range answer.Header() {
		w.Header()[name] = values
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)+1)) // one more than there is, for empty bodies
	w.WriteHeader(answer.Code)
	_, _ = w.Write(body[:len(body)/2])
	_ = http.NewResponseController(w).Flush()
	panic(http.ErrAbortHandler)
}
