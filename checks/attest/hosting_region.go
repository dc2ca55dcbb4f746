package attest

import (
	"fmt"
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// HostingRegion is the check attest.hosting-region.
var HostingRegion = check.Check{
	ID:          "attest.hosting-region",
	Title:       "The data hosting region is confirmed and meets the organisation's policy",
	Severity:    check.Medium,
	SeverityWhy: "HIPAA has no US-only rule; matters by contract, state or payer policy.",
	Mode:        check.Hybrid,
	Basis:       []check.Basis{check.Seed},
	BasisNote:   "seed (conditional)",
	Seed:        "003 — 'Confirm data hosting region if your compliance posture requires US-only data storage for PHI'",
	Why:         "Know where PHI rests, and prove it if policy asks.",
	Controls:    []hipaa.Citation{"164.308(a)(1)(ii)(A)", "164.308(b)(1)"},
	NIST:        []string{"SA-9", "RA-3", "SC-7(10)"},
	Resource:    "service",
	Logic: check.Logic{
		Pass:          "us_only=false with a valid entry; or us_only=true, entry says US for all and no corroborating evidence differs.",
		Fail:          "us_only=true and any evidence outside US.",
		Warn:          "entry old; ids contradict the entry.",
		NotApplicable: "us_only=false and no entry required (INFO).",
		Unknown:       "us_only=true and no entry.",
	},
	Traps: []string{
		"'ciscospark://us/…' is the historic prefix used for ALL organisation, person and licence ids: it proves nothing about location. Only room/device-type ids carry a cluster name.",
		"Messages in another organisation's space rest in that organisation's region.",
		"Meetings media nodes are global even when storage is regional.",
	},
	Remedy: "Confirm with Cisco; region is chosen at organisation creation and is not a toggle.",
	Params: []check.Param{
		{Name: "us_only", Default: false},
		{Name: "max_age_days", Default: 365},
	},
	Consults:   append([]snapshot.Name{snapshot.CallingName, snapshot.CallingLocationsName, snapshot.DevicesName}, usageSections...),
	TimeBased:  true,
	Statements: []check.Statement{regionStatement},
	Fields:     []string{"calling.data_region"},
	Answers:    []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:        hostingRegion,
}

// Without an entry the answer is unknown even where the policy asks for no
// region: that nothing obliges you to one is itself for a person to say.
func hostingRegion(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	for _, service := range regionStatement.Scopes {
		u := use{state: snapshot.Yes}
		if slices.Contains(lines, line(service)) {
			u = usageOf(in, line(service))
		}
		fs = append(fs, hosted(in, service, u))
	}
	return fs
}

func hosted(in *check.Input, service string, u use) finding.Finding {
	r := finding.Resource{Type: "service", ID: service, Name: service}
	if u.state == snapshot.No {
		return check.NotApplicable(r, fmt.Sprintf("%s is not in use: %s", service, u.why), u.ev...)
	}
	at := placesOf(in, service)
	if out, abroad := at.unlike("us"); abroad && in.Params.Bool("us_only") && u.inUse() {
		return check.Fail(r, fmt.Sprintf("policy asks for the US only, and data of %s lies in %s", service, out.region), out.ev)
	}
	f := in.Attest(r, regionStatement, service, in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		return judgeRegion(in, r, a, at)
	})
	settled := f.Status == finding.Pass || f.Status == finding.NotApplicable || f.Status == finding.Unknown
	if u.state == snapshot.Unknown && !settled {
		return u.unlearnt(r, "and its region is not attested without doubt")
	}
	return f
}

func judgeRegion(in *check.Input, r finding.Resource, a check.Attestation, at places) finding.Finding {
	only := in.Params.Bool("us_only")
	differs, contradicted := at.unlike(a.Answer)
	contradicted = contradicted && a.Answer != "not-required"
	switch {
	case only && a.Answer == "not-required":
		return check.Unknown(r, snapshot.NotAttested, fmt.Sprintf("policy asks for the US only, and the register does not say where data of %s lies", r.Name))
	case only && a.Answer != "us":
		return check.Fail(r, fmt.Sprintf("policy asks for the US only, and data of %s is attested to lie in %s", r.Name, a.Answer))
	case at.gap != nil && a.Answer != "not-required" && (only || !contradicted):
		return check.Unknown(r, at.gap.Reason, fmt.Sprintf("data of %s is attested to lie in %s; whether Webex shows otherwise was not learnt: %s", r.Name, a.Answer, at.gap.Detail))
	case a.Answer == "not-required":
		return check.NotApplicable(r, fmt.Sprintf("nothing obliges you to a region for %s, by attestation", r.Name))
	case contradicted:
		return check.Warn(r, fmt.Sprintf("data of %s is attested to lie in %s, and Webex shows %s", r.Name, a.Answer, differs.region), differs.ev)
	default:
		return check.Pass(r, fmt.Sprintf("data of %s is attested to lie in %s%s", r.Name, a.Answer, at.agreeing()), at.evidence()...)
	}
}
