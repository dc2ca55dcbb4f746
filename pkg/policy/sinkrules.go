package policy

import "regexp"

const (
	hostName = label + `(\.` + label + `)*`
	ipv6     = `\[[0-9A-Fa-f:.]{2,45}\]`
	port     = `:[0-9]{1,5}`
	// rest is the path and query of an address, in ASCII and without a fragment.
	rest = `([/?][!"$-~]*)?`
)

// The rules of words in sinks.
var (
	aSinkName = rule{"a name of small letters, digits and dashes", "siem", anchored(`[a-z0-9][a-z0-9-]{0,39}`), 40}
	aDuration = rule{"a duration", "5m", anchored(`[1-9][0-9]{0,4}(s|m|h)`), 6}
	aSize     = rule{"a size in MB or GB", "100MB", anchored(`[1-9][0-9]{0,3}(MB|GB)`), 6}
	aReceiver = rule{"an https address, or one of http on this computer", "https://siem.clinic.example:8088",
		anchored(`https://(` + hostName + `|` + ipv6 + `)(` + port + `)?` + rest +
			`|http://(localhost|127(\.[0-9]{1,3}){3}|\[::1\])(` + port + `)?` + rest), 2000}
	aHostPort = rule{"a host with its port", "siem.clinic.example:6514", anchored(`(` + hostName + `|` + ipv6 + `)` + port), 260}
	aHostOnly = rule{"a host name", "siem.clinic.example", anchored(hostName), 253}
	aFile     = rule{"the path of a file", "/etc/wxaudit/siem-ca.pem", anchored(unspaced), 1000}
	// aSecretFile looks like a path at its beginning: a token in its place does not.
	aSecretFile = rule{"the path of a file with the secret", "/run/secrets/siem-token",
		anchored(`(/|\.{1,2}[/\\]|[A-Za-z]:[/\\]|\\\\)` + unspaced), 1000}
	// aVariable is in capitals and short between its low lines, which tokens are not.
	aVariable = rule{"the name of an environment variable in capitals", "WXAUDIT_SIEM_TOKEN",
		anchored(`[A-Z][A-Z0-9]{0,23}(_[A-Z0-9]{1,24})*`), 100}
	aHeader = rule{"the name of a header", "X-Tenant", anchored(`[A-Za-z0-9][A-Za-z0-9_-]*`), 100}
	// aHeaderValue is a field value of RFC 9110, section 5.5, in ASCII.
	aHeaderValue = rule{"a header's value in ASCII", "clinic", anchored(`[!-~]([ -~]*[!-~])?`), 1000}
	aLoginName   = rule{"a user name", "wxaudit", anchored(`[!-9;-~]([ -9;-~]*[!-9;-~])?`), 200}
	aSplunkIndex = rule{"the name of a Splunk index", "compliance", anchored(`[a-z0-9_][a-z0-9_-]*`), 80}
	aSplunkWord  = rule{"a name of letters, digits and : . _ / -", "wxaudit:finding", anchored(`[A-Za-z0-9][A-Za-z0-9:._/-]*`), 200}
	// aDataStream follows the rules of Elasticsearch for names.
	aDataStream = rule{"the name of a data stream in small letters", "logs-wxaudit.findings-default", anchored(`[a-z0-9][a-z0-9._-]*`), 255}
)

// secretWords are in the names of headers and query values that hold a secret.
var secretWords = regexp.MustCompile(`(?i)auth|cookie|token|secret|passw|key|credential|signature|^sig$|^code$|^sid$`)

// secretForms are what the tokens of receivers look like: a UUID (Splunk), the
// prefix of Standard Webhooks, a JWT, the schemes of Authorization, PEM.
var secretForms = regexp.MustCompile(`^(` + uuid + `)$|^whs(ec|k)_|^eyJ[A-Za-z0-9_-]{10}|^(?i:bearer|basic|splunk|apikey|token) +[^ ]|-----BEGIN`)

// randomText is a long word of one piece, as random bytes in base64 are.
var randomText = regexp.MustCompile(`^[A-Za-z0-9+_-][A-Za-z0-9+/_-]{23,}={0,2}$`)

var (
	bigLetter   = regexp.MustCompile(`[A-Z]`)
	smallLetter = regexp.MustCompile(`[a-z]`)
	digit       = regexp.MustCompile(`[0-9]`)
)

// looksSecret says whether a word looks like a secret rather than like a name.
func looksSecret(w string) bool {
	if secretForms.MatchString(w) {
		return true
	}
	return randomText.MatchString(w) && bigLetter.MatchString(w) && smallLetter.MatchString(w) && digit.MatchString(w)
}
