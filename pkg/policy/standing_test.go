package policy_test

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

func TestStatements(t *testing.T) {
	t.Parallel()
	var ids []string
	for _, st := range policy.Statements(asking()) {
		ids = append(ids, st.ID)
	}
	require.Equal(t, []string{"attest.baa", "attest.products", "meetings.setting", "meetings.setting/client"}, ids)
	require.Empty(t, policy.Statements(nil))
}

func TestSharedStatementsAreAlike(t *testing.T) {
	t.Parallel()
	first := map[string]check.Statement{}
	for _, c := range checks.All() {
		for _, st := range c.Statements {
			if have, ok := first[st.ID]; ok {
				require.True(t, reflect.DeepEqual(have, st), "%s declares %s unlike another check", c.ID, st.ID)
			}
			first[st.ID] = st
			require.NotEmpty(t, st.Answers, st.ID)
			require.NotEmpty(t, st.Asks, st.ID)
		}
	}
}

func TestStanding(t *testing.T) {
	t.Parallel()
	today := day(t, "2026-06-01")
	entry := func(statement, signed, until string, scope ...string) check.Attestation {
		return check.Attestation{Statement: statement, Answer: "on", Scope: scope, SignedOn: day(t, signed), ValidUntil: day(t, until)}
	}
	type line struct{ statement, scope, state, signed string }
	const baa, products, site, client = "attest.baa", "attest.products", "meetings.setting", "meetings.setting/client"
	missing := func(except string) []line {
		var all []line
		for _, l := range []line{{baa, "", "missing", ""}, {products, "Calling", "missing", ""}, {products, "Meetings", "missing", ""},
			{products, "Messaging", "missing", ""}, {site, "", "missing", ""}, {client, "", "missing", ""}} {
			if l.statement != except {
				all = append(all, l)
			}
		}
		return all
	}
	for _, tt := range []struct {
		name    string
		entries []check.Attestation
		about   string
		want    []line
	}{
		{"nothing", nil, "", nil},
		{"valid", []check.Attestation{entry(baa, "2026-01-01", "2026-07-02")}, baa, []line{{baa, "", "valid", "2026-01-01"}}},
		{"30 days left", []check.Attestation{entry(baa, "2026-01-01", "2026-07-01")}, baa, []line{{baa, "", "due", "2026-01-01"}}},
		{"last day", []check.Attestation{entry(baa, "2026-01-01", "2026-06-01")}, baa, []line{{baa, "", "due", "2026-01-01"}}},
		{"over", []check.Attestation{entry(baa, "2026-01-01", "2026-05-31")}, baa, []line{{baa, "", "expired", "2026-01-01"}}},
		{"renewed", []check.Attestation{entry(baa, "2025-01-01", "2026-01-01"), entry(baa, "2026-01-01", "2027-01-01")}, baa, []line{{baa, "", "valid", "2026-01-01"}}},
		{"renewed for less", []check.Attestation{entry(baa, "2026-02-01", "2026-03-01"), entry(baa, "2026-01-01", "2027-01-01")}, baa, []line{{baa, "", "expired", "2026-02-01"}}},
		{"signed tomorrow", []check.Attestation{entry(baa, "2026-07-02", "2027-01-01"), entry(baa, "2026-06-02", "2027-01-01")}, baa, []line{{baa, "", "future", "2026-06-02"}}},
		{"renewed tomorrow", []check.Attestation{entry(baa, "2026-01-01", "2026-05-31"), entry(baa, "2026-06-02", "2027-01-01")}, baa, []line{{baa, "", "expired", "2026-01-01"}}},
		{"two sites", []check.Attestation{entry(site, "2026-01-01", "2027-01-01", "b", "a"), entry(site, "2025-01-01", "2026-01-01", "c", "B")}, site,
			[]line{{site, "a", "valid", "2026-01-01"}, {site, "b", "valid", "2026-01-01"}, {site, "c", "expired", "2025-01-01"}}},
		{"a site and all", []check.Attestation{entry(site, "2026-02-01", "2027-01-01", "a"), entry(site, "2026-01-01", "2026-02-01")}, site,
			[]line{{site, "", "expired", "2026-01-01"}, {site, "a", "valid", "2026-02-01"}}},
		{"all after a site", []check.Attestation{entry(site, "2026-01-01", "2027-01-01", "a"), entry(site, "2026-02-01", "2027-01-01")}, site,
			[]line{{site, "", "valid", "2026-02-01"}, {site, "a", "valid", "2026-02-01"}}},
		{"one of a closed list", []check.Attestation{entry(client, "2026-01-01", "2027-01-01", "mobile")}, client,
			[]line{{client, "desktop", "missing", ""}, {client, "mobile", "valid", "2026-01-01"}}},
		{"all of a closed list", []check.Attestation{entry(client, "2026-01-01", "2027-01-01")}, client, []line{{client, "", "valid", "2026-01-01"}}},
		{"one of those to be named", []check.Attestation{entry(products, "2026-01-01", "2027-01-01", "Meetings")}, products,
			[]line{{products, "Calling", "missing", ""}, {products, "Meetings", "valid", "2026-01-01"}, {products, "Messaging", "missing", ""}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got, others []line
			for _, d := range policy.Standing(asking(), tt.entries, today) {
				l := line{d.Statement.ID, d.Scope, d.State, ""}
				if d.Entry != nil {
					l.signed = d.Entry.SignedOn.String()
				}
				if l.statement == tt.about {
					got = append(got, l)
				} else {
					others = append(others, l)
				}
			}
			require.Equal(t, tt.want, got)
			require.Equal(t, missing(tt.about), others)
		})
	}
	require.Equal(t, []string{"attest.baa", "attest.products"}, policy.Standing(asking(), nil, today)[0].CheckIDs)
}
