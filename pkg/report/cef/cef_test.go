package cef_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/internal/goldentest"
	"wxaudit/pkg/internal/reporttest"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/cef"
	"wxaudit/pkg/report/ocsf"
)

// roomy is what is left of a syslog message of 8,000 octets.
const roomy = 7700

func TestGolden(t *testing.T) {
	t.Parallel()
	var got bytes.Buffer
	for e := range ocsf.Events(reporttest.Clinic()) {
		fmt.Fprintln(&got, cef.Encode(e, roomy))
	}
	goldentest.Equal(t, "clinic.golden.cef", got.Bytes())
}

// parsed is a line of CEF as its format says: a header of seven fields between
// bars, and pairs of key and value.
type parsed struct {
	header    [7]string
	extension map[string]string
}

// parse reads a line strictly.
func parse(t *testing.T, line string) parsed {
	t.Helper()
	for _, r := range line {
		require.True(t, unicode.IsPrint(r), "%q in %q", r, line)
	}
	require.True(t, utf8.ValidString(line))
	rest, found := strings.CutPrefix(line, "CEF:")
	require.True(t, found, line)
	p := parsed{extension: map[string]string{}}
	for i := range p.header {
		p.header[i], rest = upTo(t, rest, '|', `\|`)
	}
	for rest != "" {
		key, after, found := strings.Cut(rest, "=")
		require.True(t, found, "%q is no pair, of %q", rest, line)
		require.Regexp(t, `^[A-Za-z0-9]+$`, key, line)
		require.NotContains(t, p.extension, key)
		// The value ends before the last word in front of the next sign.
		end := len(after)
		for i := 0; i < len(after); i++ {
			if after[i] == '\\' {
				i++
			} else if after[i] == '=' {
				end = strings.LastIndexByte(after[:i], ' ')
				break
			}
		}
		require.GreaterOrEqual(t, end, 0, line)
		value, left := upTo(t, after[:end], 0, `\=`)
		require.Empty(t, left)
		require.Equal(t, strings.TrimSpace(value), value)
		require.NotEmpty(t, value)
		p.extension[key] = value
		rest = strings.TrimPrefix(after[end:], " ")
	}
	return p
}

// upTo reads a text that may have only the given escapes, up to a bar.
func upTo(t *testing.T, s string, end byte, escapable string) (text, rest string) {
	t.Helper()
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\':
			i++
			require.Less(t, i, len(s), "a lone escape at the end of %q", s)
			require.Contains(t, escapable, string(s[i]), "in %q", s)
			b.WriteByte(s[i])
		case end != 0 && s[i] == end:
			return b.String(), s[i+1:]
		default:
			require.False(t, s[i] == escapable[1], "%q without its escape in %q", s[i], s)
			b.WriteByte(s[i])
		}
	}
	require.Zero(t, end, "%q ends early", s)
	return b.String(), ""
}

// saysSo holds a line to the event that it is of.
func saysSo(t *testing.T, e ocsf.Event, line string) {
	t.Helper()
	p := parse(t, line)
	require.Equal(t, want(e), p)
}

func facility(e ocsf.Event) string {
	words := map[string]string{"mode:live": "live", "mode:replay": "replay", "partial:true": "-partial"}
	mode := ""
	for _, label := range e.Metadata.Labels {
		mode += words[label]
	}
	return mode
}

// want is what a line of an event must say, if nothing of it is cut.
func want(e ocsf.Event) parsed {
	p := parsed{extension: map[string]string{
		"rt": fmt.Sprint(e.Time), "cat": "HIPAA", "deviceFacility": facility(e), "act": e.ActivityName, "externalId": e.FindingInfo.UID,
		"cs2": e.Resources[0].Name, "cs5": e.Resources[0].UID, "cs3": e.Metadata.CorrelationUID, "cs4": e.Metadata.UID,
		"cs6": e.Metadata.TenantUID, "flexString1": e.Status, "msg": e.Message,
		"cs1": strings.Join(e.Compliance.Requirements, ", "),
	}}
	if p.extension["cs2"] == "" {
		p.extension["cs2"] = e.Resources[0].UID
	}
	if e.Resources[0].Type == "site" {
		p.extension["dvchost"] = e.Resources[0].UID
	}
	p.extension["outcome"] = map[string]string{"Pass": "success", "Fail": "failure"}[e.Compliance.Status]
	if p.extension["outcome"] == "" {
		p.extension["outcome"] = e.Unmapped.Result
	}
	signature := e.Metadata.EventCode
	if f := e.Unmapped.FindingFacts; f != nil {
		signature = f.CheckID
		p.extension["reason"] = f.Reason
		if f.Waived {
			p.extension["flexString2"] = f.WaiverID + " through " + f.WaiverExpires
		}
	}
	if f := e.Unmapped.RunFacts; f != nil {
		p.extension["cn1"], p.extension["cn2"], p.extension["cn3"] = fmt.Sprint(f.EventsBefore), fmt.Sprint(f.ChecksFail), fmt.Sprint(f.ChecksUnknown)
		p.extension["flexNumber1"] = fmt.Sprint(f.Gaps)
		if f.SignInDaysLeft != nil {
			p.extension["flexNumber2"] = fmt.Sprint(*f.SignInDaysLeft)
		}
	}
	for key, text := range p.extension {
		limit := 4000
		if key == "msg" {
			limit = 1023
		}
		if text = strings.TrimSpace(report.Harmless(text, limit)); text == "" {
			delete(p.extension, key)
			continue
		}
		p.extension[key] = text
		if label := labels[key]; label != "" {
			p.extension[key+"Label"] = label
		}
	}
	p.header = [7]string{
		"0", "wxaudit", "wxaudit", e.Metadata.Product.Version, signature, strings.TrimSpace(report.Harmless(e.FindingInfo.Title, 512)),
		map[string]string{"Critical": "10", "High": "8", "Medium": "5", "Low": "3", "Informational": "0"}[e.Severity],
	}
	return p
}

