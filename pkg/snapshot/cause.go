package snapshot

// Cause says what stands in the way of an answer, as far as it is known: what
// would help follows from it. The reason tells how Webex answered, the cause why.
type Cause string

// The causes. A gap without one has none that anybody could do away with, as far
// as is known.
const (
	// SignInRefused: the token is expired or revoked.
	SignInRefused Cause = "sign_in"
	// RightMissing: the token lacks the gap's scope, or its person the role.
	RightMissing Cause = "right"
	// BrowserOnly: a service that refuses integrations shows it to the
	// administrator's browser, in Control Hub.
	BrowserOnly Cause = "browser"
	// LicenceMissing: it is not bought, or not switched on.
	LicenceMissing Cause = "licence"
	// OptionMissing: the run was told not to ask for it, or not where; see the
	// gap's option.
	OptionMissing Cause = "option"
	// OtherOrganization: it belongs to another organisation, or seems to.
	OtherOrganization Cause = "other_organization"
	// Passing: the service was busy, down or slow, and need not be the next time.
	Passing Cause = "passing"
)

// Option is what a run would have to be told: a flag, or a key of the policy.
type Option string

// The options.
const (
	DocumentedOnly   Option = "--documented-only" // not to be told
	TLSProbe         Option = "--tls-probe"
	MaxRequests      Option = "--max-requests" // to be told of more
	ContactCenterURL Option = "contact_center.url"
	EverySpace       Option = "reads.every_space"
	MaxLines         Option = "reads.max_lines"
	MaxMailboxes     Option = "reads.max_mailboxes"
	MaxDevices       Option = "reads.max_devices"
)

// Options lists them all.
func Options() []Option {
	return []Option{DocumentedOnly, TLSProbe, MaxRequests, ContactCenterURL, EverySpace, MaxLines, MaxMailboxes, MaxDevices}
}
