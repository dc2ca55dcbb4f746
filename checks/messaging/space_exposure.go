package messaging

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// SpaceExposure is the check messaging.space-exposure.
var SpaceExposure = check.Check{
	ID:          "messaging.space-exposure",
	Title:       "Clinical spaces have no public listing and no outside members",
	Severity:    check.High,
	SeverityWhy: "Members see the whole history, including what was posted before they joined.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "seed + rule-addressable",
	Seed:        "003 — 'Limit … access to … messaging history across channels … to authorized staff'",
	Why:         "A public space can be joined by every employee; an outside member reads patient discussions.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.308(a)(4)(ii)(B)", "164.308(a)(1)(ii)(D)"},
	NIST:        []string{"AC-3", "AC-6", "AU-6"},
	Resource:    "space",
	Logic: check.Logic{
		Pass:          "no clinical space is public and none has a member whose personOrgId differs from the organisation.",
		Fail:          "clinical space is public, or has an outside member not in partner_domains.",
		Warn:          "unclassified space with outside members; public space with no classification.",
		NotApplicable: "no messaging.",
		Unknown:       "token sees only its own spaces → result UNKNOWN with 'n spaces visible', never PASS, unless the memberships sweep covered all people.",
	},
	Traps: []string{
		"GET /rooms lists only spaces the caller belongs to, even for a full administrator: 0 findings from an admin token means nothing.",
		"Bots show as members with their own org: count them in apps.bots.",
		"Sweep = one call per person; budget the rate limit.",
		"Do not read messages. Space titles may be PHI: print ids.",
	},
	Remedy: "Space ▸ People ▸ remove; make private; lock with moderators. API: DELETE /memberships/{membershipId}, PUT /rooms/{roomId} (write).",
	Params: []check.Param{
		{Name: "clinical_classifications", Default: []string{}},
		{Name: "partner_domains", Default: []string{}},
		{Name: "title_patterns", Default: []string{}},
	},
	Scans:    []snapshot.Name{snapshot.SpacesName},
	Consults: []snapshot.Name{snapshot.ClassificationsName, snapshot.OrganizationName},
	Fields: []string{
		"spaces.public",
		"spaces.members",
		"spaces.members.person_org",
		"organization.uuid",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     spaceExposure,
}

func spaceExposure(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	if len(in.Params.Strings("title_patterns")) > 0 {
		fs = append(fs, check.Unknown(check.SettingResource("title_patterns"), snapshot.FieldAbsent,
			"titles of spaces can be PHI and are never read, so title_patterns cannot be applied: name the labels of clinical spaces in clinical_classifications"))
	}
	if in.Classifications.Missing() == nil {
		for _, name := range in.Params.Strings("clinical_classifications") {
			if !in.Labels(name) { // else every label would be another than the clinical one
				fs = append(fs, check.Unknown(check.SettingResource("clinical_classifications"), snapshot.Error,
					fmt.Sprintf("clinical_classifications names %q, which is neither the id nor the title of a label that Webex shows", name)))
			}
		}
	}
	for _, s := range in.Spaces.Items {
		fs = append(fs, exposureOf(in, s))
	}
	return fs
}

func exposureOf(in *check.Input, s snapshot.Space) finding.Finding {
	src, res := in.Spaces.Source, spaceResource(s)
	out := outsiders(in, s, in.Params.Strings("partner_domains"))
	kind := in.KindOfSpace(s, in.Params.Strings("clinical_classifications"))
	ev := []finding.Evidence{check.Evidence(src, "isPublic", s.Public.Any()), check.Evidence(src, "classificationId", labelWord(kind))}
	if s.Members != nil {
		ev = append(ev, check.Evidence(src, "members.outside", out.known))
	}
	var faults check.Faults
	note := faults.Warn // of a space that nobody has labelled
	subject := "the space has no label and"
	switch kind {
	case check.ClinicalSpace:
		note, subject = faults.Fail, "the clinical space"
	case check.UntoldSpace:
		subject = "no label says of spaces that they are clinical (clinical_classifications names those that do), and this one"
	}
	note(s.Public == snapshot.Yes, "is public: everybody of the organisation can find and join it")
	note(out.known > 0, "has "+check.Count(out.known, "member")+" from outside")

	exposed := faults.Any()
	switch {
	case kind == check.OtherSpace:
		return check.Pass(res, "the label of the space is not a clinical one", ev...)
	case faults.Failed():
		return faults.Finding(res, subject, ev...)
	case s.Gap != nil:
		return check.Unread(res, src, s.Gap)
	case s.Public == snapshot.Unknown:
		return check.Absent(res, src, "isPublic")
	case s.Members == nil:
		return check.Absent(res, src, "members")
	case out.doubtful > 0:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("of %s it is not known whether they are from outside", check.Count(out.doubtful, "member")), ev...)
	case exposed && kind == check.DoubtfulSpace:
		return check.Unknown(res, snapshot.FieldAbsent, "the space is public or has members from outside, and it is not known whether its label is a clinical one", ev...)
	case exposed:
		return faults.Finding(res, subject, ev...)
	default:
		return check.Pass(res, "the space is not public and has no member from outside", ev...)
	}
}
