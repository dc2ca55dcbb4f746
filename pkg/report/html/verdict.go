package htmlreport

import (
	"fmt"
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// verdict is the report in a few sentences. It never says more than the checks
// do: they give evidence, and a person judges.
type verdict struct {
	Mark mark
	Head string
	Says []string
}

// notice is something that a reader must know before anything else.
type notice struct{ Title, Text string }

func newVerdict(r *report.Report) verdict {
	by, total := r.Summary.ByStatus, r.Coverage.Checks
	v := verdict{Mark: statuses[finding.Pass]}
	switch {
	case total == 0:
		return verdict{Mark: statuses[finding.Unknown], Head: "No check ran, so nothing is known."}
	case by.Fail > 0:
		v.Mark = statuses[finding.Fail]
		v.Head = fmt.Sprintf("%d of %s failed", by.Fail, plural(total, "check"))
		sev := r.Summary.FailedBySeverity
		v.say("By severity: %s.", counts(sev.Critical, "critical", sev.High, "high", sev.Medium, "medium", sev.Low, "low", sev.Info, "info"))
	case by.Unknown > 0:
		v.Mark = statuses[finding.Unknown]
		v.Head = fmt.Sprintf("Nothing failed, but %d of %s could not be decided", by.Unknown, plural(total, "check"))
	case by.Warn > 0:
		v.Mark = statuses[finding.Warn]
		v.Head = fmt.Sprintf("Nothing failed; %d of %s found something to look at", by.Warn, plural(total, "check"))
	case by.Pass == 0:
		v.Mark = statuses[finding.NotApplicable]
		v.Head = "Nothing was judged"
	default:
		v.Head = "Nothing failed, and everything that was asked could be decided"
	}
	if n := r.Summary.Waived; n > 0 {
		v.say("%s accepted for a time by a waiver, and stays a failure.", one(n, "failed check is", "failed checks are"))
	}
	if by.Unknown > 0 {
		v.say("%s not be decided; what is not known has not passed.", one(by.Unknown, "check could", "checks could"))
	}
	if n := partly(r); n > 0 {
		v.say("%s known only in part: more may be wrong than is listed.", one(n, "failed check is", "failed checks are"))
	}
	if rest := counts(by.Warn, "to look at", by.Pass, "passed", by.NotApplicable-r.Coverage.Disabled, "had nothing to judge",
		r.Coverage.Disabled, "disabled by the policy"); rest != "" {
		v.say("The rest: %s.", rest)
	}
	return v
}

func (v *verdict) say(format string, args ...any) {
	v.Says = append(v.Says, fmt.Sprintf(format, args...))
}

func one(n int, single, many string) string {
	if n == 1 {
		return "1 " + single
	}
	return fmt.Sprintf("%d %s", n, many)
}

// partly counts the checks that failed and have resources that were not judged.
func partly(r *report.Report) int {
	n := 0
	for _, c := range r.Checks {
		if c.Status == finding.Fail && (c.Unknown > 0 || c.Partial > 0) {
			n++
		}
	}
	return n
}

// notices are what could make somebody take the report for something else.
func notices(r *report.Report) []notice {
	var all []notice
	say := func(title, format string, args ...any) {
		all = append(all, notice{title, fmt.Sprintf(format, args...)})
	}
	sel := r.Run.Selection
	if n := r.Run.EditedFiles; n > 0 {
		say("The recording was edited", "%s not as recorded: this page shows what would be, not what was.", one(n, "file is", "files are"))
	}
	if r.Coverage.Checks < sel.Catalogue || len(sel.Only)+len(sel.Skip) > 0 {
		text := fmt.Sprintf("Only %d of %s ran.", r.Coverage.Checks, plural(sel.Catalogue, "check"))
		if len(sel.Only) > 0 {
			text += " Chosen: " + listed(harmless(sel.Only)) + "."
		}
		if len(sel.Skip) > 0 {
			text += " Left out: " + listed(harmless(sel.Skip)) + "."
		}
		say("This is not the whole checklist", "%s", text)
	}
	if sel.DocumentedOnly {
		say("Documented APIs only", "What Webex shows only to Control Hub itself was not read.")
	}
	if r.Run.Mode != "live" {
		say("From a recording", "Nothing was asked of Webex for this page: it judges a recording as of %s.", at(r.Run.AsOf).Text)
	}
	if t := r.Run.Inputs.CapturedAt; t != nil {
		say("Partly from a browser's capture", "Where Webex refused the answer, what an administrator's browser saw on %s stands in; it was %s then.",
			at(*t).Text, ago(max(0, int(r.Run.AsOf.Sub(*t).Hours()/24))))
	}
	for _, s := range r.Run.SignIns {
		if s.Warning != "" {
			say("A sign-in ends soon", "%s.", upper(strings.TrimSuffix(full(s.Warning), ".")))
		}
	}
	return all
}
