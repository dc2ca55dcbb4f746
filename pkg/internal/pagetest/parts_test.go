package pagetest

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/chromiumtest"
	"wxaudit/pkg/report"
	htmlreport "wxaudit/pkg/report/html"
)

var update = flag.Bool("update", false, "rewrite the screenshots in docs")

func TestMain(m *testing.M) {
	code := m.Run()
	browser.Close()
	os.Exit(code)
}

// page writes a report to a file of its own and returns the address.
func page(t *testing.T, r *report.Report) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "report.html")
	var b bytes.Buffer
	require.NoError(t, htmlreport.Write(&b, r))
	require.NoError(t, os.WriteFile(path, b.Bytes(), 0o600))
	return "file://" + path
}

// opened is a reader who has opened a report, and its address.
func opened(t *testing.T, r *report.Report) (*tab, string) {
	t.Helper()
	address := page(t, r)
	b := newTab(t)
	b.Open(address)
	return b, address
}

var clinic struct {
	once sync.Once
	json []byte
	said string
	err  error
}

// fixtures is the report on the clinic that the module ships.
func fixtures(t *testing.T) *report.Report {
	t.Helper()
	chromiumtest.Need(t) // who has no browser has no use for it
	clinic.once.Do(func() {
		root := filepath.Join("..", "..", "..")
		run := exec.Command("go", "run", "./cmd/wxaudit", "run", "--fixtures", "fixtures/clinic", "--policy", "fixtures/clinic-policy.yaml",
			"--attestations", "fixtures/clinic-attestations.yaml", "--format", "json")
		var said bytes.Buffer
		run.Dir, run.Stderr = root, &said
		if clinic.json, clinic.err = run.Output(); len(clinic.json) > 0 {
			clinic.err = nil // it failed checks, as it should
		}
		clinic.said = said.String()
	})
	require.NoError(t, clinic.err, clinic.said)
	var r report.Report
	require.NoError(t, json.Unmarshal(clinic.json, &r))
	r.Tool.Version = "" // of no interest in a picture
	return &r
}
