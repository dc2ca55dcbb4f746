package policy

import "regexp"

// rule is how a word must look. The pattern is one that Go and the editors'
// ECMAScript read alike.
type rule struct {
	what    string // to follow "is not"
	like    string // an example; empty when there is no one form
	pattern *regexp.Regexp
	most    int // characters
}

// fits says whether a word follows the rule.
func (r rule) fits(w string) bool { return len([]rune(w)) <= r.most && r.pattern.MatchString(w) }

// do says how to put a word right.
func (r rule) do() string {
	if r.like == "" {
		return "write " + r.what + ", in quotes and without blanks around it"
	}
	return "write it like " + r.like
}

const (
	label  = `[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?`
	domain = `(` + label + `\.)+[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?`
	email  = `[A-Za-z0-9!#$%&'*+/=?^_{}~.-]+@` + domain
	uuid   = `[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}`
	day    = `(199[0-9]|2[01][0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
	ipv4   = `[0-9]{1,3}(\.[0-9]{1,3}){3}`
	// unspaced is a text without a blank at either end.
	unspaced = `[^ \t\n]([^\t\n]*[^ \t\n])?`
)

func anchored(pattern string) *regexp.Regexp { return regexp.MustCompile(`^(` + pattern + `)$`) }

// The rules of words.
var (
	anyWord   = rule{"text on one line", "", anchored(unspaced), 1000}
	orNothing = rule{"text on one line", "", anchored(unspaced + `|`), 1000}
	person    = rule{"a name or an e-mail address", "privacy@clinic.example", anchored(unspaced), 200}
	someID    = rule{"an id", "", anchored(`[^ \t\n]+`), 300}
	aDay      = rule{"a day from 1990 to 2199", "2026-11-20", anchored(day), 10}
	aDomain   = rule{"a domain", "clinic.example", anchored(domain), 253}
	aHost     = rule{"a host name", "hooks.clinic.example", anchored(domain + `|` + ipv4), 253}
	anEmail   = rule{"an e-mail address", "nurse@clinic.example", anchored(email), 254}
	aUUID     = rule{"a UUID", "6b3c1e2a-0d4f-4b5a-9c8e-7f6a5b4c3d2e", anchored(uuid), 36}
	aZone     = rule{"a time zone", "America/New_York", anchored(`[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*`), 64}
	aName     = rule{"a short name of letters, digits, dots and dashes", "W-2026-01", anchored(`[A-Za-z0-9][A-Za-z0-9._-]*`), 64}
	aHash     = rule{"a SHA-256 of 64 hexadecimal digits", "", anchored(`[0-9A-Fa-f]{64}`), 64}
	aWebPlace = rule{"an https address", "https://documents.clinic.example/baa.pdf", anchored(`https://` + domain + `(:[0-9]{1,5})?(/[^ \t\n]*)?`), 2000}
	// aPath stays in the register's directory, so that the evidence travels with
	// it, and a register from elsewhere cannot ask about other files.
	aPath = rule{"a relative path with / below the register's directory", "evidence/baa.pdf",
		anchored(pathPart + `(/` + pathPart + `)*`), 500}
	// aCenter is the base address of Contact Center, or of a test server.
	aCenter = rule{"a Contact Center address", "https://api.wxcc-us1.cisco.com",
		anchored(`https://api\.wxcc-[a-z]{2,8}[0-9]{0,2}\.cisco\.com/?|http://(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?/?`), 100}
	// anApproval is a person, with the reason and the day of the last review.
	anApproval = rule{"an e-mail address or UUID, alone or as who|reason|day", "cmo@clinic.example|legal holds|2026-10-01",
		anchored(`(` + email + `|` + uuid + `)( *\|[^|\t\n]*[^| \t\n][^|\t\n]*\| *` + day + ` *)?`), 600}
)

// pathPart is a name in a path: not "..", nor hidden, and no drive or stream.
const pathPart = `[^/\\:.\t\n<>"|?*][^/\\:\t\n<>"|?*]*`
