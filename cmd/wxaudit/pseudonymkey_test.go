package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestPseudonymKeyStaysTheSame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	keyWith := func(env map[string]string) ([]byte, string, error) {
		sys, _, stderr := testSystem(time.Time{}, env)
		sys.configDir = func() (string, error) { return dir, nil }
		key, err := pseudonymKey(sys)
		return key, stderr.String(), err
	}
	first, said, err := keyWith(nil)
	require.NoError(t, err)
	require.Empty(t, said)
	require.Len(t, first, 32)
	path := filepath.Join(dir, "wxaudit", "pseudonym.key")
	info, err := os.Stat(path)
	require.NoError(t, err)
	require.Equal(t, os.FileMode(0o600), info.Mode().Perm())

	again, _, err := keyWith(nil)
	require.NoError(t, err)
	require.Equal(t, first, again)

	own, _, err := keyWith(map[string]string{"WXAUDIT_PSEUDONYM_KEY": "sixteen letters!"})
	require.NoError(t, err)
	require.NotEqual(t, first, own)

	_, _, err = keyWith(map[string]string{"WXAUDIT_PSEUDONYM_KEY": "short"})
	require.ErrorContains(t, err, "shorter than 16")

	require.NoError(t, os.WriteFile(path, []byte("not a key"), 0o600))
	_, _, err = keyWith(nil)
	require.ErrorContains(t, err, path)
	var ee *exitError
	require.True(t, errors.As(err, &ee))
	require.Equal(t, exitUsage, ee.code)
}

func TestPseudonymKeyWithoutAPlace(t *testing.T) {
	t.Parallel()
	sys, _, stderr := testSystem(time.Time{}, nil)
	key, err := pseudonymKey(sys)
	require.NoError(t, err)
	require.Len(t, key, 32)
	require.Contains(t, stderr.String(), "set WXAUDIT_PSEUDONYM_KEY")

	sys.random = strings.NewReader("too little")
	_, err = pseudonymKey(sys)
	require.Error(t, err)
	require.False(t, bytes.Contains(stderr.Bytes(), []byte("too little")))
}
