package main

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
)

// TestChecksAsJSON: every check in catalogue order, with no text left out and no
// list that is null.
func TestChecksAsJSON(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	require.NoError(t, writeChecksJSON(&b, checks.All()))
	var got []map[string]any
	require.NoError(t, json.Unmarshal(b.Bytes(), &got))
	require.Len(t, got, len(checks.All()))
	for i, c := range checks.All() {
		require.Equal(t, c.ID, got[i]["id"])
		require.Equal(t, c.Title, got[i]["title"])
		require.Len(t, got[i]["reads"], len(c.Reads()), c.ID)
		for name, v := range got[i] {
			require.NotNil(t, v, "%s %s", c.ID, name)
			require.NotEqual(t, "", v, "%s %s", c.ID, name)
		}
	}
}
