package report_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report"
)

func TestHarmless(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"plain":                            "plain",
		"Zoë Müller 张伟":                    "Zoë Müller 张伟",
		"\x1b[31m":                         `\x1b[31m`,
		"a\r\n\tb":                         `a\r\n\tb`,
		"\u202egpj":                        `\u202egpj`,
		"\u2066x\u2069":                    `\u2066x\u2069`,
		"a\u200bb\ufeffc":                  `a\u200bb\ufeffc`,
		"\u2028\u2029\u0085":               `\u2028\u2029\x85`,
		"non\u00a0breaking":                `non\xa0breaking`,
		"\xff\x80":                         `\xff\x80`,
		"\ufffd":                           "\ufffd",
		"\x7f\x00":                         `\x7f\x00`,
		"\U000e0041":                       `\U000e0041`,
		"e\u0301\u0301\u0301":              "e\u0301\u0301\u0301",
		"e\u0301\u0301\u0301\u0301x\u0301": "e\u0301\u0301\u0301" + `\u0301` + "x\u0301",
		strings.Repeat("a", 20):            strings.Repeat("a", 20),
		strings.Repeat("a", 21):            strings.Repeat("a", 19) + "…",
		strings.Repeat("a", 18) + "\x1bb":  strings.Repeat("a", 18) + "…",
	} {
		require.Equal(t, want, report.Harmless(in, 20), "%q", in)
	}
}
