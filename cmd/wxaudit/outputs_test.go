package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestOnlyAPageWithVeryManyFindingsIsRemarkedOn(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		format   string
		files    []output
		findings int
		note     string
	}{
		{"html", nil, manyFindings, ""},
		{"csv", nil, 100_000, ""},
		{"html", nil, 100_000, "wxaudit: note: a page with 100000 findings has about 100 MB, and browsers open it slowly; csv and ndjson are for so many\n"},
		{"text", []output{{"html", "a"}, {"html", "b"}}, 20_001, "wxaudit: note: a page with 20001 findings has about 20 MB, and browsers open it slowly; csv and ndjson are for so many\n"},
	} {
		var said bytes.Buffer
		o := outputOptions{format: c.format, files: c.files}
		o.warnOfSize(&system{stderr: &said}, c.findings)
		require.Equal(t, c.note, said.String())
	}
}
