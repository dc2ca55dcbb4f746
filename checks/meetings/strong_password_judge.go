package meetings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// shortestPassword is the length below which a site fails whatever the policy
// says.
const shortestPassword = 6

func judgePasswordRule(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source, minLength int, dynamic bool) finding.Finding {
	const criteria = "securityOptions.passwordCriteria."
	ev := []finding.Evidence{
		check.Evidence(src, "securityOptions.requireStrongPassword", s.RequireStrongPassword.Any()),
		check.Evidence(src, criteria+"minLength", s.PasswordMinLength.Any()),
		check.Evidence(src, criteria+"minNumeric", s.PasswordMinNumeric.Any()),
		check.Evidence(src, criteria+"minAlpha", s.PasswordMinAlpha.Any()),
		check.Evidence(src, criteria+"minSpecial", s.PasswordMinSpecial.Any()),
		check.Evidence(src, criteria+"disallowList", s.PasswordDisallowList.Any()),
	}
	if dynamic {
		ev = append(ev, check.Evidence(src, criteria+"disallowDynamicWebText", s.PasswordDisallowDynamicWebText.Any()))
	}
	if s.PasswordDisallowList == snapshot.Yes { // otherwise the length of the list does not matter
		ev = append(ev, check.Evidence(src, criteria+"disallowValues", s.PasswordDisallowed.Any()))
	}

	faults := passwordFaults(s, minLength, dynamic)
	length, _ := s.PasswordMinLength.Get()
	return faults.Judge(r, src, s.Site, "asks for strong meeting passwords of at least "+check.Count(length, "character"), ev...)
}

// passwordFaults are the faults that are known, whatever else is not.
func passwordFaults(s snapshot.SiteSettings, minLength int, dynamic bool) check.Faults {
	length, known := s.PasswordMinLength.Get()
	digits, knownDigits := s.PasswordMinNumeric.Get()
	letters, knownLetters := s.PasswordMinAlpha.Get()
	special, knownSpecial := s.PasswordMinSpecial.Get()
	words, counted := s.PasswordDisallowed.Get()
	long := check.Count(length, "character")

	var faults check.Faults
	faults.Fail(s.RequireStrongPassword == snapshot.No, "does not ask for strong meeting passwords")
	faults.Fail(known && length < shortestPassword, fmt.Sprintf("takes meeting passwords of %s (fewer than %d)", long, shortestPassword))
	faults.Warn(known && length >= shortestPassword && length < minLength, fmt.Sprintf("takes meeting passwords of %s (fewer than %d)", long, minLength))
	faults.Warn(knownDigits && knownLetters && knownSpecial && digits+letters+special == 0, "asks for no digit, letter or special character in a meeting password")
	faults.Warn(dynamic && s.PasswordDisallowDynamicWebText == snapshot.No, "takes meeting passwords made of the host's, site's or meeting's name")
	faults.Warn(s.PasswordDisallowList == snapshot.No || s.PasswordDisallowList == snapshot.Yes && counted && words == 0, "has no list of forbidden meeting passwords")
	return faults
}
