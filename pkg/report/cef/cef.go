// Package cef renders an event as one line of the Common Event Format, version
// 0, which ArcSight, QRadar and Microsoft Sentinel read out of syslog.
//
//	CEF:0|wxaudit|wxaudit|version|check id|verdict: title|severity|extension
//
// The signature id of a heartbeat is wxaudit.heartbeat. Severities are 10 for
// critical, 8 high, 5 medium, 3 low, and 0 for everything else. The keys are those
// of the CEF dictionary, and no text is longer than it allows:
//
//	rt               time, milliseconds since 1970
//	cat              HIPAA
//	deviceFacility   live or replay; live-partial, where checks or reads were left out
//	act              Create, Update or Close
//	outcome          success, failure, or the word of the report: warn, unknown, not_applicable, disabled, heartbeat
//	reason           why the result is unknown
//	externalId       finding_info.uid, the same every night
//	msg              the message
//	dvchost          the site, where the resource is one
//	cs1 Requirement  the paragraphs of 45 CFR
//	cs2 Resource     its name, or its id where it has none
//	cs3 Run          the id of the run
//	cs4 EventUid     metadata.uid: drop what you have
//	cs5 ResourceUid  the id of the resource
//	cs6 Organization the id of the organisation
//	flexString1 State  New, In Progress, Suppressed or Resolved
//	flexString2 Waiver the waiver's id and its last day
//
// and for a heartbeat the numbers cn1 EventsBefore, cn2 ChecksFailed,
// cn3 ChecksUnknown, flexNumber1 Gaps and flexNumber2 SignInDaysLeft.
package cef

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
	"wxaudit/pkg/report/ocsf"
)

// ShortestLimit is the smallest limit that Encode keeps for every event.
const ShortestLimit = 5000

// maxHost is how long a name of a host may be.
const maxHost = 100

// Encode gives the event as one printable line of UTF-8, without its end, that
// takes at most limit octets. What has to go for that is cut from the end of the
// message, then of the title, the requirements and the name of the resource, and
// ends with "…"; ids stay. Below ShortestLimit the line may be longer than asked
// for. Spaces at the ends of a text are left out, for most parsers drop them.
func Encode(e ocsf.Event, limit int) string {
	l := newLine(e)
	text := l.String()
	for _, cut := range []struct {
		field *field
		least int // characters
	}{{l.find("msg"), 100}, {&l.name, 40}, {l.find("cs1"), 20}, {l.find("cs2"), 40}, {l.find("msg"), 20}} {
		if len(text) <= limit {
			break
		}
		if cut.field != nil {
			cut.field.shorten(len(text)-limit, cut.least)
			text = l.String()
		}
	}
	return text
}

// line is an event on its way to be a line.
type line struct {
	version, signature, name field
	severity                 string
	extension                []*field
}

func newLine(e ocsf.Event) *line {
	signature := e.Metadata.EventCode
	if a := e.FindingInfo.Analytic; a != nil {
		signature = a.UID
	}
	l := &line{
		version: header(e.Metadata.Product.Version, 31), signature: header(signature, 1023),
		name: header(e.FindingInfo.Title, 512), severity: severity(e.Grade()),
	}
	l.add("rt", strconv.FormatInt(e.Time, 10), 32)
	l.add("cat", "HIPAA", 1023)
	l.add("deviceFacility", mode(e), 1023)
	l.add("act", e.ActivityName, 63)
	l.add("outcome", outcome(e), 63)
	l.add("externalId", e.FindingInfo.UID, 300)
	l.add("msg", e.Message, 1023)
	l.label("cs1", "Requirement", strings.Join(e.Compliance.Requirements, ", "), 4000)
	if len(e.Resources) > 0 { // there is one
		r := e.Resources[0]
		if r.Type == "site" && len(r.UID) <= maxHost {
			l.add("dvchost", r.UID, maxHost)
		}
		l.label("cs2", "Resource", cmp.Or(r.Name, r.UID), 4000)
		l.label("cs5", "ResourceUid", r.UID, 4000)
	}
	l.label("cs3", "Run", e.Metadata.CorrelationUID, 4000)
	l.label("cs4", "EventUid", e.Metadata.UID, 4000)
	l.label("cs6", "Organization", e.Metadata.TenantUID, 4000)
	l.label("flexString1", "State", e.Status, 1023)
	if f := e.Unmapped.FindingFacts; f != nil {
		l.add("reason", f.Reason, 1023)
		if f.WaiverID != "" {
			l.label("flexString2", "Waiver", f.WaiverID+" through "+f.WaiverExpires, 1023)
		}
	}
	if f := e.Unmapped.RunFacts; f != nil {
		l.count("cn1", "EventsBefore", f.EventsBefore)
		l.count("cn2", "ChecksFailed", f.ChecksFail)
		l.count("cn3", "ChecksUnknown", f.ChecksUnknown)
		l.count("flexNumber1", "Gaps", f.Gaps)
		if f.SignInDaysLeft != nil {
			l.count("flexNumber2", "SignInDaysLeft", *f.SignInDaysLeft)
		}
	}
	return l
}

