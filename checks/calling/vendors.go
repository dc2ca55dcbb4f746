package calling

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// isWebex says whether a vendor is Webex itself, which keeps recordings where
// the data policy says, and whose users' rights it shows.
func isWebex(vendor string) bool { return strings.EqualFold(vendor, "Webex") }

// vendorFinding judges who records calls somewhere.
func vendorFinding(in *check.Input, r finding.Resource, who string, vendor setting[string]) finding.Finding {
	ev := check.Evidence(vendor.src, "vendorName", word(vendor.value))
	if vendor.why != nil {
		return check.Unknown(r, vendor.why.Reason, fmt.Sprintf("who records the calls of %s was not learnt: %s", who, vendor.why.Detail), ev)
	}
	if among(in.Params.Strings("allowed_vendors"), vendor.value) {
		return check.Pass(r, fmt.Sprintf("the calls of %s are recorded by %s", who, vendor.value), ev)
	}
	if _, said := in.Attested(vendorBAA, vendor.value); !said {
		return check.Fail(r, fmt.Sprintf("the calls of %s are recorded by %s, which is not allowed, and no agreement with it is attested", who, vendor.value), ev)
	}
	return in.Attest(r, vendorBAA, vendor.value, 0, func(a check.Attestation) finding.Finding {
		if a.Answer == "yes" {
			return check.Pass(r, fmt.Sprintf("the calls of %s are recorded by %s, and an agreement with it is attested", who, vendor.value), ev)
		}
		return check.Fail(r, fmt.Sprintf("the calls of %s are recorded by %s, with which there is no agreement", who, vendor.value), ev)
	})
}

// overriddenVendor warns of a location whose vendor is another than that of
// the organisation.
func overriddenVendor(r finding.Resource, vendor, ours setting[string]) []finding.Finding {
	switch {
	case vendor.why != nil || strings.EqualFold(vendor.value, ours.value):
		return nil
	case ours.why != nil:
		return []finding.Finding{check.Unknown(r, ours.why.Reason, fmt.Sprintf("whether %s has the recording vendor of the organisation was not learnt: %s", r.Name, ours.why.Detail))}
	default:
		return []finding.Finding{check.Warn(r, fmt.Sprintf("%s has %s record its calls, where the organisation has %s", r.Name, vendor.value, ours.value),
			check.Evidence(vendor.src, "defaultVendorName", word(vendor.value)))}
	}
}