var labels = map[string]string{
	"cs1": "Requirement", "cs2": "Resource", "cs3": "Run", "cs4": "EventUid", "cs5": "ResourceUid", "cs6": "Organization",
	"flexString1": "State", "flexString2": "Waiver", "cn1": "EventsBefore", "cn2": "ChecksFailed", "cn3": "ChecksUnknown",
	"flexNumber1": "Gaps", "flexNumber2": "SignInDaysLeft",
}

func TestEveryLineSaysWhatItsEventSays(t *testing.T) {
	t.Parallel()
	for name, r := range reporttest.All(20) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for e := range ocsf.Events(r) {
				line := cef.Encode(e, roomy)
				require.LessOrEqual(t, len(line), roomy)
				saysSo(t, e, line)
			}
		})
	}
}

// What did not pass is no success, whatever else a line says.
func TestOnlyAPassIsASuccess(t *testing.T) {
	t.Parallel()
	r := reporttest.Clean()
	r.History = &report.History{Closed: []report.Closed{
		{ID: "a", CheckID: "recordings.deleted-early", Severity: finding.High},
		{ID: "b", CheckID: "meetings.join-before-host-site", Severity: finding.High},
	}}
	for _, s := range []finding.Status{finding.Fail, finding.Warn, finding.Unknown, finding.NotApplicable} {
		r.Findings = append(r.Findings, finding.Finding{ID: string(s), CheckID: "links.lost", Status: s, Severity: finding.Low})
	}
	var got []string
	for e := range ocsf.Events(r) {
		got = append(got, parse(t, cef.Encode(e, roomy)).extension["outcome"])
	}
	require.Equal(t, []string{
		"failure", "warn", "unknown", "not_applicable", // findings
		"not_applicable", "success", // closed
		"success", "not_applicable", // checks
		"heartbeat",
	}, got)
}

func TestALongLineIsCut(t *testing.T) {
	t.Parallel()
	r := reporttest.Clinic()
	f := &r.Findings[0]
	f.Message, f.Resource.Name = strings.Repeat("so=", 600), strings.Repeat("\U0001F600", 500)
	for range 200 {
		r.Checks[0].Controls = append(r.Checks[0].Controls, "164.312(a)(2)(iii)")
	}
	for e := range ocsf.Events(r) {
		whole := parse(t, cef.Encode(e, 1<<20))
		for limit := 100; limit < 5200; limit += 100 {
			line := cef.Encode(e, limit)
			require.LessOrEqual(t, len(line), max(limit, 1200))
			cut := parse(t, line)
			for key, text := range whole.extension {
				switch key {
				case "msg", "cs1", "cs2":
					if cut.extension[key] != text {
						require.True(t, strings.HasSuffix(cut.extension[key], "…"), "%d %s: %q", limit, key, cut.extension[key])
						require.True(t, strings.HasPrefix(text, strings.TrimSuffix(cut.extension[key], "…")))
					}
				default:
					require.Equal(t, text, cut.extension[key], key)
				}
			}
			require.Equal(t, whole.header[4], cut.header[4])
			require.Equal(t, whole.header[6], cut.header[6])
		}
		break
	}
}

func FuzzEncode(f *testing.F) {
	for _, s := range reporttest.HostileTexts {
		f.Add(s[:min(len(s), 3000)], s[:min(len(s), 200)], 3000)
	}
	f.Add("a=b|c\\", "\\", 0)
	f.Add(strings.Repeat("=", 1000), strings.Repeat("|", 256), 5000)
	f.Fuzz(func(t *testing.T, message, name string, limit int) {
		r := reporttest.Clean()
		r.Checks[0].ID, r.Checks[0].Title, r.Run.ID, r.Organization.ID = name, message, name, name
		r.Findings = append(r.Findings, finding.Finding{
			ID: name, CheckID: name, Status: finding.Fail, Severity: finding.High, Message: message,
			Resource: finding.Resource{Type: "host", ID: name, Name: message}, Waiver: &finding.Waiver{ID: name},
		})
		for e := range ocsf.Events(r) {
			parse(t, cef.Encode(e, 1<<20))
			line := cef.Encode(e, limit)
			require.LessOrEqual(t, len(line), max(limit, cef.ShortestLimit))
			p := parse(t, line)
			require.Equal(t, e.Metadata.UID, p.extension["cs4"])
			require.Equal(t, strings.TrimSpace(e.FindingInfo.UID), p.extension["externalId"])
		}
	})
}
