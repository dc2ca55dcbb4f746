package webex_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

// TestFaultsChangeNothing reads lists of every kind, side by side, from a
// server of which 8 % of the answers are faults, and wants what a sound server
// would have given.
func TestFaultsChangeNothing(t *testing.T) {
	t.Parallel()
	const entries, size = 403, 10
	var mu sync.Mutex
	random, faults := rand.New(rand.NewPCG(1, 2)), 0
	draw := func() int { // which fault, -1 for none
		mu.Lock()
		defer mu.Unlock()
		if random.Float64() >= 0.08 {
			return -1
		}
		faults++
		return random.IntN(4)
	}
	l := server(t, "/base", func(w http.ResponseWriter, r *http.Request) {
		fault := draw()
		switch fault {
		case 0:
			w.Header().Set("Retry-After", "0")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		case 1:
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		case 2:
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(http.StatusBadGateway)
			_, _ = w.Write([]byte("<html>Bad gateway</html>"))
			return
		}
		q := r.URL.Query()
		at, key := 0, "items"
		switch {
		case q.Has("startIndex"):
			at, _ = strconv.Atoi(q.Get("startIndex"))
			at, key = at-1, "Resources"
		case q.Has("offset"):
			at, _ = strconv.Atoi(q.Get("offset"))
		case q.Has("cursor"):
			at, _ = strconv.Atoi(q.Get("cursor"))
		}
		end := min(at+size, entries)
		if key == "items" && !q.Has("offset") && end < entries {
			w.Header().Set("Link", fmt.Sprintf(`<http://%s%s?cursor=%d>; rel="next"`, r.Host, r.URL.Path, end))
		}
		var list []int
		for i := at; i < end; i++ {
			list = append(list, i)
		}
		body := fmt.Sprintf(`{"totalResults":%d,%q:%s}`, entries, key, items(list...)[len(`{"items":`):len(items(list...))-1])
		w.Header().Set("Content-Type", "application/json")
		if fault == 3 {
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
			_, _ = w.Write([]byte(body[:len(body)/2]))
			panic(http.ErrAbortHandler)
		}
		_, _ = w.Write([]byte(body))
	})
	c := webex.New(webex.Options{Exchanger: l})
	want := make([]int, entries)
	for i := range want {
		want[i] = i
	}
	type outcome struct {
		got []int
		err error
	}
	outcomes := make([]outcome, 15)
	var wg sync.WaitGroup
	for i := range outcomes {
		wg.Go(func() {
			r := webex.Request{Host: webex.API, Path: fmt.Sprintf("/v1/people/%d", i), Template: "/v1/people/{id}"}
			pages := webex.Linked[int](t.Context(), c, r, "items")
			switch i % 3 {
			case 1:
				pages = webex.Offset[int](t.Context(), c, r, "items", size)
			case 2:
				pages = webex.Scim[int](t.Context(), c, r, "Resources", size)
			}
			for p, err := range pages {
				outcomes[i].got, outcomes[i].err = append(outcomes[i].got, p.Items...), err
			}
		})
	}
	wg.Wait()
	for i, o := range outcomes {
		require.NoError(t, o.err, i)
		require.Equal(t, want, o.got, i)
	}
	// The five lists by offset have one more request each: the empty last page.
	require.Equal(t, 15*41+5, c.Requests(), "retries are not counted")
	require.Greater(t, faults, 15)
}
