package report_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

// said passes a text through a report.
func said(t *testing.T, text, key string) string {
	t.Helper()
	r := of(check.Fail(check.SiteResource("s"), text))
	report.Pseudonymise(r, []byte(key))
	return r.Findings[0].Message
}

func TestAddressesBecomePseudonyms(t *testing.T) {
	t.Parallel()
	jane := said(t, "jane@clinic.example", "key")
	require.Regexp(t, `^staff-[0-9a-f]{8}@clinic\.example$`, jane)
	for name, tc := range map[string]struct{ in, want string }{
		"case":            {"JANE@Clinic.Example", jane},
		"in a sentence":   {"jane@clinic.example, and (jane@clinic.example).", jane + ", and (" + jane + ")."},
		"in quotes":       {`"jane@clinic.example" 'jane@clinic.example'`, `"` + jane + `" '` + jane + "'"},
		"in brackets":     {"<jane@clinic.example>;jane@clinic.example", "<" + jane + ">;" + jane},
		"escaped":         {"jane%40clinic.example", jane},
		"escaped as JSON": {`jane\u0040clinic.example`, jane},
		"no address":      {"3 @ 4, a@, @b, GET /v1/people/{id}", "3 @ 4, a@, @b, GET /v1/people/{id}"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			require.Equal(t, tc.want, said(t, tc.in, "key"))
		})
	}
	require.NotEqual(t, jane, said(t, "jane@clinic.example", "another key"))
	require.NotEqual(t, jane, said(t, "john@clinic.example", "key"))
}

func TestNoPartOfAMailboxIsLeft(t *testing.T) {
	t.Parallel()
	for _, in := range []string{
		"first.canary+canary@sub.clinic.example", "o'canary@clinic.example", "canary_x-y@clinic.example",
		`"dr canary"@clinic.example`, "cánary@clinic.example", "ca̋nary.канарейка@клиника.example", "x=canary@clinic.example",
		"canary@localhost", "canary@clinic.example.", "CANARY@CLINIC.EXAMPLE", "ca!#$%&*?^{|}~`nary@clinic.example",
	} {
		t.Run(in, func(t *testing.T) {
			t.Parallel()
			got := strings.ToLower(said(t, "before "+in+" behind", "key"))
			for _, leak := range []string{"canary", "cánary", "канарейка", "nary", "dr "} {
				require.NotContains(t, got, leak)
			}
			require.True(t, strings.HasPrefix(got, "before staff-"), got)
			require.True(t, strings.HasSuffix(got, " behind"), got)
		})
	}
}

func TestEveryStringOfAReportIsCovered(t *testing.T) {
	t.Parallel()
	const jane = "jane.canary@clinic.example"
	r := reporttest.Clinic()
	before := r.Findings[0].ID
	r.Organization.Name = jane
	r.Checks[0].Message, r.Checks[1].Remediation.Text = "so said "+jane, jane
	r.Checks[0].Evidence[0].Values[0].Value = jane
	r.Findings[0].Message, r.Findings[0].Resource.Name = jane, jane
	r.Findings[0].Evidence[0].Value, r.Findings[0].Evidence[0].Source = jane, "GET /"+jane
	r.Findings[1].Resource.ID = jane
	r.Gaps[0].Detail = "no answer for " + jane
	report.Pseudonymise(r, []byte("key"))
	b, err := json.Marshal(r)
	require.NoError(t, err)
	require.NotContains(t, string(b), "canary")
	require.NotContains(t, string(b), "host03@clinic.example")
	require.Equal(t, 1, strings.Count(string(b), before), "fingerprints stay")
	require.Len(t, regexp.MustCompile(`staff-[0-9a-f]{8}@clinic\.example`).FindAllString(r.Organization.Name, -1), 1)
}

func TestNamesBehindAWaiverBecomePseudonyms(t *testing.T) {
	t.Parallel()
	f := check.Fail(check.SiteResource("s"), "bad")
	f.Waiver = &finding.Waiver{ID: "W-1", Owner: "Jane Canary", Approvers: []string{"jane canary", "john.canary@clinic.example", "Dr Canary <dr@clinic.example>"}, Ticket: "T-1"}
	r := of(f)
	report.Pseudonymise(r, []byte("key"))
	w := r.Findings[0].Waiver
	require.Equal(t, "W-1", w.ID)
	require.Regexp(t, `^staff-[0-9a-f]{8}$`, w.Owner)
	require.Equal(t, w.Owner, w.Approvers[0], "whatever the case")
	require.Regexp(t, `^staff-[0-9a-f]{8}@clinic\.example$`, w.Approvers[1])
	require.Regexp(t, `^staff-[0-9a-f]{8}$`, w.Approvers[2])
	require.NotEqual(t, w.Owner, w.Approvers[2])
	require.Equal(t, "Jane Canary", f.Waiver.Owner, "the waiver of the policy is another one")
}

func TestIdsStay(t *testing.T) {
	t.Parallel()
	id := check.HostResource("Y2lzY29zcGFyazovL3Vz", "jane@clinic.example", "clinic.webex.com")
	r := of(check.Fail(id, "bad"), check.Fail(finding.Resource{Type: "host", ID: "jane@clinic.example"}, "bad"))
	report.Pseudonymise(r, []byte("key"))
	var ids []string
	for _, f := range r.Findings {
		ids = append(ids, f.Resource.ID)
	}
	require.ElementsMatch(t, []string{"Y2lzY29zcGFyazovL3Vz@clinic.webex.com", said(t, "jane@clinic.example", "key")}, ids)
}

func FuzzPseudonymise(f *testing.F) {
	for _, s := range append(reporttest.HostileTexts, "jane@clinic.example", `"a b"@c`, "a@b@c", "%40%40", "İ@x.y") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := said(t, "canary"+s+"@clinic.example", "key")
		// A second pass finds only pseudonyms: nothing else looks like an address.
		for _, a := range regexp.MustCompile(`[0-9A-Za-z_]+@[0-9A-Za-z]`).FindAllString(got, -1) {
			require.Regexp(t, `[0-9a-f]{8}@`, a, "of %q", got)
		}
	})
}
