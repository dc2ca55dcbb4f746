package recordings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

var consentStatement = check.Statement{
	ID:      "recordings.patient-consent",
	Asks:    "Is a patient's consent obtained and documented before a visit is recorded?",
	Where:   "the consent procedure, and the sample of the quarter's recordings against the charts",
	Answers: []string{"procedure", "none"},
	Details: []check.Detail{
		{Name: "checked", Asks: "With procedure: how many recordings of the quarter were checked?", Kind: check.NumberDetail, Optional: true},
		{Name: "documented", Asks: "With procedure: how many of those have a documented consent?", Kind: check.NumberDetail, Optional: true},
	},
}

// sampled judges the sample of a quarter that had at least so many recordings,
// and at most so many.
func sampled(in *check.Input, r finding.Resource, a check.Attestation, least, most int) finding.Finding {
	checked, haveChecked := a.Int("checked")
	documented, haveDocumented := a.Int("documented")
	size, rate := in.Params.Int("min_sample"), in.Params.Float("min_rate")
	of := fmt.Sprintf("consent is documented for %d of %s checked, as attested", documented, check.Count(checked, "recording"))
	switch {
	case a.Answer != "procedure":
		return check.Fail(r, "no procedure obtains consent before a visit is recorded, as attested")
	case !haveChecked || !haveDocumented:
		return check.NotAttested(r, "the attestation does not say how many recordings were checked, and how many of those have a documented consent")
	case checked < 0 || documented < 0 || documented > checked:
		return check.NotAttested(r, "the attested numbers contradict one another: "+of)
	case checked > 0 && float64(documented)/float64(checked) < rate:
		return check.Fail(r, of)
	case checked >= min(size, most):
		return check.Pass(r, of)
	case in.Recordings.Missing() != nil:
		return check.Unknown(r, in.Recordings.Missing().Reason, of+", and how many recordings the quarter has was not read")
	case checked < min(size, least):
		return check.Warn(r, fmt.Sprintf("%s; the quarter has %s, of which %d are to be checked", of, check.Count(least, "recording"), min(size, least)))
	default:
		return check.Unknown(r, snapshot.FieldAbsent, of+", and Webex did not return when each recording was made", check.Evidence(in.Recordings.Source, "timeRecorded", nil))
	}
}
