//go:build linux

package realtest

import (
	"bytes"
	"encoding/base64"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/stretchr/testify/require"
)

// secretForm are the fields of a request for tokens that are secrets.
var secretForm = []string{"client_secret", "code", "code_verifier", "refresh_token", "device_code"}

// canaries are all secrets that the world has seen: those of the clients, what
// was sent to the service, and what it gave out.
func (w *world) canaries() []string {
	w.t.Helper()
	set := map[string]bool{clientSecret: true, serviceSecret: true}
	for _, x := range w.front.ever() {
		for _, field := range secretForm {
			set[x.Form.Get(field)] = true
		}
		set[x.Bearer] = true
		set[x.Basic] = true
	}
	for _, e := range w.service.journal() {
		switch e.Model {
		case "AccessToken", "RefreshToken", "AuthorizationCode", "DeviceCode":
			if e.Change == "upsert" {
				set[e.id()] = true
			}
		}
	}
	for _, id := range []string{clientID + ":" + clientSecret, serviceAppID + ":" + serviceSecret} {
		set[base64.StdEncoding.EncodeToString([]byte(id))] = true
	}
	var all []string
	for secret := range set {
		if len(secret) >= 12 {
			all = append(all, secret)
		}
	}
	return all
}

// leaks searches what every process of a machine said, and every file but those
// of the token store, and tells where a secret is.
func (w *world) leaks(m *machine) []string {
	w.t.Helper()
	secrets := w.canaries()
	var found []string
	search := func(where string, text []byte) {
		for _, secret := range secrets {
			if bytes.Contains(text, []byte(secret)) {
				found = append(found, where+" holds "+secret)
			}
		}
	}
	for _, p := range m.runs {
		name := "wxaudit " + strings.Join(p.args, " ")
		search(name+": the command line", []byte(name))
		search(name+": standard output", []byte(p.stdout.String()))
		search(name+": standard error", []byte(p.stderr.String()))
	}
	require.NoError(w.t, filepath.WalkDir(m.dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		search("the name of a file", []byte(path))
		if d.IsDir() && path == m.tokenDir() {
			return fs.SkipDir
		}
		if !d.Type().IsRegular() {
			return nil
		}
		text, err := os.ReadFile(path)
		search(path, text)
		return err
	}))
	return found
}
