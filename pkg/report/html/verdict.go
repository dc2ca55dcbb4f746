package htmlreport

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
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
	all := check.Count(total, "check")
	if notRun(r) > 0 {
		all = "the " + check.Count(total, "check") + " that ran"
	}
	v := verdict{Mark: statuses[finding.Pass]}
	switch {
	case total == 0:
		return verdict{Mark: statuses[finding.Unknown], Head: "No check ran, so nothing is known."}
	case by.Fail > 0:
		v.Mark = statuses[finding.Fail]
		v.Head = fmt.Sprintf("%d of %s failed", by.Fail, all)
		sev := r.Summary.FailedBySeverity
		v.say("By severity: %s.", counts(sev.Critical, "critical", sev.High, "high", sev.Medium, "medium", sev.Low, "low", sev.Info, "info"))
	case by.Unknown > 0:
		v.Mark = statuses[finding.Unknown]
		v.Head = fmt.Sprintf("Nothing failed, but %d of %s could not be decided", by.Unknown, all)
	case by.Warn > 0:
		v.Mark = statuses[finding.Warn]
		v.Head = fmt.Sprintf("Nothing failed; %d of %s found something to look at", by.Warn, all)
	case by.Pass == 0:
		v.Mark = statuses[finding.NotApplicable]
		v.Head = "Nothing was judged"
	case !whole(r):
		v.Mark = statuses[finding.Warn]
		v.Head = fmt.Sprintf("Nothing failed of what was judged, which is not the whole: %s passed", check.Count(by.Pass, "check"))
	default:
		v.Head = "Nothing failed, and everything that was asked could be decided"
	}
	if n := notRun(r); n > 0 {
		v.say("%s not run at all, so nothing is known of what they look at.", one(n, "check of the catalogue did", "checks of the catalogue did"))
	}
	if n := r.Summary.Waived; n > 0 {
		v.say("%s.", one(n, "failed check is accepted for a time by a waiver, and stays a failure", "failed checks are accepted for a time by waivers, and stay failures"))
	}
	if by.Unknown > 0 {
		v.say("%s not be decided; what is not known has not passed.", one(by.Unknown, "check could", "checks could"))
	}
	if n := report.FailedInPart(r); n > 0 {
		v.say("%s known only in part: more may be wrong than is listed.", one(n, "failed check is", "failed checks are"))
	}
	if rest := counts(by.Warn, "to look at", by.Pass, "passed", by.NotApplicable-r.Coverage.Disabled, "had nothing to judge",
		r.Coverage.Disabled, "disabled by the policy"); rest != "" {
		which := "The rest"
		if by.Fail+by.Unknown == 0 {
			which = "In numbers"
		}
		v.say("%s: %s.", which, rest)
	}
	v.signed(r.Attestations)
	return v
}

// notRun counts the checks of the catalogue that were not selected.
func notRun(r *report.Report) int { return max(0, r.Run.Selection.Catalogue-r.Coverage.Checks) }

// whole says that the report is about the whole checklist and what is so: an
// answer to anything less never looks like one to all of it.
func whole(r *report.Report) bool {
	sel := r.Run.Selection
	return notRun(r) == 0 && len(sel.Only)+len(sel.Skip) == 0 && !sel.DocumentedOnly &&
		r.Coverage.Disabled == 0 && r.Run.EditedFiles == 0
}

// signed says what people have not signed, or signed otherwise.
func (v *verdict) signed(all []report.Attestation) {
	n, changed := map[string]int{}, 0
	for _, a := range all {
		n[a.State]++
		if a.Evidence == "mismatch" {
			changed++
		}
	}
	if open := counts(n["missing"], "missing", n["expired"], "expired", n["future"], "dated ahead", n["due"], "with 30 days or fewer left"); open != "" {
		v.say("Of %s that people are asked for: %s.", check.Count(len(all), "statement"), open)
	}
	if changed > 0 {
		v.say("%s evidence that is not the file that was signed.", one(changed, "statement names", "statements name"))
	}
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
		text := fmt.Sprintf("Only %d of %s ran.", r.Coverage.Checks, check.Count(sel.Catalogue, "check"))
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
