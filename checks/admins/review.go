package admins

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// failReviewDays is the age from which on a review is none.
const failReviewDays = 365

// granted is what the audit log shows of roles that were given.
type granted struct {
	newest time.Time
	// field is what the log did not return of an event that may be a grant.
	field string
}

func grants(in *check.Input) granted {
	var g granted
	for _, e := range in.AdminAudit.Items {
		switch {
		case e.RoleGrant == snapshot.No:
		case e.RoleGrant == snapshot.Unknown:
			g.field = "eventDescription"
		case e.At.IsZero():
			g.field = "created"
		case e.At.After(g.newest):
			g.newest = e.At
		}
	}
	return g
}

// hash recognises the list of administrators: the accounts by their UUID, each
// with its roles. It is known only when every list was read to its end.
func (v view) hash() (string, bool) {
	if !v.whole || len(v.doubts) > 0 {
		return "", false
	}
	var lines []string
	for _, a := range v.admins {
		for _, r := range a.roles() {
			lines = append(lines, strings.ToLower(a.uuid)+" "+string(r)+"\n")
		}
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return hex.EncodeToString(sum[:8]), true
}

// reviewed compares a review with what happened since. The log keeps about a
// year, so that a grant before its beginning cannot be seen.
func reviewed(in *check.Input, v view, g granted, a check.Attestation) finding.Finding {
	org, log := check.OrganizationResource(), in.AdminAudit
	age, most := in.Today.Since(a.SignedOn), in.Params.Int("max_age_days")
	hash, known := v.hash()
	var faults check.Faults
	faults.Fail(a.Answer != "reviewed", "were not reviewed, as attested")
	faults.Fail(a.Answer == "reviewed" && age > failReviewDays, fmt.Sprintf("were last reviewed %s ago", check.Count(age, "day")))
	faults.Warn(a.Answer == "reviewed" && age > most && age <= failReviewDays, fmt.Sprintf("were last reviewed %s ago, more than %d", check.Count(age, "day"), most))
	faults.Warn(!g.newest.IsZero() && !g.newest.Before(a.SignedOn.Time()), fmt.Sprintf("had a grant on %s, on the day of the review or since", g.newest.Format(time.DateOnly)))
	faults.Warn(known && a.Word("list_hash") == "", "were reviewed without the hash of the list")
	faults.Warn(known && a.Word("list_hash") != "" && !strings.EqualFold(a.Word("list_hash"), hash), "are others today than those on the reviewed list")
	gap := log.Missing()
	switch {
	case faults.Failed():
		return faults.Finding(org, "the administrator roles")
	case gap != nil:
		return check.Unknown(org, gap.Reason, "the roles were reviewed, as attested; whether one was given since is not known: "+gap.Detail)
	case g.field != "":
		return check.Absent(org, log.Source, g.field)
	case len(log.Items) == 0 || log.Source.Since.IsZero() || log.Source.Since.After(a.SignedOn.Time()):
		return check.Unknown(org, snapshot.Truncated, "the roles were reviewed, as attested, and the audit log was not read back to that day, so that a grant since may be hidden")
	case !known:
		return check.Unknown(org, snapshot.FieldAbsent, "the roles were reviewed, as attested, and today's list of administrators is not whole, to compare it with the reviewed one")
	case faults.Any():
		return faults.Finding(org, "the administrator roles")
	default:
		return check.Pass(org, fmt.Sprintf("the administrator roles were reviewed on %s, as attested, and nothing was granted since", a.SignedOn))
	}
}
