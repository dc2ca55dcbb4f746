package replay_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex/replay"
)

func TestRecordRefusesTargets(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	_, err := replay.NewRecorder(sample(), stars{}, dir)
	require.EqualError(t, err, "record: "+dir+" is not empty; name a new directory")
	_, err = replay.NewRecorder(sample(), stars{}, file)
	require.EqualError(t, err, "record: "+file+" exists and is no directory")
	_, err = replay.NewRecorder(sample(), stars{}, filepath.Join(file, "below"))
	require.Error(t, err)
	_, err = replay.NewRecorder(sample(), nil, filepath.Join(dir, "r"))
	require.EqualError(t, err, "record: an Exchanger and a Redactor are required")
	_, err = replay.NewRecorder(nil, stars{}, filepath.Join(dir, "r"))
	require.Error(t, err)
	require.Len(t, contents(t, dir), 1, "something was left behind")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	require.Len(t, entries, 1)
}

func TestRecordIntoAnEmptyDirectoryAndBelowMissingOnes(t *testing.T) {
	t.Parallel()
	for _, dir := range []string{t.TempDir(), filepath.Join(t.TempDir(), "a", "b", "c")} {
		rec, err := replay.NewRecorder(sample(), stars{}, dir)
		require.NoError(t, err)
		_, err = rec.Exchange(t.Context(), get("/v1/people", "email=canary"))
		require.NoError(t, err)
		require.NoError(t, rec.Finish(meta()))
		require.Len(t, contents(t, dir), 2)
		require.Error(t, rec.Finish(meta()), "twice")
		rec.Abort()
		require.Len(t, contents(t, filepath.Dir(dir)), 2, "Abort after Finish did something")
	}
}

func TestRecordIntoAnExistingDirectoryKeepsIt(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	before, err := os.Stat(dir)
	require.NoError(t, err)
	rec, err := replay.NewRecorder(sample(), stars{}, dir)
	require.NoError(t, err)
	for _, r := range sampleRequests {
		_, _ = rec.Exchange(t.Context(), r)
	}
	// This is what a crash leaves.
	require.NotContains(t, contents(t, dir), "recording.json")
	_, err = replay.Open(dir, replay.OpenOptions{})
	require.EqualError(t, err, "open recording: "+dir+" holds no recording.json, so it is no recording")
	require.NoError(t, rec.Finish(meta()))
	after, err := os.Stat(dir)
	require.NoError(t, err)
	require.True(t, os.SameFile(before, after), "a mount point cannot be replaced")
	require.Equal(t, contents(t, record(t, sample(), sampleRequests...)), contents(t, dir))
	open(t, dir)
}

func TestRecordIntoTheWorkingDirectory(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	rec, err := replay.NewRecorder(sample(), stars{}, ".")
	require.NoError(t, err)
	_, err = rec.Exchange(t.Context(), get("/v1/people", "email=canary"))
	require.NoError(t, err)
	require.NoError(t, rec.Finish(meta()))
	open(t, dir)
}

func TestRecordIntoAnExistingDirectoryAborts(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*replay.Recorder){
		"aborted": func(rec *replay.Recorder) { rec.Abort() },
		"failed":  func(rec *replay.Recorder) { require.Error(t, rec.Finish(replay.Meta{})) },
	} {
		dir := t.TempDir()
		rec, err := replay.NewRecorder(sample(), stars{}, dir)
		require.NoError(t, err, name)
		_, err = rec.Exchange(t.Context(), get("/v1/people", "email=canary"))
		require.NoError(t, err)
		require.NoError(t, os.WriteFile(filepath.Join(dir, "mine"), []byte("x"), 0o600))
		end(rec)
		require.Equal(t, map[string]string{"mine": "x"}, contents(t, dir), name)
	}
}

func TestRecordIntoAnExistingDirectoryDoesNotOverwrite(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rec, err := replay.NewRecorder(sample(), stars{}, dir)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "recording.json"), []byte("x"), 0o600))
	require.ErrorContains(t, rec.Finish(meta()), "appeared while recording")
	require.Equal(t, map[string]string{"recording.json": "x"}, contents(t, dir))
}

func TestRecordAbortLeavesNothing(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	rec, err := replay.NewRecorder(sample(), stars{}, filepath.Join(parent, "a", "b"))
	require.NoError(t, err)
	_, err = rec.Exchange(t.Context(), get("/v1/people", "email=canary"))
	require.NoError(t, err)
	rec.Abort()
	rec.Abort()
	entries, err := os.ReadDir(parent)
	require.NoError(t, err)
	require.Empty(t, entries)
	_, err = rec.Exchange(t.Context(), get("/v1/people", "email=canary"))
	require.Error(t, err)
	require.Error(t, rec.Finish(meta()))
	entries, err = os.ReadDir(parent)
	require.NoError(t, err)
	require.Empty(t, entries)
}

func TestRecordFinishDoesNotOverwrite(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "r")
	rec, err := replay.NewRecorder(sample(), stars{}, dir)
	require.NoError(t, err)
	require.NoError(t, os.Mkdir(dir, 0o700))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine"), []byte("x"), 0o600))
	require.ErrorContains(t, rec.Finish(meta()), "is not empty")
	require.Equal(t, map[string]string{"mine": "x"}, contents(t, filepath.Dir(dir)))
}

func TestRecordFinishWantsAClock(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	rec, err := replay.NewRecorder(sample(), stars{}, filepath.Join(parent, "r"))
	require.NoError(t, err)
	require.EqualError(t, rec.Finish(replay.Meta{}), "record: the recording needs a clock")
	entries, err := os.ReadDir(parent)
	require.NoError(t, err)
	require.Empty(t, entries)
}
