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
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/realpart"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	htmlreport "wxaudit/pkg/report/html"
)

var update = flag.Bool("update", false, "rewrite the screenshots in docs")

// patience is how long a test waits for what must come. Nothing is asserted of
// how long it took.
const patience = 60 * time.Second

func TestMain(m *testing.M) {
	code := m.Run()
	browser.Close()
	os.Exit(code)
}

// part is something that the tests need and the module cannot bring along.
type part struct {
	name    string
	install string
	there   func() bool
}

var (
	chromium = part{"chromium", "apt-get install chromium", func() bool {
		_, err := exec.LookPath("chromium")
		return err == nil
	}}
	axe = part{"axe-core", "npm ci --prefix pkg/internal/pagetest/testdata/axe", func() bool {
		_, err := os.Stat(axeFile)
		return err == nil
	}}
	axeFile = filepath.Join("testdata", "axe", "node_modules", "axe-core", "axe.min.js")
)

// needs skips the test when a part is missing, or fails it where all of them
// have to be there.
func needs(t *testing.T, parts ...part) {
	t.Helper()
	for _, p := range parts {
		realpart.Need(t, p.there(), p.name+" is not installed: "+p.install)
	}
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

// remembered is the small clinic a day later: one finding is new since, and one
// is gone.
func remembered() *report.Report {
	r := reporttest.Clinic()
	before := report.Remember(r, nil)
	before.AsOf = before.AsOf.Add(-24 * time.Hour)
	for i := range before.Open {
		before.Open[i].FirstSeen = before.AsOf
	}
	gone := before.Open[0]
	gone.ID, gone.CheckID = "00gone", "meetings.join-before-host-site"
	before.Open = append(before.Open[1:], gone)
	report.Remember(r, &before)
	return r
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
	needs(t, chromium) // who has no browser has no use for it
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
