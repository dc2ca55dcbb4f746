package policy_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

// added is an entry with everything in it.
func added(t testing.TB) policy.Entry {
	signed, err := check.Statement{ID: "x", Details: []check.Detail{{Name: "d", Kind: check.DayDetail}}}.Typed("d", "2026-05-01")
	require.NoError(t, err)
	e := policy.Entry{
		Attestation: check.Attestation{
			Statement: "attest.baa", Answer: "yes", Owner: `Jane "JD" O'Doe: #1 & co`, Role: "Privacy – officer",
			Details: map[string]any{"products": []string{"Meetings", "Messaging"}, "people": 12, "trained": 1.0, "revised": true, "partner": "- *no", "reviewed_on": signed},
		},
		Evidence: policy.Evidence{Path: "evidence/b a.pdf", SHA256: strings.Repeat("0a", 32)},
		Notes:    "first line\nsecond: line",
	}
	require.NoError(t, e.SignedOn.UnmarshalText([]byte("2026-05-01")))
	require.NoError(t, e.ValidUntil.UnmarshalText([]byte("2027-05-01")))
	require.NoError(t, e.Effective.UnmarshalText([]byte("2020-05-01")))
	return e
}

const addedText = `  - statement: "attest.baa"
    answer: "yes"
    owner: "Jane \"JD\" O'Doe: #1 & co"
    role: "Privacy – officer"
    signed_on: 2026-05-01
    valid_until: 2027-05-01
    effective: 2020-05-01
    evidence:
      path: "evidence/b a.pdf"
      sha256: "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a"
    details:
      partner: "- *no"
      people: 12
      products: ["Meetings", "Messaging"]
      reviewed_on: 2026-05-01
      revised: true
      trained: 1.0
    notes: "first line\nsecond: line"
`

func TestAppend(t *testing.T) {
	t.Parallel()
	outdented := strings.ReplaceAll(addedText[2:], "\n  ", "\n")
	entry := "statement: meetings.setting, answer: on, owner: a, role: b, signed_on: 2026-01-01, valid_until: 2027-01-01"
	for _, tt := range []struct{ name, before, after string }{
		{"list", "version: 1\nattestations:\n  - {" + entry + "}\n", "version: 1\nattestations:\n  - {" + entry + "}\n" + addedText},
		{"no line break at the end", "version: 1\nattestations:\n  - {" + entry + "}", "version: 1\nattestations:\n  - {" + entry + "}\n" + addedText},
		{"remarks", "# a\nversion: 1 # b\n\n# c\nattestations: # d\n\n  # e\n  - {" + entry + "} # f\n\n  # g\n# h\n", "# a\nversion: 1 # b\n\n# c\nattestations: # d\n\n  # e\n  - {" + entry + "} # f\n\n  # g\n# h\n" + addedText},
		{"other indentation", "version: 1\nattestations:\n- {" + entry + "}\n", "version: 1\nattestations:\n- {" + entry + "}\n" + outdented},
		{"list first", "attestations:\n  - {" + entry + "}\n\n# about the version\nversion: 1\n", "attestations:\n  - {" + entry + "}\n" + addedText + "\n# about the version\nversion: 1\n"},
		{"no list", "version: 1\n# end\n", "version: 1\n# end\n\nattestations:\n" + addedText},
		{"empty list", "version: 1\nattestations: [ ] # none\n", "version: 1\nattestations: # none\n" + addedText},
		{"empty list first", "attestations: []\nversion: 1\n", "attestations:\n" + addedText + "version: 1\n"},
		{"empty list below", "version: 1\nattestations:\n  []\n", "version: 1\nattestations:\n\n" + addedText},
		{"text at the end", "version: 1\nattestations:\n  - " + strings.ReplaceAll(entry, ", ", "\n    ") + "\n    notes: |\n      # no remark\n\n      end", "version: 1\nattestations:\n  - " + strings.ReplaceAll(entry, ", ", "\n    ") + "\n    notes: |\n      # no remark\n\n      end\n" + addedText},
		{"Windows", "version: 1\r\nattestations:\r\n  - {" + entry + "}\r\n", "version: 1\r\nattestations:\r\n  - {" + entry + "}\r\n" + strings.ReplaceAll(addedText, "\n", "\r\n")},
		{"byte order mark", "\ufeffversion: 1\n", "\ufeffversion: 1\n\nattestations:\n" + addedText},
		{"indented", "  version: 1\n", "  version: 1\n\n  attestations:\n  " + strings.TrimSuffix(strings.ReplaceAll(addedText, "\n", "\n  "), "  ")},
		{"ended with a mark", "version: 1\n...\n# a\n", "version: 1\n\nattestations:\n" + addedText + "...\n# a\n"},
		{"begun with a mark", "---\nversion: 1\n", "---\nversion: 1\n\nattestations:\n" + addedText},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			after, err := policy.Append("r.yaml", []byte(tt.before), added(t), policy.Statements(asking()))
			require.NoError(t, err)
			require.Equal(t, tt.after, string(after))
			require.NoError(t, fits(t, registerSchema(t, asking()), after))
		})
	}
}

