package pagetest

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// maxPicture keeps the pictures of the README small, in bytes.
const maxPicture = 300 << 10

// The pictures of the README are made from the fixtures:
//
//	go test ./pkg/internal/pagetest -run Screenshots -update
//
// They are not compared: another build of Chromium draws a letter otherwise.
func TestScreenshots(t *testing.T) {
	docs := filepath.Join("..", "..", "..", "docs")
	overview, findings := filepath.Join(docs, "report-overview.png"), filepath.Join(docs, "report-findings.png")
	if *update {
		draw(t, overview, findings)
	}
	for _, path := range []string{overview, findings} {
		b, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, "\x89PNG", string(b[:4]))
		require.Less(t, len(b), maxPicture)
	}
}

func draw(t *testing.T, overview, findings string) {
	r := fixtures(t)
	b := newTab(t)
	b.Do("a screen", chromedp.EmulateViewport(1360, 1200))
	b.dark(false)
	b.Open(page(t, r))
	b.picture(overview)

	address := page(t, r)
	b = newTab(t)
	b.Do("a screen", chromedp.EmulateViewport(1360, 1080))
	b.dark(true)
	b.Open(address + "#findings?status=fail&area=recordings")
	id := ""
	for _, f := range r.Findings {
		if f.CheckID == "recordings.unexpected-access" && f.Status == "fail" {
			id = "finding-" + f.ID
		}
	}
	b.click("#" + id + " > summary")
	eval[bool](b, `document.activeElement.blur(); document.getElementById("findings").scrollIntoView(); true`)
	b.picture(findings)
}

func (b *tab) picture(path string) {
	b.t.Helper()
	png, err := chromedp.Run(b.Context, chromedp.CaptureScreenshot())
	require.NoError(b.t, err)
	require.NoError(b.t, os.WriteFile(path, png, 0o644))
}
