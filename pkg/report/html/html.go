// Package htmlreport writes a report as one page for people: the verdict, what
// to do first, every finding with its evidence, the rows of the regulation, what
// is not known, and what the audit rests on.
//
// The page is one file that opens from disk. It loads nothing, sends nothing and
// runs nothing but the one script that is in it: its Content-Security-Policy
// names the hashes of that script and of the style sheet and forbids all else.
// Everything is in the page without the script, too; the script adds filters,
// search, deep links and keys.
//
// Every text is escaped by html/template, and made visible by report.Harmless
// before: nothing that Webex sent can hide, reorder or imitate a part of the page.
package htmlreport

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"io"

	"wxaudit/pkg/report"
)

//go:embed page
var files embed.FS

var (
	style = join("page/base.css", "page/parts.css", "page/lists.css", "page/print.css")
	// script is in the page as it is here: its hash is in the policy of the page.
	script = join("page/list.js", "page/page.js")

	pages = template.Must(template.New("page.gohtml").ParseFS(files, "page/*.gohtml"))
)

func join(names ...string) string {
	all := ""
	for _, name := range names {
		b, err := files.ReadFile(name)
		if err != nil {
			panic(err) // it is embedded
		}
		all += string(b)
	}
	return all
}

// policy is the Content-Security-Policy of the page (W3C CSP 3): nothing may be
// loaded, sent or run but what has these hashes.
func policy() string {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	return "default-src 'none'; script-src " + hash(script) + "; style-src " + hash(style) + "; base-uri 'none'; form-action 'none'"
}

// Write writes the page. The same report gives the same bytes. The findings are
// written one after the other, so that the page is never held whole.
func Write(w io.Writer, r *report.Report) error {
	buf := bufio.NewWriterSize(w, 64<<10)
	if err := pages.Execute(buf, newPage(r)); err != nil {
		return err
	}
	return buf.Flush()
}
