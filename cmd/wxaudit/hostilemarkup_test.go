package main

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	mdtext "github.com/yuin/goldmark/text"

	"wxaudit/pkg/report"
)

// tag is an element with its attributes.
type tag struct {
	name  string
	attrs []xml.Attr
}

// tags reads a document strictly. instructions says how many <?…?> and <!…> it
// may have.
func tags(doc []byte, instructions int) (all []tag, err error) {
	dec := xml.NewDecoder(bytes.NewReader(doc))
	for {
		tok, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		switch tok := tok.(type) {
		case xml.StartElement:
			all = append(all, tag{tok.Name.Space + tok.Name.Local, slices.Clone(tok.Attr)})
		case xml.EndElement:
			all = append(all, tag{name: "/" + tok.Name.Local})
		case xml.ProcInst, xml.Directive, xml.Comment:
			if instructions--; instructions < 0 {
				return nil, fmt.Errorf("%T %v", tok, tok)
			}
		}
	}
}

// sameTags compares elements and the names of their attributes.
func sameTags(out, plain []tag) error {
	for i := range min(len(out), len(plain)) {
		same := out[i].name == plain[i].name && len(out[i].attrs) == len(plain[i].attrs)
		for j := range out[i].attrs {
			same = same && out[i].attrs[j].Name == plain[i].attrs[j].Name
		}
		if !same {
			return fmt.Errorf("element %d is %v, and %v with harmless texts, behind %v", i, out[i], plain[i], out[max(0, i-9):i])
		}
	}
	if len(out) != len(plain) {
		return fmt.Errorf("%d elements, and %d with harmless texts", len(out), len(plain))
	}
	return nil
}

func judgeJUnit(rep, _ *report.Report, out, plain []byte) error {
	a, err := tags(out, 1)
	if err != nil {
		return err
	}
	b, err := tags(plain, 1)
	if err != nil {
		return err
	}
	cases := 0
	for _, t := range a {
		if t.name == "testcase" {
			cases++
		}
	}
	if want := len(report.AllChecks(rep)); cases != want {
		return fmt.Errorf("%d test cases for %d checks", cases, want)
	}
	return sameTags(a, b)
}

var (
	// verbatim is what a page has that is no markup.
	verbatim = regexp.MustCompile(`(?s)<(style|script)>(.*?)</(style|script)>`)
	// settled are the attributes that are no text from outside.
	settled = []string{"class", "type", "http-equiv", "content", "rel", "src", "style", "role", "name", "lang", "charset", "tabindex", "hidden", "data-script"}
)

// judgeHTML reads the page strictly: what a lenient reader would make of it is the
// same, since every tag is closed and every attribute quoted.
func judgeHTML(_, _ *report.Report, out, plain []byte) error {
	if have, want := verbatim.FindAll(out, -1), verbatim.FindAll(plain, -1); len(have) != 2 || !slices.EqualFunc(have, want, bytes.Equal) {
		return errors.New("the script or the style is another one")
	}
	bare := func(page []byte) []byte { return verbatim.ReplaceAll(page, []byte("<$1></$1>")) }
	a, err := tags(bare(out), 1)
	if err != nil {
		return err
	}
	b, err := tags(bare(plain), 1)
	if err != nil {
		return err
	}
	if err := sameTags(a, b); err != nil {
		return err
	}
	ids, links := map[string]bool{}, []string{}
	for i, t := range a {
		for j, attr := range t.attrs {
			value := attr.Value
			switch name := attr.Name.Local; {
			case strings.HasPrefix(name, "on"):
				return fmt.Errorf("a handler: %v", t)
			case name == "href":
				links = append(links, value)
			case name == "id":
				if ids[value] || strings.ContainsAny(value, " \t\n") || value == "" {
					return fmt.Errorf("the id %q is there twice, or is none", value)
				}
				ids[value] = true
			case slices.Contains(settled, name) && value != b[i].attrs[j].Value:
				return fmt.Errorf("%s is %q, and %q with harmless texts", name, value, b[i].attrs[j].Value)
			}
		}
	}
	for _, link := range links {
		u, err := url.Parse(link)
		if err != nil || !strings.HasPrefix(link, "#") || !ids[u.Fragment] {
			return fmt.Errorf("a link leads to %q", link)
		}
	}
	return nil
}

var (
	gitHub     = goldmark.New(goldmark.WithExtensions(extension.GFM)).Parser()
	commonMark = goldmark.New().Parser()
	// acts is what GitHub makes links of outside of code.
	acts = regexp.MustCompile(`(^|[^\w])@\w|#\d|GH-\d|://|www\.|\b[0-9a-f]{40}\b|[\w.]+@\w+\.\w`)
)

// judgeMarkdown wants the same headings, lists and tables, and outside of code
// nothing that GitHub makes something of.
func judgeMarkdown(_, _ *report.Report, out, plain []byte) error {
	if len(out) > 60_000 {
		return fmt.Errorf("%d octets, and GitHub takes 65,536 characters", len(out))
	}
	a, err := blocks(out)
	if err != nil {
		return err
	}
	b, err := blocks(plain)
	if err != nil {
		return err
	}
	if left := []byte(" (see the JSON report)"); bytes.Contains(out, left) || bytes.Contains(plain, left) {
		// Something was left out for its length, and is counted.
		a, b = only(a, "Heading 2"), only(b, "Heading 2")
	}
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Errorf("%q in place of %q, behind %q", a[i], b[i], a[max(0, i-6):i])
		}
	}
	if len(a) != len(b) {
		return fmt.Errorf("%d blocks, and %d with harmless texts", len(a), len(b))
	}
	return nil
}

func only(all []string, kind string) []string {
	return slices.DeleteFunc(all, func(s string) bool { return !strings.HasPrefix(s, kind) })
}

// blocks lists the blocks of a text, headings of ours with their words.
func blocks(src []byte) (all []string, err error) {
	doc := gitHub.Parse(mdtext.NewReader(src))
	err = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n.Type() == ast.TypeBlock {
			name := n.Kind().String()
			if h, ok := n.(*ast.Heading); ok {
				name = fmt.Sprintf("Heading %d", h.Level)
				if h.Level == 2 {
					name += " " + string(h.Lines().Value(src))
				}
			}
			all = append(all, name)
		}
		switch n := n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.Image, *ast.RawHTML, *ast.HTMLBlock, *ast.CodeBlock, *ast.FencedCodeBlock, *extast.Strikethrough, *extast.TaskCheckBox:
			return ast.WalkStop, fmt.Errorf("a %s", n.Kind())
		case *ast.Text:
			if word := acts.Find(n.Value(src)); word != nil && n.Parent().Kind() != ast.KindCodeSpan {
				return ast.WalkStop, fmt.Errorf("%q acts in %.200q", word, n.Value(src))
			}
		}
		return ast.WalkContinue, nil
	})
	return all, err
}

// onlyText says what Markdown finds in a text beside words.
func onlyText(s string) error {
	return ast.Walk(commonMark.Parse(mdtext.NewReader([]byte(s))), func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Link, *ast.AutoLink, *ast.Image, *ast.RawHTML, *ast.HTMLBlock, *ast.Heading, *ast.CodeSpan, *ast.FencedCodeBlock:
			return ast.WalkStop, fmt.Errorf("a %s in %.200q", n.Kind(), s)
		}
		if strings.Contains(s, "{{") {
			return ast.WalkStop, fmt.Errorf("an insertion in %.200q", s)
		}
		return ast.WalkContinue, nil
	})
}
