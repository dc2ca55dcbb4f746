package har

import (
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// endless repeats a text until so many bytes have come.
type endless struct {
	text string
	left int64
	at   int
}

func (e *endless) Read(p []byte) (int, error) {
	if e.left <= 0 {
		return 0, io.EOF
	}
	n := copy(p[:min(int64(len(p)), e.left)], e.text[e.at:])
	e.at = (e.at + n) % len(e.text)
	e.left -= int64(n)
	return n, nil
}

// peak is a reader that notes how much memory was in use at most.
type peak struct {
	r     io.Reader
	reads int
	most  uint64
}

func (p *peak) Read(b []byte) (int, error) {
	if p.reads++; p.reads%256 == 0 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		p.most = max(p.most, m.HeapInuse)
	}
	return p.r.Read(b)
}

// The sizes of the files in these tests. They are never stored.
const (
	huge  = 500 << 20
	large = 96 << 20
)

// bound is what reading one may take, in bytes, beside what there was.
const bound = 64 << 20

// TestLargeFiles reads files that are large in every way in which one can be.
func TestLargeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads gigabytes")
	}
	good := exchange{url: brokerURL, body: signInBody, daysAgo: 1}.json(t)
	noise := exchange{url: "https://media.example/a", body: strings.Repeat("x", 4000)}.json(t) + ","
	ours := strings.SplitN(exchange{url: brokerURL, body: "BODY", daysAgo: 1}.json(t), "BODY", 2)
	const head, foot = `{"log":{"version":"1.2","entries":[`, `]}}`
	for name, tt := range map[string]struct {
		before, middle, after string
		size                  int64
		want                  string // part of the error; empty for none
	}{
		"many entries":          {head, noise, good + foot, huge, ""},
		"one huge body":         {head + `{"response":{"content":{"text":"`, "x", `"}}},` + good + foot, large, ""},
		"one huge body of ours": {head + ours[0], "x", ours[1] + foot, large, "larger than 1 MiB"},
		"one huge value":        {head + `{"_custom":"`, "x", `"},` + good + foot, large, ""},
		"one huge name":         {head + `{"`, "x", `":1},` + good + foot, large, ""},
		"one huge address":      {head + `{"request":{"url":"`, "x", `"}},` + good + foot, large, ""},
		"many small values":     {head + `{"_custom":[`, "1,", `1]},` + good + foot, large, ""},
		"one huge number":       {head, "1", `,` + good + foot, large, "is no object"},
		"blanks":                {head, " \n", good + foot, large, ""},
		"cut off":               {head, noise, "", large, "ends too early"},
	} {
		t.Run(name, func(t *testing.T) {
			var before runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			// The race detector is many times as slow, and takes memory of its own:
			// what is measured here is measured without it.
			if underRace {
				tt.size /= 32
			}
			text := strings.Repeat(tt.middle, 1+(64<<10)/len(tt.middle))
			whole := int64(len(tt.middle)) * (tt.size / int64(len(tt.middle)))
			r := &peak{r: io.MultiReader(strings.NewReader(tt.before), &endless{text: text, left: whole}, strings.NewReader(tt.after))}
			res, err := Import(t.Context(), r, options(t))
			if tt.want != "" {
				require.ErrorContains(t, err, tt.want)
			} else {
				require.NoError(t, err)
				require.Len(t, res.Used, 1)
			}
			require.Less(t, r.most, before.HeapInuse+bound)
		})
	}
}
