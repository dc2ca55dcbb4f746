package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

func TestProof(t *testing.T) {
	t.Parallel()
	hash := strings.Repeat("0a", 32)
	says := func(p check.Proof) policy.Verify { return func(string, string) check.Proof { return p } }
	never := func(string, string) check.Proof { panic("asked about an address") }
	for _, tt := range []struct {
		name, evidence string
		verify         policy.Verify
		want           check.Proof
	}{
		{"no evidence", "", never, check.ProofMissing},
		{"an address with a hash", "{url: 'https://clinic.example/a', sha256: " + hash + "}", never, check.ProofStated},
		{"an address", "{url: 'https://clinic.example/a'}", never, check.ProofNoHash},
		{"not looked at", "{path: a, sha256: " + hash + "}", nil, check.ProofStated},
		{"not looked at, without a hash", "{path: a}", nil, check.ProofNoHash},
		{"verified", "{path: a, sha256: " + hash + "}", says(check.ProofVerified), check.ProofVerified},
		{"mismatch", "{path: a, sha256: " + hash + "}", says(check.ProofMismatch), check.ProofMismatch},
		{"missing", "{path: a, sha256: " + hash + "}", says(check.ProofMissing), check.ProofMissing},
		{"there, without a hash", "{path: a}", says(check.ProofNoHash), check.ProofNoHash},
		{"missing, without a hash", "{path: a}", says(check.ProofMissing), check.ProofMissing},
		{"verified without a hash", "{path: a}", says(check.ProofVerified), check.ProofMissing},
		{"no hash although there is one", "{path: a, sha256: " + hash + "}", says(check.ProofNoHash), check.ProofMissing},
		{"an answer that is none", "{path: a, sha256: " + hash + "}", says(check.ProofNone), check.ProofMissing},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			text := `version: 1
attestations:
  - {statement: meetings.setting, answer: on, owner: a, role: b, signed_on: 2026-01-01, valid_until: 2027-01-01}`
			if tt.evidence != "" {
				text = strings.TrimSuffix(text, "}") + ", evidence: " + tt.evidence + "}"
			}
			entries, err := policy.ParseRegister("r.yaml", []byte(text), policy.Statements(asking()), tt.verify)
			require.NoError(t, err)
			require.Equal(t, tt.want, entries[0].Proof)
		})
	}
}

func TestPathsOfEvidence(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"a", "a.pdf", "evidence/2026/BAA v2.pdf", "Vertrag für Köln.pdf", "a/b..c/d"} {
		_, err := policy.ParseRegister("r.yaml", []byte(`version: 1
attestations:
  - {statement: meetings.setting, answer: on, owner: a, role: b, signed_on: 2026-01-01, valid_until: 2027-01-01, evidence: {path: "`+path+`"}}`),
			policy.Statements(asking()), nil)
		require.NoError(t, err, path)
	}
}

// Of two entries of one day, checks take the last.
func TestOrderOfEntries(t *testing.T) {
	t.Parallel()
	entry := func(answer, scope, signed string) string {
		return "\n  - {statement: meetings.setting, answer: " + answer + scope + ", owner: a, role: b, signed_on: " + signed + ", valid_until: 2027-01-01}"
	}
	entries, err := policy.ParseRegister("r.yaml", []byte("version: 1\nattestations:"+
		entry("on", ", scope: [b]", "2026-02-01")+
		entry("off", ", scope: [a]", "2026-01-01")+
		entry("on", "", "2026-01-01")), policy.Statements(asking()), nil)
	require.NoError(t, err)
	in := &check.Input{Attestations: entries, Today: day(t, "2026-06-01")}
	st := asking()[2].Statements[0]

	a, _ := in.Attested(st, "a")
	require.Equal(t, "off", a.Answer, "what names the scope counts for more")
	a, _ = in.Attested(st, "c")
	require.Equal(t, "on", a.Answer)
	require.Equal(t, "2026-02-01", entries[2].SignedOn.String(), "the last signed stands last")
}
