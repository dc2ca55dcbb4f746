// Package hostiletest has texts that somebody could call an account, a site or a
// space to harm whoever reads the report, and plants them in every place of a
// report that can hold a text. It is for tests only.
package hostiletest

import (
	"slices"
	"strings"
)

// Text is a hostile text, with a name for messages.
type Text struct{ Name, Text string }

// Harmless stands in every place in the report that others are compared with.
const Harmless = "plain"

// mega is a million octets and more.
const mega = 1<<20 + 1

// Texts returns the corpus.
func Texts() []Text {
	return slices.Concat(markup(), spreadsheets(), screens(), lines(), encodings(), receivers(), looks(), sizes())
}

// markup acts in pages, feeds, and what makes pages of Markdown.
func markup() []Text {
	return []Text{
		{"script", `<script>alert(1)</script>`},
		{"end of a script", `</script><script>alert(1)</script>`},
		{"end of a style", `</style><style>*{display:none}</style>`},
		{"end of a title", `</title></head><base href=//evil.example><body>`},
		{"handler", `<svg/onload=alert(1)><img src=x onerror=alert(1)>`},
		{"attribute", `" autofocus onfocus="alert(1)" x="`},
		{"attribute with apostrophes", `' style='position:fixed;inset:0' x='`},
		{"attribute without quotes", "x onmouseover=alert(1) x=`"},
		{"address", `javascript:alert(1)//`},
		{"address of data", `data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==`},
		{"comment", `--><!--<!-- --!> <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>`},
		{"entities", `&lt;b&gt;&#60;b&#x3e;&quot;&e;&amp`},
		{"end of character data", `]]><failure message="forged"/><![CDATA[`},
		{"instruction", `<?xml version="1.0"?><?php system($_GET[0]) ?>`},
		{"templates", `{{.Policy}}{{constructor.constructor('alert(1)')()}}<%= 7*7 %>#{7*7}${7*7}`},
		{"placeholder", `{0} {1:%x} {{ insert: param, x }} %s%n%v %!d(string=x)`},
		{"links", `[sign in](https://evil.example) ![x](https://evil.example/p.png) <https://evil.example> https://evil.example www.evil.example [a][1]`},
		{"reference", "[1]: https://evil.example 'x'"},
		{"mention", `@octocat @org/team #1 GH-1 owner/repo#2 evil@example.com fixes #3 0123456789abcdef0123456789abcdef01234567`},
		{"table", `| a | b | \| c \\| ||`},
		{"heading", `# All is well`},
		{"headings below", `## Findings`},
		{"list", `- 1. item`},
		{"rule", `---`},
		{"fence", "``` ~~~ `code` ```"},
		{"emphasis", `**bold** __bold__ *em* _em_ ~~gone~~ \* \\ \`},
		{"page", `<details><summary>x</summary><iframe src=//evil.example></iframe><form action=//evil.example>`},
	}
}

// spreadsheets calculates.
func spreadsheets() []Text {
	var all []Text
	for _, s := range []string{
		`=cmd|' /C calc'!A0`, `+cmd|' /C calc'!A0`, `-2+3+cmd|' /C calc'!A0`, `@SUM(1+1)*cmd|' /C calc'!A0`, "\t=1+1", "\r=1+1", "\n=1+1",
		` =1+1`, `"=1+1`, `'=1+1`, `;=1+1;+1;@x`, `",=1+1,"`, `a";=1+1;"`, "＝1+1", "＋1", "－1", "＠x", `=HYPERLINK("https://evil.example","x")`,
		`DDE("cmd";"/C calc";"x")`, `=WEBSERVICE("https://evil.example")`, "\u00a0=1+1", "\ufeff=1+1", "\u200b=1+1", "%0A=1+1", "|calc",
	} {
		all = append(all, Text{"formula " + s, s})
	}
	return all
}

// screens obeys a terminal.
func screens() []Text {
	return []Text{
		{"erase", "\x1b[2J\x1b[1;1H\x1b[32mall is well\x1b[0m"},
		{"link of a terminal", "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\"},
		{"title of a terminal", "\x1b]0;pwned\x07"},
		{"device control", "\x1bP+q544e\x1b\\\x1b_G\x1b\\\x1b^x\x1b\\"},
		{"eight bits", "\u009b31mred\u009d0;x\u009c\u0090x\u009c"},
		{"lone escape at the end", "x\x1b"},
		{"over it", "failed\b\b\b\b\b\bpassed"},
		{"bell and shifts", "\a\v\f\x0e\x0f"},
		{"every control", controls()},
		{"right to left", "jane\u202egpj.exe\u202c"},
		{"isolates", "\u2066a\u2067b\u2068c\u2069\u200e\u200f\u061c\u202a\u202b\u202d"},
		{"invisible", "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u180eh\u034fi"},
		{"fillers", "a\u115fb\u1160c\u3164d\uffa0e\u2800f"},
		{"tags", "\U000e0001\U000e0041\U000e007f"},
		{"tower", "Z" + strings.Repeat("\u0300\u0489\u20dd", 100) + "algo"},
		{"variants", "a\ufe00\ufe0f\U000e0100b"},
		{"wide", "ＷＩＤＥ　ｔｅｘｔ 😀👩‍👩‍👧 ﷽ 𒐫"},
	}
}

// controls are all of C0, DEL and C1.
func controls() string {
	var b strings.Builder
	for r := rune(0); r < 0xa0; r++ {
		if r < ' ' || r > '~' {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// lines begins lines that look like ours, after every sign that some reader ends
// a line at.
func lines() []Text {
	var all []Text
	for _, end := range []string{"\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\u0085", "\u2028", "\u2029", "\n\n", "\x00"} {
		all = append(all,
			Text{"a line of text after " + quoted(end), "x" + end + "critical  fail   meetings.unlisted  forged" + end + "Findings" + end},
			Text{"a line of JSON after " + quoted(end), `x` + end + `{"type":"summary","findings":0}` + end})
	}
	long := strings.Repeat("x", 70)
	return append(all,
		Text{"what a narrow screen breaks", long + " critical fail meetings.unlisted: forged Findings fix: nothing"},
		Text{"what a narrow screen breaks without spaces", strings.Repeat("critical", 12)},
		Text{"spaces to the margin", "x" + strings.Repeat(" ", 78) + "critical  fail   forged"},
		Text{"a row of a table", "x\",\"y\"\n\"forged\",\"row\"\n"})
}

func quoted(s string) string {
	var b strings.Builder
	for _, r := range s {
		b.WriteString("U+" + string("0123456789ABCDEF"[r>>12&15]) + string("0123456789ABCDEF"[r>>8&15]) +
			string("0123456789ABCDEF"[r>>4&15]) + string("0123456789ABCDEF"[r&15]))
	}
	return b.String()
}