// mode is live or replay, with -partial where checks were left out, so that a rule
// can ask for a whole audit of the organisation itself.
func mode(e ocsf.Event) string {
	mode := ""
	for _, label := range e.Metadata.Labels {
		if m, ok := strings.CutPrefix(label, "mode:"); ok {
			mode = m
		}
	}
	if slices.Contains(e.Metadata.Labels, "partial:true") {
		mode += "-partial"
	}
	return mode
}

func severity(s finding.Severity) string {
	switch s {
	case finding.Critical:
		return "10"
	case finding.High:
		return "8"
	case finding.Medium:
		return "5"
	case finding.Low:
		return "3"
	default:
		return "0"
	}
}

// outcome says success only of what passed.
func outcome(e ocsf.Event) string {
	switch {
	case e.Compliance.StatusID == 1:
		return "success"
	case e.Compliance.StatusID == 3:
		return "failure"
	case e.Unmapped.Result == "closed":
		return string(finding.NotApplicable) // and did not pass
	default:
		return e.Unmapped.Result
	}
}

func (l *line) add(key, text string, limit int) {
	if f := newField(key, text, limit, inExtension); f.text != "" {
		l.extension = append(l.extension, &f)
	}
}

func (l *line) label(key, label, text string, limit int) {
	if before := len(l.extension); text != "" {
		l.add(key, text, limit)
		if len(l.extension) > before {
			l.add(key+"Label", label, 1023)
		}
	}
}

func (l *line) count(key, label string, n int) { l.label(key, label, strconv.Itoa(n), 32) }

func (l *line) find(key string) *field {
	for _, f := range l.extension {
		if f.key == key {
			return f
		}
	}
	return nil
}

func (l *line) String() string {
	var b strings.Builder
	b.WriteString("CEF:0|wxaudit|wxaudit|")
	b.WriteString(l.version.escaped() + "|" + l.signature.escaped() + "|" + l.name.escaped() + "|" + l.severity + "|")
	for i, f := range l.extension {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(f.key + "=" + f.escaped())
	}
	return b.String()
}

// field is a text with the escapes that its place asks for.
type field struct {
	key, text string
	escapes   *strings.Replacer
}

var (
	inHeader    = strings.NewReplacer(`\`, `\\`, `|`, `\|`)
	inExtension = strings.NewReplacer(`\`, `\\`, `=`, `\=`)
)

func header(text string, limit int) field { return newField("", text, limit, inHeader) }

func newField(key, text string, limit int, escapes *strings.Replacer) field {
	return field{key, strings.TrimSpace(report.Harmless(text, limit)), escapes}
}

func (f *field) escaped() string { return f.escapes.Replace(f.text) }

// shorten cuts enough from the end to save so many octets, but leaves some
// characters.
func (f *field) shorten(octets, least int) {
	const mark = "…"
	before := len(f.escaped())
	whole := f.text
	for n := utf8.RuneCountInString(whole) - 1; n >= least && before-len(f.escaped()) < octets; n-- {
		_, size := utf8.DecodeLastRuneInString(strings.TrimSuffix(f.text, mark))
		kept := strings.TrimSuffix(f.text, mark)
		f.text = kept[:len(kept)-size] + mark
	}
}
