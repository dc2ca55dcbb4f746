package recordings

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// archiveStatement is asked by recordings.retention-setting about recorded calls.
var archiveStatement = check.Statement{
	ID:      "recordings.retention-setting/call-archive",
	Asks:    "Are call recordings kept in an archive, or by a vendor other than Webex?",
	Where:   "the archive or export of call recordings, or the contract with their vendor",
	Answers: []string{"kept", "none"},
	Details: []check.Detail{
		{Name: "days", Asks: "With kept: for how many days?", Kind: check.NumberDetail, Optional: true},
	},
}

// callStore judges the store of call recordings. Webex's own keeps one year, so
// that only an archive reaches six; "no archive attested" fails when a person
// has said that there is none. As long as nobody was asked it is unknown (R1).
func callStore(in *check.Input) []finding.Finding {
	if in.CallRecording.Value == nil {
		return nil // the engine says so
	}
	src, calls := in.CallRecording.Source, in.CallRecording.Value
	r := check.SettingResource("call recording")
	ev := []finding.Evidence{check.Evidence(src, "enabled", calls.Enabled.Any()), check.Evidence(src, "vendorName", vendorWord(calls.Vendor))}
	known := "calls are recorded by another vendor"
	switch {
	case calls.Enabled == snapshot.Unknown:
		return []finding.Finding{check.Absent(r, src, "enabled")}
	case calls.Enabled == snapshot.No:
		return []finding.Finding{check.NotApplicable(r, "call recording is off", ev...)}
	case calls.Vendor == "":
		return []finding.Finding{check.Absent(r, src, "vendorName")}
	case strings.EqualFold(calls.Vendor, "webex"):
		known = "calls are recorded by Webex, which keeps them one year and cannot be set to six"
	}
	return []finding.Finding{check.Beside(in.Attest(r, archiveStatement, "", 0, func(a check.Attestation) finding.Finding {
		return keptCalls(r, a, in.Params.Int("min_days"), known)
	}), known, ev...)}
}

func keptCalls(r finding.Resource, a check.Attestation, least int, known string) finding.Finding {
	days, said := a.Int("days")
	switch {
	case a.Answer != "kept":
		return check.Fail(r, known+", and nothing else keeps them, as attested")
	case !said:
		return check.NotAttested(r, "the attestation does not say for how many days call recordings are kept")
	case days < least:
		return check.Fail(r, fmt.Sprintf("call recordings are kept %d days, as attested, %s short of %d", days, check.Count(least-days, "day"), least))
	default:
		return check.Pass(r, fmt.Sprintf("call recordings are kept %d days, as attested, not less than %d", days, least))
	}
}

// vendorWord names the vendor only where the verdict turns on it.
func vendorWord(vendor string) any {
	switch {
	case vendor == "":
		return nil
	case strings.EqualFold(vendor, "webex"):
		return "Webex"
	default:
		return "other"
	}
}
