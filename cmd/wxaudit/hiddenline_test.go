package main

import (
	"bufio"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHiddenLine(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("0123456789", 2000)
	for name, tc := range map[string]struct {
		typed string
		want  []string
		err   error
	}{
		"a line":                 {"abc\r", []string{"abc"}, io.EOF},
		"two":                    {"abc\rdef\n", []string{"abc", "def"}, io.EOF},
		"of Windows":             {"abc\r\ndef\r\n", []string{"abc", "def"}, io.EOF},
		"long":                   {long + "\r", []string{long}, io.EOF},
		"too long":               {strings.Repeat("a", maxSmall+1) + "\r", nil, errLongLine},
		"empty":                  {"\r", []string{""}, io.EOF},
		"half":                   {"abc", nil, io.EOF},
		"backspace":              {"abx\x7fé\x08c\r", []string{"abc"}, io.EOF},
		"backspace at the start": {"\x7f\x7fabc\r", []string{"abc"}, io.EOF},
		"the line is taken back": {"nonsense\x15abc\r", []string{"abc"}, io.EOF},
		"marked as pasted":       {"\x1b[200~abc\x1b[201~\r", []string{"abc"}, io.EOF},
		"arrows":                 {"a\x1b[Db\x1bOCc\r", []string{"abc"}, io.EOF},
		"other keys":             {"a\x01\tb\x1ac\r", []string{"abc"}, io.EOF},
		"interrupted":            {"abc\x03\r", nil, errInterrupted},
		"the end":                {"\x04abc\r", nil, io.EOF},
		"the end of a line":      {"abc\x04", []string{"abc"}, io.EOF},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := bufio.NewReader(strings.NewReader(tc.typed))
			for _, want := range tc.want {
				line, err := hiddenLine(r)
				require.NoError(t, err)
				require.Equal(t, want, line)
			}
			line, err := hiddenLine(r)
			require.Equal(t, tc.err, err)
			require.Empty(t, line)
		})
	}
}

func FuzzHiddenLine(f *testing.F) {
	for _, typed := range []string{"abc\r", "\x1b[200~abc\x1b[201~\r\n", "\x7f\x15\x1b", "é\x7f\x03", "\x04"} {
		f.Add(typed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		line, err := hiddenLine(bufio.NewReader(strings.NewReader(typed)))
		if err != nil {
			require.Empty(t, line)
		}
		require.LessOrEqual(t, len(line), len(typed))
		require.False(t, strings.ContainsFunc(line, func(c rune) bool { return c < ' ' || c == 0x7f }))
	})
}
