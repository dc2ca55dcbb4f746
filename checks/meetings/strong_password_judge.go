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

	length, known := s.PasswordMinLength.Get()
	switch {
	case s.RequireStrongPassword == snapshot.No:
		return check.Fail(r, s.Site+" does not ask for strong meeting passwords", ev...)
	case known && length < shortestPassword:
		return check.Fail(r, fmt.Sprintf("%s takes meeting passwords of %s, fewer than %d", s.Site, check.Count(length, "character"), shortestPassword), ev...)
	}
	if field, absent := check.FirstAbsent(ev); absent {
		return check.Absent(r, src, field)
	}

	digits, _ := s.PasswordMinNumeric.Get()
	letters, _ := s.PasswordMinAlpha.Get()
	special, _ := s.PasswordMinSpecial.Get()
	words, _ := s.PasswordDisallowed.Get()
	switch {
	case length < minLength:
		return check.Warn(r, fmt.Sprintf("%s takes meeting passwords of %s, fewer than %d", s.Site, check.Count(length, "character"), minLength), ev...)
	case digits+letters+special == 0:
		return check.Warn(r, s.Site+" asks for no digit, letter or special character in a meeting password", ev...)
	case dynamic && s.PasswordDisallowDynamicWebText == snapshot.No:
		return check.Warn(r, s.Site+" takes meeting passwords made of the host's, site's or meeting's name", ev...)
	case s.PasswordDisallowList == snapshot.No || words == 0:
		return check.Warn(r, s.Site+" has no list of forbidden meeting passwords", ev...)
	default:
		return check.Pass(r, fmt.Sprintf("%s asks for strong meeting passwords of at least %s", s.Site, check.Count(length, "character")), ev...)
	}
}
