package identity

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// signInDays is how far back snapshot.SignIn counts addresses.
const signInDays = 30

func excepted(exceptions []string, email string) bool {
	for _, e := range exceptions {
		if strings.EqualFold(strings.TrimSpace(e), email) {
			return true
		}
	}
	return false
}

// lacking names the first Webex field without which an account cannot be
// judged, or nothing.
func lacking(p snapshot.Person) string {
	for _, f := range []struct {
		name   string
		absent bool
	}{
		{"type", p.Type == ""},
		{"loginEnabled", p.LoginEnabled == snapshot.Unknown},
		{"id", p.UUID == ""},
		{"emails", p.Email == ""},
		{"displayName", p.DisplayName == ""},
		{"firstName", p.HasFirstName == snapshot.Unknown},
		{"lastName", p.HasLastName == snapshot.Unknown},
	} {
		if f.absent {
			return f.name
		}
	}
	return ""
}

// signsOfSharing are clauses about what makes an account look like several
// people's; addresses is how many it signed in from within an hour.
func signsOfSharing(in *check.Input, p snapshot.Person, patterns []check.NamePattern, addresses int) (signs []string, ev []finding.Evidence) {
	see := func(is bool, sign string, src snapshot.Source, field string, value any) {
		if is {
			signs, ev = append(signs, sign), append(ev, check.Evidence(src, field, value))
		}
	}
	people := in.People.Source
	see(slices.ContainsFunc(patterns, func(np check.NamePattern) bool { return np.Matches(p.DisplayName) }),
		"its name looks like a function", people, "displayName", "matches")
	see(slices.ContainsFunc(patterns, func(np check.NamePattern) bool { return np.MatchesAddress(p.Email) }),
		"its address looks like a function", people, "emails", "matches")
	see(p.HasFirstName == snapshot.No, "it has no first name", people, "firstName", "empty")
	see(p.HasLastName == snapshot.No, "it has no last name", people, "lastName", "empty")
	see(addresses > in.Params.Int("max_parallel_ips"),
		fmt.Sprintf("it signed in from %d addresses within an hour", addresses), in.SignIns.Source, "actorIp", addresses)
	return signs, ev
}

// parallelUse returns the largest number of addresses that each account signed
// in from within an hour, and a finding for what the sign-ins do not tell: one
// without an account may be anybody's.
func parallelUse(in *check.Input) (map[string]int, []finding.Finding) {
	use, nameless := map[string]int{}, 0
	counted := in.Now.AddDate(0, 0, -signInDays)
	for _, s := range in.SignIns.Items {
		old := !s.Last.IsZero() && !s.Last.After(counted)
		if s.ActorUUID == "" || s.MaxAddressesPerHour < 1 && !old { // nobody signs in from nowhere
			nameless++
			continue
		}
		use[s.ActorUUID] = max(use[s.ActorUUID], s.MaxAddressesPerHour)
	}
	res, src := finding.Resource{Type: "people", ID: "sign-ins", Name: "sign-ins"}, in.SignIns.Source
	if days := in.Params.Int("lookback_days"); days > signInDays {
		return use, []finding.Finding{check.Unknown(res, snapshot.Truncated,
			fmt.Sprintf("addresses are counted over %d days, not over the %d that lookback_days asks for", signInDays, days))}
	}
	if nameless > 0 {
		return use, []finding.Finding{check.Unknown(res, snapshot.FieldAbsent,
			fmt.Sprintf("%d of %d sign-in records name no account or no address", nameless, len(in.SignIns.Items)), check.Evidence(src, "actorId", nil))}
	}
	return use, nil
}

// rest speaks for the accounts that have no finding of their own. Those that
// exceptions names were not looked at, and are counted apart.
func rest(in *check.Input, judged, spared, suspicious int, missing map[string]int) []finding.Finding {
	res := finding.Resource{Type: "people", ID: "people"}
	src := in.People.Source
	switch {
	case len(missing) > 0:
		field := slices.Min(slices.Collect(maps.Keys(missing)))
		return []finding.Finding{check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("Webex did not return %s for %d of %d accounts",
			field, missing[field], len(in.People.Items)), check.Evidence(src, field, nil))}
	case in.People.Missing() != nil:
		return nil // the engine says why
	case judged == 0:
		return []finding.Finding{check.Unknown(res, snapshot.Error, "Webex showed no account that a person can use, so this token cannot see them",
			check.Evidence(src, "items", len(in.People.Items)))}
	case judged == suspicious:
		return nil
	}
	own := judged - spared - suspicious
	msg := fmt.Sprintf("%d of %d accounts look like one person's own", own, judged)
	if spared > 0 {
		msg += fmt.Sprintf(", %d excepted", spared)
	}
	return []finding.Finding{check.Pass(res, msg, check.Evidence(src, "items", own))}
}
