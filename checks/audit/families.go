package audit

import (
	"slices"
	"strings"
	"unicode"

	"wxaudit/pkg/snapshot"
)

// The families of changes that a reviewer must see, as the parameter names
// them.
const (
	rolesFamily       = "roles"
	retentionFamily   = "retention"
	signInFamily      = "authentication/MFA/SSO"
	externalFamily    = "external communication"
	recordingFamily   = "recording"
	discoveryFamily   = "eDiscovery/legal hold"
	integrationFamily = "integrations"
	settingsFamily    = "org settings"
)

var allFamilies = []string{rolesFamily, retentionFamily, signInFamily, externalFamily, recordingFamily, discoveryFamily, integrationFamily, settingsFamily}

// familyWords are the words and phrases that put an event into a family, the
// most telling family first: the names of events come from Cisco's article
// nqzomav and from the log itself, and they change.
var familyWords = []struct {
	family string
	words  []string
}{
	{rolesFamily, []string{"role", "roles", "privilege", "privileges", "external admin", "external administrator", "partner admin", "partner administrator"}},
	{retentionFamily, []string{"retention", "purge", "purged", "triggered deletion", "automatic deletion"}},
	{discoveryFamily, []string{"ediscovery", "e discovery", "legal hold", "legalhold", "matter", "custodian", "content search"}},
	{signInFamily, []string{"mfa", "multi factor", "two factor", "sso", "single sign", "saml", "identity provider", "idp", "authentication", "password", "passwords", "idbroker", "session timeout", "idle timeout"}},
	{externalFamily, []string{"external communication", "external communications", "external messaging", "external users", "external people", "external meetings", "external collaboration", "block external", "allow external", "external domains", "federation"}},
	{recordingFamily, []string{"recording", "recordings"}},
	{integrationFamily, []string{"integration", "integrations", "bot", "bots", "webhook", "webhooks", "service app", "service apps", "app", "apps", "application", "applications", "oauth", "api"}},
	{settingsFamily, []string{"setting", "settings", "policy", "policies", "template", "templates", "configuration"}},
}

// familyOfCategory is the family of the events of a category that no word puts
// into another one. Empty is none: such changes are everyday work. A category
// that is not here is unknown, and its events are to be looked at.
var familyOfCategory = map[string]string{
	"LOGINS": "", "LOGOUT": "", "LOGOUTS": "", "USERS": "", "GROUPS": "", "DEVICES": "", "PLACES": "", "WORKSPACES": "", "LOCATIONS": "",
	"MEETINGS": "", "MESSAGING": "", "CALLING": "", "CALLS": "", "CONTACT_CENTER": "", "HYBRID_SERVICES": "", "LICENSES": "", "SUBSCRIPTIONS": "", "REPORTS": "",
	"COMPLIANCE": discoveryFamily, "EDISCOVERY": discoveryFamily, "RETENTION": retentionFamily, "ROLES": rolesFamily, "PARTNERS": rolesFamily,
	"AUTHENTICATION": signInFamily, "SSO": signInFamily, "SECURITY": signInFamily, "INTEGRATIONS": integrationFamily, "INTEGRATION": integrationFamily, "APPS": integrationFamily,
	"ORGANIZATION": settingsFamily, "ORGANIZATIONS": settingsFamily, "ORG_SETTINGS": settingsFamily, "ORGANIZATION_SETTINGS": settingsFamily, "CUSTOMERS": settingsFamily,
}

// identityCategory is of whatever the identity service keeps: accounts and groups,
// which are everyday work, and the organisation, which is not.
const identityCategory = "WEBEX_IDENTITY"

// familyOf says which family an event is of, "" for none of them, and whether
// its category is one that is known. Whoever signs in to Control Hub first accepts
// its terms, which Webex logs as a setting of theirs; other settings of their own
// account may be exceptions that they make for themselves.
func familyOf(e snapshot.AdminEvent) (family string, known bool) {
	family, known = familyOfCategory[e.Category]
	if e.RoleGrant == snapshot.Yes || e.RoleRemoval == snapshot.Yes {
		return rolesFamily, known
	}
	said, named := plain(e.Event), plain(e.Setting)
	if e.Category == identityCategory {
		known = hasAny(said, "user", "users", "group", "groups")
	}
	for _, f := range familyWords {
		if hasAny(said, f.words...) || hasAny(named, f.words...) {
			family = f.family
			break
		}
	}
	if family == settingsFamily && e.OwnAccount() && hasAny(named, "terms of service") {
		return "", known
	}
	return family, known
}

// plain is a text as lower-case words with a blank around each: sentences, keys
// with underscores and names of settings in camel case read the same.
func plain(text string) string {
	runes := []rune(text)
	var b strings.Builder
	b.WriteByte(' ')
	for i, c := range runes {
		if !unicode.IsLetter(c) && !unicode.IsDigit(c) {
			b.WriteByte(' ')
			continue
		}
		next := i+1 < len(runes) && unicode.IsLower(runes[i+1])
		if i > 0 && unicode.IsUpper(c) && (unicode.IsLower(runes[i-1]) || unicode.IsUpper(runes[i-1]) && next) && !brandName(runes, i) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(c))
	}
	return " " + strings.Join(strings.Fields(b.String()), " ") + " "
}

// brandName keeps "eDiscovery" one word: a single small letter before the
// capital.
func brandName(runes []rune, i int) bool {
	return runes[i-1] == 'e' && (i == 1 || !unicode.IsLetter(runes[i-2]))
}

// hasAny says whether a plain text holds one of the words or phrases.
func hasAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(text, " "+w+" ") })
}

// begins says whether a word of a plain text begins with one of the stems.
func begins(text string, stems ...string) bool {
	return slices.ContainsFunc(stems, func(s string) bool { return strings.Contains(text, " "+s) })
}
