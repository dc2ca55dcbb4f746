package htmlreport

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report"
)

func write(t *testing.T, r *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, r))
	return b.String()
}

// element is a tag of a page with its attributes.
type element struct {
	name  string
	attrs map[string]string
}

// blocks end a paragraph.
var blocks = []string{"p", "div", "ul", "ol", "dl", "table", "section", "details", "h2", "h3", "blockquote", "fieldset"}

var verbatim = regexp.MustCompile(`(?s)<(style|script)>.*?</(style|script)>`)

// parse reads a page strictly, as XML: whatever is not nested, quoted or escaped
// as it should be is an error. The style sheet and the script are no markup.
func parse(t *testing.T, page string) (all []element, text string) {
	t.Helper()
	page, found := strings.CutPrefix(page, "<!DOCTYPE html>\n")
	require.True(t, found)
	page = verbatim.ReplaceAllString(page, "<$1></$1>")
	dec := xml.NewDecoder(strings.NewReader(page))
	var words strings.Builder
	var open []string
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return all, words.String()
		}
		require.NoError(t, err)
		switch tok := tok.(type) {
		case xml.StartElement:
			e := element{tok.Name.Local, map[string]string{}}
			for _, a := range tok.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			all = append(all, e)
			require.False(t, slices.Contains(open, "p") && slices.Contains(blocks, e.name), "a browser ends the paragraph before <%s>", e.name)
			open = append(open, e.name)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			words.Write(tok)
		case xml.Comment, xml.ProcInst, xml.Directive:
			require.Fail(t, "the page holds nothing but elements and text")
		}
	}
}

// between cuts out what stands between two tags.
func between(t *testing.T, page, open, end string) string {
	t.Helper()
	_, rest, found := strings.Cut(page, open)
	require.True(t, found, open)
	inner, _, found := strings.Cut(rest, end)
	require.True(t, found, end)
	return inner
}
