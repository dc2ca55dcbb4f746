//go:build linux

package faulttest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// theCheck fails for each public clinical space, and reads them from one list.
const theCheck = "messaging.space-exposure"

// audit are the flags of a run on the recording of an organisation with n public
// spaces.
func audit(t *testing.T, n int) []string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "recording")
	require.NoError(t, os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "..", "fixtures", "clinic"))))
	files, err := filepath.Glob(filepath.Join(dir, "api_v1.rooms_*.json"))
	require.NoError(t, err)
	edited := 0
	for _, path := range files {
		if multiply(t, path, n) {
			edited++
		}
	}
	require.Equal(t, 1, edited, "the list of public spaces is in the recording")
	return []string{"--fixtures", dir, "--allow-edited", "--only", theCheck}
}

// multiply makes n spaces of the first in a list of public ones.
func multiply(t *testing.T, path string, n int) bool {
	t.Helper()
	text, err := os.ReadFile(path)
	require.NoError(t, err)
	var exchange struct {
		Request struct {
			Query map[string][]string `json:"query"`
		} `json:"request"`
		Body struct {
			Items []map[string]any `json:"items"`
		} `json:"body"`
	}
	require.NoError(t, json.Unmarshal(text, &exchange))
	if exchange.Request.Query["orgPublicSpaces"] == nil {
		return false
	}
	var items []map[string]any
	for i := range n {
		item := map[string]any{}
		for key, value := range exchange.Body.Items[0] {
			item[key] = value
		}
		item["id"] = fmt.Sprintf("Y2lzY29zcGFyazovL3VzL1JPT00v%08d", i)
		items = append(items, item)
	}
	var whole map[string]any
	require.NoError(t, json.Unmarshal(text, &whole))
	whole["body"] = map[string]any{"items": items}
	text, err = json.Marshal(whole)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, text, 0o600))
	return true
}

// expected are the ids of all events of the audit, in their order.
func expected(t *testing.T, flags []string) (ids []string) {
	t.Helper()
	p := start(t, append([]string{"run", "--format", "ocsf"}, flags...)...)
	require.Equal(t, 1, p.wait(), p.stderr.String())
	for line := range bytes.Lines(p.stdout.Bytes()) {
		ids = append(ids, idOf(t, line))
	}
	return ids
}

func idOf(t *testing.T, event []byte) string {
	t.Helper()
	id, err := readID(event)
	require.NoError(t, err)
	return id
}

// readID reads metadata.uid.
func readID(event []byte) (string, error) {
	var e struct {
		Metadata struct {
			UID string `json:"uid"`
		} `json:"metadata"`
	}
	if err := json.Unmarshal(event, &e); err != nil {
		return "", fmt.Errorf("%.100q: %w", event, err)
	}
	if e.Metadata.UID == "" {
		return "", fmt.Errorf("no metadata.uid in %.100q", event)
	}
	return e.Metadata.UID, nil
}