func TestAppendToNothing(t *testing.T) {
	t.Parallel()
	e := added(t)
	for _, nothing := range []string{"", " \n\n"} {
		after, err := policy.Append("r.yaml", []byte(nothing), e, policy.Statements(asking()))
		require.NoError(t, err)
		require.Regexp(t, `\A# yaml-language-server: \$schema=`, string(after))
		entries, err := policy.ParseRegister("r.yaml", after, policy.Statements(asking()), nil)
		require.NoError(t, err)
		want := e.Attestation
		want.Proof = check.ProofStated
		require.Equal(t, []check.Attestation{want}, entries)

		next := added(t)
		next.SignedOn = next.SignedOn.Plus(1)
		more, err := policy.Append("r.yaml", after, next, policy.Statements(asking()))
		require.NoError(t, err)
		require.True(t, strings.HasPrefix(string(more), string(after)), "what was there has changed")
	}
}

func TestAppendRefuses(t *testing.T) {
	t.Parallel()
	entry := "{statement: meetings.setting, answer: on, owner: a, role: b, signed_on: 2026-01-01, valid_until: 2027-01-01}"
	for _, tt := range []struct {
		name, before string
		change       func(*policy.Entry)
		line         int
		says         string
	}{
		{"a broken register", "version: 1\nattestation: 1", nil, 2, "unknown key"},
		{"a register in brackets", "{version: 1}", nil, 1, "laid out"},
		{"a list in brackets", "version: 1\nattestations: [" + entry + "]", nil, 1, "laid out"},
		{"the same day", "version: 1\nattestations:\n  - {statement: attest.baa, answer: no, owner: a, role: b, signed_on: 2026-05-01, valid_until: 2027-01-01, details: {products: []}}", nil, 4, "says the same day"},
		{"unknown statement", "version: 1", func(e *policy.Entry) { e.Statement = "attest.bba" }, 1, `did you mean "attest.baa"?`},
		{"unknown detail", "version: 1", func(e *policy.Entry) { e.Details["x\ny"] = 1 }, 1, "has no detail"},
		{"detail of another type", "version: 1", func(e *policy.Entry) { e.Details["people"] = "mallory" }, 16, `"people" is not a whole number`},
		{"no details", "version: 1", func(e *policy.Entry) { e.Details = nil }, 4, `"details" is missing`},
		{"another answer", "version: 1", func(e *policy.Entry) { e.Answer = "mallory" }, 5, "none of its words"},
		{"no owner", "version: 1", func(e *policy.Entry) { e.Owner = "" }, 6, `"owner" is not`},
		{"no day", "version: 1", func(e *policy.Entry) { e.SignedOn = day(t, "2026-05-01").Plus(-900000) }, 8, `"signed_on" is not a day`},
		{"owner on two lines", "version: 1", func(e *policy.Entry) { e.Owner = "mallory\nrole: x" }, 6, `"owner" is not`},
		{"owner with a control character", "version: 1", func(e *policy.Entry) { e.Owner = "mallory\x1b" }, 6, "control character"},
		{"owner that is not UTF-8", "version: 1", func(e *policy.Entry) { e.Owner = "mallory\xff" }, 1, "UTF-8"},
		{"scope where none is", "version: 1", func(e *policy.Entry) { e.Scope = []string{"mallory"} }, 6, `"scope" does not belong here`},
		{"hash alone", "version: 1", func(e *policy.Entry) { e.Evidence = policy.Evidence{SHA256: strings.Repeat("0", 64)} }, 12, "0 of path, url"},
		{"path upwards", "version: 1", func(e *policy.Entry) { e.Evidence.Path = "../mallory" }, 12, "not a relative path"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			e := added(t)
			if tt.change != nil {
				tt.change(&e)
			}
			after, err := policy.Append("r.yaml", []byte(tt.before), e, policy.Statements(asking()))
			require.Nil(t, after)
			isRefused(t, refused{line: tt.line, says: tt.says}, "r.yaml", err)
			var as *policy.Error
			require.True(t, errors.As(err, &as))
		})
	}
}
