//go:build linux

package faulttest

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// place is a directory that can be taken away, as a mount that is lost.
type place struct {
	t   *testing.T
	dir string
}

func newPlace(t *testing.T) place {
	t.Helper()
	p := place{t, filepath.Join(t.TempDir(), "siem")}
	require.NoError(t, os.Mkdir(p.dir, 0o700))
	return p
}

func (p place) trouble(*dice) {} // a file has none but to be away
func (p place) calm()         {}
func (p place) kill()         { require.NoError(p.t, os.Rename(p.dir, p.dir+".away")) }

func (p place) restart() {
	require.NoError(p.t, os.RemoveAll(p.dir)) // empty, where something made it meanwhile
	require.NoError(p.t, os.Rename(p.dir+".away", p.dir))
}

// lines reads what an agent would: the lines of every file that has the end of
// its name.
func (p place) lines() (ids map[string]int, wrong []string) {
	p.t.Helper()
	ids = map[string]int{}
	names, err := filepath.Glob(filepath.Join(p.dir, "*.ndjson*"))
	require.NoError(p.t, err)
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			continue // the directory is away
		}
		for line := range bytes.Lines(text) {
			id, err := readID(line)
			switch {
			case err != nil:
				wrong = append(wrong, fmt.Sprintf("%s: %v", filepath.Base(name), err))
			case line[len(line)-1] != '\n':
				wrong = append(wrong, filepath.Base(name)+": the last line has no end")
			default:
				ids[id]++
			}
		}
	}
	return ids, wrong
}

func (p place) arrived() map[string]int {
	ids, _ := p.lines()
	return ids
}

// directory has a file for each run.
type directory struct{ place }

func newDirectory(t *testing.T) receiver { return directory{newPlace(t)} }

func (d directory) settings() string { return "type=file,path=" + d.dir }

// whole requires of every file that an agent would read that all of a run is in
// it, whenever it looks.
func (d directory) whole(events int) {
	d.t.Helper()
	names, err := filepath.Glob(filepath.Join(d.dir, "*.ndjson"))
	require.NoError(d.t, err)
	for _, name := range names {
		if text, err := os.ReadFile(name); err == nil { // or the directory is away
			require.Equal(d.t, events, bytes.Count(text, []byte("\n")), name)
		}
	}
}

// complaints are about lines that are none, and about what was left lying about.
func (d directory) complaints() []string {
	_, wrong := d.lines()
	entries, err := os.ReadDir(d.dir)
	require.NoError(d.t, err)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".ndjson") && e.Name() != "latest" {
			wrong = append(wrong, "left behind: "+e.Name())
		}
	}
	return wrong
}

// growing is one file that grows, and is renamed when it is large.
type growing struct{ place }

func newGrowing(t *testing.T) receiver { return growing{newPlace(t)} }

func (g growing) settings() string {
	return "type=file,append=true,rotate_at=3MB,path=" + filepath.Join(g.dir, "findings.ndjson")
}

// complaints are about lines that are none. One that was torn when wxaudit was
// killed has an end, and its event comes again.
func (g growing) complaints() []string {
	_, wrong := g.lines()
	return slices.DeleteFunc(wrong, func(w string) bool { return !strings.Contains(w, "has no end") })
}
