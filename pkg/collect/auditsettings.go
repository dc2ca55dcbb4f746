package collect

import (
	"strings"

	"wxaudit/pkg/snapshot"
)

// auditSetting is a setting of the organisation whose changes the admin audit
// log may show: in which field of which section its value stands, and which
// values it can have.
type auditSetting struct {
	name    string // as AdminEvent.Setting writes it
	section snapshot.Name
	field   string
	values  valueRule
	// spellings are further names of it, beside name, without regard to case and
	// punctuation.
	spellings []string
}

// auditSettings are known by the names that the services themselves use; the
// log's own names for them are not documented.
var auditSettings = []auditSetting{
	{"mfaEnabled", snapshot.AuthenticationName, "mfa_enabled", toggles, []string{"mfa", "multiFactorAuthentication", "multiFactorAuthenticationEnabled"}},
	{"KeepMeSignedIn", snapshot.AuthenticationName, "keep_signed_in", toggles, nil},
	{"KeepMeSignedInDuration", snapshot.AuthenticationName, "keep_days", counts, nil},
	{"RememberMyLoginId", snapshot.AuthenticationName, "remember_login", toggles, nil},
	{"RememberMyLoginIdDuration", snapshot.AuthenticationName, "remember_days", counts, nil},
	{"LockoutFailureCount", snapshot.AuthenticationName, "lockout_failures", counts, nil},
	{"LockoutDuration", snapshot.AuthenticationName, "lockout_minutes", counts, nil},
	{"LockoutDurationMultiplier", snapshot.AuthenticationName, "lockout_factor", counts, nil},
	{"JITCreation", snapshot.AuthenticationName, "jit_creation", toggles, nil},

	{"sparkDataRetentionDays", snapshot.OrgSettingsName, "message_retention", counts, []string{"messageRetentionDays", "messagingRetentionDays"}},
	{"blockExternalCommunications", snapshot.OrgSettingsName, "block_external", toggles, []string{"blockExternalCommunication"}},
	{"clientSecurityPolicy", snapshot.OrgSettingsName, "mobile_lock", toggles, nil},
	{"desktopFileShareControl", snapshot.OrgSettingsName, "desktop_files", fileWords, nil},
	{"mobileFileShareControl", snapshot.OrgSettingsName, "mobile_files", fileWords, nil},
	{"webFileShareControl", snapshot.OrgSettingsName, "web_files", fileWords, nil},
	{"botFileShareControl", snapshot.OrgSettingsName, "bot_files", fileWords, nil},
	{"whiteboardFileShareControl", snapshot.OrgSettingsName, "whiteboard_files", boardWords, nil},
}

// settingsByKey finds settings by any of their spellings.
var settingsByKey = func() map[string]*auditSetting {
	all := map[string]*auditSetting{}
	for i := range auditSettings {
		s := &auditSettings[i]
		for _, spelling := range append([]string{s.name}, s.spellings...) {
			all[settingKey(spelling)] = s
		}
	}
	return all
}()

// settingKey is what the spellings of a setting have in common: its letters and
// digits, in lower case.
func settingKey(name string) string {
	return strings.Map(func(c rune) rune {
		switch {
		case c >= 'A' && c <= 'Z':
			return c + 'a' - 'A'
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9':
			return c
		default:
			return -1
		}
	}, name)
}

// settingNamed finds a setting by its name, which may stand behind a path, as in
// orgSettings.blockExternalCommunications; nil when it is none of ours.
func settingNamed(name string) *auditSetting {
	if s := settingsByKey[settingKey(name)]; s != nil {
		return s
	}
	if at := strings.LastIndexAny(name, "./:"); at >= 0 {
		return settingsByKey[settingKey(name[at+1:])]
	}
	return nil
}

// organizationPaths are the parts before the name of a setting of the whole
// organisation, as settingKey writes them.
var organizationPaths = map[string]bool{
	"org": true, "organization": true, "orgsettings": true, "orgsetting": true, "organizationsettings": true, "settings": true,
	"authentication": true, "idbconfig": true,
}

// ofOrganization says whether nothing stands before the name of a setting but
// the organisation.
func ofOrganization(name string) bool {
	if settingsByKey[settingKey(name)] != nil {
		return true
	}
	parts := strings.FieldsFunc(name, func(c rune) bool { return strings.ContainsRune("./:", c) })
	for _, part := range parts[:max(len(parts)-1, 0)] {
		if !organizationPaths[settingKey(part)] {
			return false
		}
	}
	return true
}

// valueRule returns a value as AdminEvent writes it, when it is one that the
// setting can have.
type valueRule func(v settingValue) (string, bool)

// toggles are on or off.
func toggles(v settingValue) (string, bool) {
	switch strings.ToLower(string(v)) {
	case "true", "on", "enabled":
		return "true", true
	case "false", "off", "disabled":
		return "false", true
	default:
		return "", false
	}
}

// counts are whole numbers; -1 stands for no end.
func counts(v settingValue) (string, bool) {
	return string(v), v == "-1" || isCount(string(v))
}

func fileWords(v settingValue) (string, bool) { return oneOf(v, "NONE", "BLOCK_UPLOAD", "BLOCK_BOTH") }

func boardWords(v settingValue) (string, bool) { return oneOf(v, "ALLOW", "BLOCK") }

func oneOf(v settingValue, words ...string) (string, bool) {
	for _, word := range words {
		if strings.EqualFold(string(v), word) {
			return word, true
		}
	}
	return "", false
}
