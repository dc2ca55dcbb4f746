package replay

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// maxFile bounds a file of a recording, in bytes: twice over what the largest
// answer becomes when it is indented.
const maxFile = 128 << 20

// OpenOptions says what Open tolerates.
type OpenOptions struct {
	// AllowEdited accepts files that were changed or added since the recording was
	// made. One that is missing is accepted in any case: what it held is unknown, and
	// unknown never looks better.
	AllowEdited bool
}

// Open reads a recording whole. It refuses one that is damaged, or that is not
// as it was recorded unless the options allow that. Its errors name the file.
func Open(dir string, o OpenOptions) (*Replay, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open recording: %w", err)
	}
	defer root.Close()
	l := &loader{root: root, dir: dir, allowEdited: o.AllowEdited, hash: map[string]string{}}
	p, err := l.load()
	if err != nil {
		return nil, fmt.Errorf("open recording: %w", err)
	}
	return p, nil
}

// loader is one reading of a recording.
type loader struct {
	root        *os.Root // so that no link leads out of the recording
	dir         string
	allowEdited bool
	hash        map[string]string // of each file that was read, in hex
	edited      []string
	missing     []string // files that the manifest names
}

func (l *loader) load() (*Replay, error) {
	data, err := l.read(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s holds no %s, so it is no recording", l.dir, manifestName)
	} else if err != nil {
		return nil, err
	}
	m, err := decodeManifest(data)
	if err != nil {
		return nil, l.fault(manifestName, err)
	}
	if sum, err := m.sum(); err != nil {
		return nil, l.fault(manifestName, err)
	} else if sum != m.Checksum {
		if err := l.changed(manifestName, "was changed since it was recorded"); err != nil {
			return nil, err
		}
	}
	names, err := l.names()
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(m.Files)) {
		if !slices.Contains(names, name) {
			l.missing = append(l.missing, name)
		}
	}
	p := &Replay{
		meta:      Meta{ToolVersion: m.ToolVersion, RecordedAt: m.RecordedAt.UTC(), Organization: m.Organization},
		exchanges: make(map[string]*exchangeFile, len(names)),
	}
	if err := l.exchanges(p, m, names); err != nil {
		return nil, err
	}
	p.missing, p.edited, p.sum = l.missing, slices.Concat(l.edited, l.missing), l.sum()
	slices.Sort(p.edited)
	return p, nil
}

// exchanges reads the files and sorts them by request.
func (l *loader) exchanges(p *Replay, m *manifest, names []string) error {
	from := make(map[string]string, len(names))
	for _, name := range names {
		data, err := l.read(name)
		if err != nil {
			return err
		}
		if want, listed := m.Files[name]; !listed {
			err = l.changed(name, "was not recorded")
		} else if l.hash[name] != want {
			err = l.changed(name, "was changed since it was recorded")
		}
		if err != nil {
			return err
		}
		f, err := decodeExchange(data)
		if err != nil {
			return l.fault(name, err)
		}
		key := requestKey(f.request())
		if other, ok := from[key]; ok {
			return fmt.Errorf("%s: it answers the same request as %s", l.path(name), other)
		}
		from[key], p.exchanges[key] = name, f
	}
	return nil
}

// names lists the exchange files, sorted. Files of other kinds, a README say,
// cannot change an answer and are left alone.
func (l *loader) names() ([]string, error) {
	entries, err := fs.ReadDir(l.root.FS(), ".")
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		if name := e.Name(); strings.HasSuffix(name, ".json") && name != manifestName {
			names = append(names, name)
		}
	}
	return names, nil
}

// read reads one file, which must be a plain one of bearable size.
func (l *loader) read(name string) ([]byte, error) {
	info, err := l.root.Stat(name)
	switch {
	case err != nil:
		return nil, l.fault(name, reason(err))
	case !info.Mode().IsRegular(): // asked first: opening a pipe would hang
		return nil, l.fault(name, errors.New("it is no plain file"))
	case info.Size() > maxFile:
		return nil, l.fault(name, fmt.Errorf("it is larger than %d MiB", maxFile>>20))
	}
	data, err := l.root.ReadFile(name)
	if err != nil {
		return nil, l.fault(name, reason(err))
	}
	sum := sha256.Sum256(data)
	l.hash[name] = hex.EncodeToString(sum[:])
	return data, nil
}

// changed notes that a file is not as it was recorded, or refuses it.
func (l *loader) changed(name, how string) error {
	if l.allowEdited {
		l.edited = append(l.edited, name)
		return nil
	}
	return fmt.Errorf("%s %s; --allow-edited replays the recording nevertheless", l.path(name), how)
}

// sum hashes the hashes of all files that were read.
func (l *loader) sum() [32]byte {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(l.hash)) {
		fmt.Fprintf(h, "%s %s\n", l.hash[name], name)
	}
	return [32]byte(h.Sum(nil))
}

func (l *loader) fault(name string, err error) error {
	return fmt.Errorf("%s: %w", l.path(name), err)
}

func (l *loader) path(name string) string { return filepath.Join(l.dir, name) }
