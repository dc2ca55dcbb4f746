package sarif

import (
	"cmp"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// How much of a text is kept, in characters.
const (
	maxName = 200
	maxText = 2000
)

// namespace makes the ids of runs into UUIDs (RFC 9562, version 5).
var namespace = uuid.MustParse("6f0a1c1e-4c1b-5d43-9f35-0c5a0f6e7d21")

func newRun(r *report.Report) run {
	n := run{
		Tool: tool{driver{
			Name:             cmp.Or(plain(r.Tool.Name), "wxaudit"),
			Version:          plain(r.Tool.Version),
			ShortDescription: message{"Audits a Webex organisation against a HIPAA checklist."},
			Rules:            rules(r),
		}},
		// The last part is the run, what is before it the category: GitHub compares
		// audits of one organisation with each other.
		AutomationDetails: automationDetails{
			ID:   "wxaudit/" + segment(r.Organization.ID) + "/" + segment(r.Run.ID),
			GUID: guid(r.Run.ID),
		},
		// A report is there because the audit came to its end; what it did not
		// learn on the way are notifications and results of kind open.
		Invocations: []invocation{{
			ExecutionSuccessful: true,
			StartTimeUTC:        moment(r.Run.StartedAt), EndTimeUTC: moment(r.Run.FinishedAt),
			Notifications: gaps(r),
		}},
		ColumnKind: "unicodeCodePoints",
		Properties: map[string]any{
			"organizationId": plain(r.Organization.ID), "organizationName": plain(r.Organization.Name),
			"runId": plain(r.Run.ID), "mode": plain(r.Run.Mode), "asOf": moment(r.Run.AsOf),
			"checks": r.Coverage.Checks, "checksOfCatalogue": r.Run.Selection.Catalogue,
			"checksDecided": r.Coverage.Decided, "checksUnknown": r.Coverage.Unknown, "editedFiles": r.Run.EditedFiles,
		},
	}
	if r.History != nil {
		n.BaselineGUID = guid(r.History.PreviousRun)
	}
	return n
}

func guid(run string) string { return uuid.NewSHA1(namespace, []byte(run)).String() }

// gaps says what could not be read.
func gaps(r *report.Report) []notification {
	var all []notification
	for _, g := range r.Gaps {
		all = append(all, notification{"warning", text("not read: " + g.Section + " (" + g.Reason + "): " + g.Detail)})
	}
	return all
}

func rules(r *report.Report) []rule {
	all := []rule{}
	seen := map[string]bool{}
	for _, c := range report.AllChecks(r) {
		id := ruleID(c.ID)
		if seen[id] {
			continue
		}
		seen[id] = true
		title := cmp.Or(c.Title, c.ID, "unnamed check")
		n := rule{
			ID: id, Name: pascal(c.ID), ShortDescription: text(title), FullDescription: text(sentence(title)),
			Help:                 text(sentence(cmp.Or(c.Remediation.Text, title))),
			DefaultConfiguration: configuration{Enabled: !c.Disabled, Level: level(c.Severity)},
			Properties: ruleProperties{
				SecuritySeverity: securitySeverity(c.Severity), Precision: "very-high", Severity: plain(string(c.Severity)),
				Status: plain(string(c.Status)), Evaluated: c.Evaluated,
				Basis: []string{}, Citations: []string{}, Tags: []string{"security", "hipaa"},
			},
		}
		if area := plain(c.Area); area != "" && area != "security" && area != "hipaa" {
			n.Properties.Tags = append(n.Properties.Tags, area)
		}
		for _, b := range c.Basis {
			n.Properties.Basis = append(n.Properties.Basis, plain(b))
		}
		for _, citation := range c.Controls {
			n.Properties.Citations = append(n.Properties.Citations, "45 CFR "+plain(string(citation)))
		}
		all = append(all, n)
	}
	return all
}

// level is how bad a failure is; kinds other than fail have none.
func level(s finding.Severity) string {
	switch s {
	case finding.Critical, finding.High:
		return "error"
	case finding.Low, finding.Info:
		return "note"
	default: // also a word that we do not know
		return "warning"
	}
}

// securitySeverity falls into the bands that GitHub shows under the same names:
// critical from 9.0, high from 7.0, medium from 4.0, low from 0.1.
func securitySeverity(s finding.Severity) string {
	switch s {
	case finding.Critical:
		return "9.5"
	case finding.High:
		return "8.0"
	case finding.Low:
		return "2.0"
	case finding.Info:
		return "0.0"
	default:
		return "5.5"
	}
}

func ruleID(check string) string { return cmp.Or(plain(check), "unnamed") }

// pascal turns an id into a name such as MeetingsJoinBeforeHost.
func pascal(id string) string {
	var b strings.Builder
	up := true
	for _, c := range id {
		switch {
		case c > unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c):
			up = true
		case up:
			b.WriteRune(unicode.ToUpper(c))
			up = false
		default:
			b.WriteRune(c)
		}
	}
	name := []rune(b.String())
	return string(name[:min(len(name), maxName)])
}

// sentence ends a text with a full stop, which help texts should have.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	if strings.HasSuffix(s, ".") {
		return s
	}
	return s + "."
}

// plain makes a text harmless for a property that viewers show as it is.
func plain(s string) string { return report.Harmless(s, maxText) }

// literal keeps a viewer from finding links and placeholders in a message
// (sections 3.11.5 and 3.11.6 of the standard).
var literal = strings.NewReplacer("{", "{{", "}", "}}", "[", `\[`, "]", `\]`)

// text makes a harmless message.
func text(s string) message { return message{literal.Replace(plain(s))} }

// moment is a time as section 3.9 wants it.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
