package recordings

import (
	"fmt"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// OrphanedOwner is the check recordings.orphaned-owner.
var OrphanedOwner = check.Check{
	ID:          "recordings.orphaned-owner",
	Title:       "Recordings of departed hosts have a responsible owner",
	Severity:    check.Medium,
	SeverityWhy: "Nobody answers for sharing or disposal of these files.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.GoodPractice},
	BasisNote:   "good practice + rule-addressable",
	Seed:        "003 — 'Restrict access to recordings to authorized staff' (extension)",
	Why:         "Access removal of a leaver does not remove their shares.",
	Controls:    []hipaa.Citation{"164.308(a)(3)(ii)(C)", "164.310(d)(2)(iii)"},
	NIST:        []string{"PS-4", "CM-8"},
	Resource:    "recording grouped by host",
	Logic: check.Logic{
		Pass:          "every hostEmail maps to an enabled person.",
		Fail:          "none.",
		Warn:          "hostEmail unknown or disabled.",
		NotApplicable: "no recordings.",
		Unknown:       "people list incomplete (pagination error) → UNKNOWN, because a missing person would be a false orphan.",
	},
	Traps: []string{
		"Alias/e-mail changes: match all e-mails of a person, case-insensitive.",
		"Large directories: a partial people list produces false orphans.",
	},
	Remedy:  "Reassign in Control Hub (Recording management) or API: POST /convergedRecordings/reassign for call recordings.",
	Needs:   []snapshot.Name{snapshot.PeopleName},
	Scans:   []snapshot.Name{snapshot.RecordingsName},
	Fields:  []string{"people.emails", "people.login_enabled", "recordings.host"},
	Answers: []finding.Status{finding.Pass, finding.Warn, finding.Unknown, finding.NotApplicable},
	Run:     orphanedOwner,
}

// The people are needed whole: a missing person would be a false orphan.
func orphanedOwner(in *check.Input) []finding.Finding {
	src := in.Recordings.Source
	if in.Recordings.Missing() == nil && len(in.Recordings.Items) == 0 {
		return []finding.Finding{check.NotApplicable(check.OrganizationResource(), "there is no recording "+since(src), check.Evidence(src, "items", 0))}
	}
	owners, addressesWhole := directory(in.People.Items)
	var fs []finding.Finding
	for _, o := range byOwner(in.Recordings.Items) {
		fs = append(fs, ownerOf(o, in, owners[strings.ToLower(o.email)], addressesWhole))
	}
	return fs
}

func ownerOf(o *owned, in *check.Input, p *snapshot.Person, addressesWhole bool) finding.Finding {
	src, r := in.Recordings.Source, o.resource()
	count := check.Count(len(o.items), "recording")
	ev := append([]finding.Evidence{check.Evidence(src, "hostEmail", "present")}, some(src, o.items)...)
	switch {
	case o.nobody():
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s on %s: the host's address is absent", count, o.site), check.Evidence(src, "hostEmail", nil))
	case o.email == "" && o.host.personID != "": // an account, and its address is not known
		return check.Absent(r, src, "hostEmail")
	case p == nil && !addressesWhole:
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s of %s: no account has this address, but Webex did not return the addresses of every account", count, o.name()),
			check.Evidence(in.People.Source, "emails", nil))
	case p == nil:
		return check.Warn(r, fmt.Sprintf("%s of %s: no account has this address, so that nobody answers for the recordings", count, o.name()), ev...)
	case p.LoginEnabled == snapshot.Unknown:
		return check.Absent(r, in.People.Source, "loginEnabled")
	case p.LoginEnabled == snapshot.No:
		return check.Warn(r, fmt.Sprintf("%s of %s: the account is disabled, so that nobody answers for the recordings", count, o.name()),
			append(ev, check.Evidence(in.People.Source, "loginEnabled", false))...)
	default:
		return check.Pass(r, fmt.Sprintf("%s of %s: the host has an account that can sign in", count, o.name()), check.Evidence(in.People.Source, "loginEnabled", true))
	}
}

// directory finds people by any of their addresses, lower case. It is not whole
// when somebody's addresses are missing.
func directory(people []snapshot.Person) (byAddress map[string]*snapshot.Person, whole bool) {
	byAddress, whole = map[string]*snapshot.Person{}, true
	for i, p := range people {
		whole = whole && len(p.Emails) > 0
		for _, address := range append([]string{p.Email}, p.Emails...) {
			if address != "" {
				byAddress[strings.ToLower(address)] = &people[i]
			}
		}
	}
	return byAddress, whole
}
