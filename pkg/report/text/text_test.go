package text

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/formattest"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
)

func write(t *testing.T, r *report.Report, o Options) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, r, o))
	return b.String()
}

func TestGolden(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		report  string
		options Options
	}{
		"clinic":        {"clinic", Options{}},
		"clinic-80":     {"clinic", Options{Width: 80}},
		"clinic-40":     {"clinic", Options{Width: 40}},
		"clinic-colour": {"clinic", Options{Width: 100, Color: true}},
		"clean":         {"clean", Options{Width: 80}},
		"empty":         {"empty", Options{Width: 80}},
		"hostile":       {"hostile", Options{Width: 80}},
		"big":           {"big", Options{Width: 80}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := write(t, reporttest.All(2000)[tc.report], tc.options)
			goldentest.Equal(t, name+".golden.txt", []byte(got))
		})
	}
}

var colour = regexp.MustCompile("\x1b\\[[0-9;]*m")

func TestEveryOutput(t *testing.T) {
	t.Parallel()
	for name, r := range reporttest.All(2000) {
		for _, columns := range []int{0, 1, 40, 60, 80, 132} {
			t.Run(fmt.Sprintf("%s at %d", name, columns), func(t *testing.T) {
				t.Parallel()
				plain := write(t, r, Options{Width: columns})
				require.True(t, utf8.ValidString(plain))
				require.NotContains(t, strings.ToLower(plain), "compliant")
				for _, line := range strings.Split(plain, "\n") {
					require.Equal(t, strings.TrimRight(line, " "), line, "no spaces at the end")
					if columns >= 40 {
						require.LessOrEqual(t, width(line), columns, "%q", line)
					}
				}
				for _, c := range plain {
					require.True(t, c == '\n' || unicode.IsPrint(c), "%U reached the terminal", c)
				}
				require.Equal(t, plain, colour.ReplaceAllString(write(t, r, Options{Width: columns, Color: true}), ""),
					"colour changes nothing else")
			})
		}
	}
}

func TestAFindingIsOneLineForGrep(t *testing.T) {
	t.Parallel()
	out := write(t, reporttest.Clinic(), Options{})
	require.Contains(t, strings.Split(out, "\n"),
		"critical  fail  meetings.join-before-host-site clinic-tele.webex.com: the site lets attendees in before the host")
	require.Equal(t, maxAlike, strings.Count(out, "high      fail  meetings.join-before-host "))
	require.Contains(t, out, "… and 17 more of meetings.join-before-host (see the JSON report)")
	require.Equal(t, 4, strings.Count(out, "fix: "))
}

func TestNoReasonIsLeftOut(t *testing.T) {
	t.Parallel()
	for _, reason := range []string{"forbidden", "error", "a_reason_of_tomorrow"} {
		r := reporttest.Clean()
		r.Findings = []finding.Finding{{CheckID: "a.b", Status: finding.Unknown, Reason: reason, Message: "nobody knows"}}
		out := write(t, r, Options{})
		require.Contains(t, out, strings.ReplaceAll(reason, "_", " ")+":")
		require.Contains(t, out, "  - nobody knows [a.b]")
	}
}

func TestManyAnswersOfOneReasonAreCutShort(t *testing.T) {
	t.Parallel()
	r := reporttest.Clean()
	for i := range 9 {
		for _, id := range []string{"a.a", "a.b", "a.c", "a.d", "a.e"} {
			r.Findings = append(r.Findings, finding.Finding{CheckID: id, Status: finding.Unknown, Reason: "error", Message: fmt.Sprint("message ", i)})
		}
	}
	out := write(t, r, Options{})
	require.Contains(t, out, "  - message 4 [a.a, a.b, a.c, 2 more]\n")
	require.NotContains(t, out, "message 5")
	require.Contains(t, out, "\n    … and 4 more (see the JSON report)\n")
}

func TestMeetingsAreNamedByTheirID(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]finding.Resource{
		"jane@clinic.example": {Type: "host", ID: "x", Name: "jane@clinic.example"},
		"meeting 0a1b":        {Type: "meeting", ID: "0a1b"},
		"personal room 7":     {Type: "personal_room", ID: "7"},
		"organization":        {Type: "organization", ID: "organization"},
		"clock":               {Type: "clock"},
	} {
		require.Equal(t, want, resource(r))
	}
}

func FuzzHarmless(f *testing.F) {
	for _, s := range reporttest.HostileTexts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		const limit = 60
		got := report.Harmless(s, limit)
		require.True(t, utf8.ValidString(got))
		require.LessOrEqual(t, utf8.RuneCountInString(got), limit)
		for _, r := range got {
			require.True(t, unicode.IsPrint(r), "%U", r)
		}
		require.Equal(t, got, report.Harmless(got, limit), "what is harmless stays as it is")
		r := reporttest.Clean()
		r.Organization.Name, r.Checks[0].Area = s, s
		for _, line := range strings.Split(write(t, r, Options{Width: 80}), "\n") {
			require.LessOrEqual(t, width(line), 80)
		}
	})
}

// coloured is Write as every format has it.
func coloured(w io.Writer, r *report.Report) error {
	return Write(w, r, Options{Width: 80, Color: true})
}

func TestAWriteErrorIsReported(t *testing.T) {
	t.Parallel()
	formattest.Refusals(t, coloured)
}

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, coloured) }

// What a policy can move out of sight is said at the top.
func TestTheTopSaysWhoseResourcesWereJudged(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	require.Contains(t, write(t, r, Options{}), "\nPHI scope: all hosts, meetings and sites (default)\n")

	r.Checks[0].Disabled, r.Checks[0].Scope = true, ""
	for i := range r.Checks[1:] {
		r.Checks[i+1].Scope = "policy: sites a.webex.com\nb"
	}
	r.Organization.InternalDomains = []string{"clinic.example", "mail.example"}
	r.Findings = append(r.Findings, finding.Finding{CheckID: r.Checks[1].ID, Status: finding.NotApplicable, Severity: finding.Info, Message: "outside the PHI scope: bad"})
	got := write(t, r, Options{})
	require.Regexp(t, `\nPHI scope: policy: sites a\.webex\.com\S+b; 1 note of resources outside it in the JSON report\ninternal domains: clinic\.example, mail\.example\n`, got)
}

func TestWhatIsNewIsSaid(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	before := report.Memory{Run: "before", AsOf: r.Run.AsOf.AddDate(0, 0, -1), Open: []report.Closed{{
		ID: "gone", CheckID: "meetings.join-before-host-site", Severity: finding.High, FirstSeen: r.Run.AsOf.AddDate(0, -1, 0),
	}}}
	require.NotContains(t, write(t, r, Options{}), "Since the audit of")
	report.Remember(r, &before)
	require.Contains(t, write(t, r, Options{}), fmt.Sprintf("Since the audit of 2026-02-28 02:00 UTC: %d new findings, 1 closed.\n", len(r.Findings)))
}
