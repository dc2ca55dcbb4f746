package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

// asking is a catalogue whose checks ask for statements of every sort.
func asking() []check.Check {
	shared := check.Statement{
		ID: "attest.baa", Asks: "Is a BAA signed?", Answers: []string{"yes", "no"},
		Details: []check.Detail{
			{Name: "products", Kind: check.ListDetail, Words: []string{"Meetings", "Messaging"}, Asks: "Which products does it cover?"},
			{Name: "people", Kind: check.NumberDetail, Optional: true, Asks: "How many?"},
			{Name: "trained", Kind: check.RateDetail, Optional: true, Asks: "Which share?"},
			{Name: "revised", Kind: check.YesNoDetail, Optional: true, Asks: "Was it revised?"},
			{Name: "partner", Kind: check.WordDetail, Optional: true, Asks: "With whom?"},
			{Name: "reviewed_on", Kind: check.DayDetail, Optional: true, Asks: "When was it reviewed?"},
		},
	}
	return []check.Check{
		{ID: "attest.baa", Statements: []check.Statement{shared}},
		{ID: "attest.products", Statements: []check.Statement{shared, {ID: "attest.products", Asks: "Which products hold PHI?", Answers: []string{"covered", "not_covered"},
			Per: "product", Scopes: []string{"Calling", "Meetings", "Messaging"}, Named: true}}},
		{ID: "meetings.setting", Statements: []check.Statement{
			{ID: "meetings.setting", Asks: "Is it on?", Answers: []string{"on", "off"}, Per: "site"},
			{ID: "meetings.setting/client", Asks: "In which clients?", Answers: []string{"on", "off"}, Per: "client", Scopes: []string{"desktop", "mobile"}},
		}},
	}
}

const register = `version: 1
attestations:
  - statement: attest.baa
    answer: yes
    owner: Jane Doe
    role: Privacy officer
    signed_on: 2026-01-02
    valid_until: "2028-01-02"
    effective: 2020-05-01
    evidence: {path: evidence/baa.pdf, sha256: ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef0123456789}
    details:
      products: [Meetings]
      people: 12
      trained: 0.97
      revised: false
      partner: Cisco
      reviewed_on: 2026-01-01
    notes: |
      in the safe
      of the clinic
  - statement: meetings.setting
    answer: on
    scope: [clinic.webex.com]
    owner: Jane Doe
    role: Administrator
    signed_on: 2026-01-01
    valid_until: 2027-01-01
    evidence: {url: "https://documents.clinic.example/a?b=c"}
`

func TestParseRegister(t *testing.T) {
	t.Parallel()
	var asked []string
	verify := func(path, hash string) check.Proof {
		asked = append(asked, path+" "+hash)
		return check.ProofVerified
	}
	entries, err := policy.ParseRegister("register.yaml", []byte(register), policy.Statements(asking()), verify)
	require.NoError(t, err)
	require.Equal(t, []string{"evidence/baa.pdf " + strings.Repeat("abcdef0123456789", 4)}, asked)
	require.Equal(t, []check.Attestation{
		{
			Statement: "meetings.setting", Answer: "on", Scope: []string{"clinic.webex.com"}, Owner: "Jane Doe", Role: "Administrator",
			SignedOn: day(t, "2026-01-01"), ValidUntil: day(t, "2027-01-01"), Proof: check.ProofNoHash,
		},
		{
			Statement: "attest.baa", Answer: "yes", Owner: "Jane Doe", Role: "Privacy officer",
			SignedOn: day(t, "2026-01-02"), ValidUntil: day(t, "2028-01-02"), Effective: day(t, "2020-05-01"), Proof: check.ProofVerified,
			Details: map[string]any{"products": []string{"Meetings"}, "people": 12, "trained": 0.97, "revised": false, "partner": "Cisco", "reviewed_on": day(t, "2026-01-01")},
		},
	}, entries)
}
