package audit

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// samples are events as the log names them: in the words of Cisco's article
// nqzomav, as sentences and as keys, with the setting where the log has one.
var samples = []struct {
	category, event        string
	setting, before, after string
	family                 string
	direction              direction
}{
	{"LOGINS", "An Admin logged in", "", "", "", "", elsewhere},
	{"USERS", "An admin updated a user's licenses", "", "", "", "", elsewhere},
	{"DEVICES", "An admin updated a device", "", "", "", "", elsewhere},

	{"USERS", "An admin assigned a role to a user", "", "", "", rolesFamily, elsewhere},
	{"USERS", "USER_ROLES_UPDATED", "", "", "", rolesFamily, elsewhere},
	{"PARTNERS", "External Administrator Was Added", "", "", "", rolesFamily, elsewhere},

	{"COMPLIANCE", "Retention Policy Was Updated", "", "", "", retentionFamily, elsewhere},
	{"COMPLIANCE", "Retention period was reduced", "", "", "", retentionFamily, weaker},
	{"COMPLIANCE", "Retention Policy Was Updated", "sparkDataRetentionDays", "2220", "365", retentionFamily, weaker},
	{"COMPLIANCE", "Retention Policy Was Updated", "sparkDataRetentionDays", "-1", "2220", retentionFamily, weaker},
	{"COMPLIANCE", "Retention Policy Was Updated", "sparkDataRetentionDays", "365", "2220", retentionFamily, elsewhere},
	{"COMPLIANCE", "Retention Policy Was Updated", "sparkDataRetentionDays", "2220", "-1", retentionFamily, elsewhere},
	{"COMPLIANCE", "Retention Policy Was Updated", "sparkDataRetentionDays", "", "365", retentionFamily, untold},
	{"COMPLIANCE", "Retention Policy Was Updated", "sparkDataRetentionDays", "2220", "", retentionFamily, untold},
	{"COMPLIANCE", "Record Automatically Triggered Deletion Events", "", "", "", retentionFamily, elsewhere},
	{"ORG_SETTINGS", "An admin updated an organization setting", "sparkDataRetentionDays", "2220", "365", retentionFamily, weaker},

	{"COMPLIANCE", "eDiscovery Report Was Created", "", "", "", discoveryFamily, weaker},
	{"COMPLIANCE", "An eDiscovery report was created", "", "", "", discoveryFamily, weaker},
	{"COMPLIANCE", "EDISCOVERY_REPORT_DOWNLOADED", "", "", "", discoveryFamily, weaker},
	{"COMPLIANCE", "eDiscovery Search Was Created", "", "", "", discoveryFamily, elsewhere},
	{"COMPLIANCE", "eDiscovery Report Was Deleted", "", "", "", discoveryFamily, elsewhere},
	{"COMPLIANCE", "Legal Hold Matter Was Released", "", "", "", discoveryFamily, elsewhere},
	{"COMPLIANCE", "Something that is new", "", "", "", discoveryFamily, elsewhere},

	{"ORGANIZATION", "SSO Was Disabled", "", "", "", signInFamily, weaker},
	{"ORGANIZATION", "SSO Was Enabled", "", "", "", signInFamily, elsewhere},
	{"ORGANIZATION", "Multi-factor Authentication Was Turned Off", "", "", "", signInFamily, weaker},
	{"ORGANIZATION", "An admin updated an organization setting", "mfaEnabled", "true", "false", signInFamily, weaker},
	{"ORGANIZATION", "An admin updated an organization setting", "mfaEnabled", "", "false", signInFamily, weaker},
	{"ORGANIZATION", "An admin updated an organization setting", "mfaEnabled", "false", "true", signInFamily, elsewhere},
	{"ORGANIZATION", "An admin updated an organization setting", "mfaEnabled", "true", "", signInFamily, untold},
	{"ORGANIZATION", "Password Policy Was Updated", "", "", "", signInFamily, elsewhere},
	{"ORGANIZATION", "An association was removed", "", "", "", settingsFamily, elsewhere},

	{"ORGANIZATION", "Block External Communications Was Disabled", "", "", "", externalFamily, weaker},
	{"ORGANIZATION", "Block External Communications Was Enabled", "", "", "", externalFamily, elsewhere},
	{"ORGANIZATION", "External Messaging Was Enabled", "", "", "", externalFamily, weaker},
	{"ORGANIZATION", "External Messaging Was Disabled", "", "", "", externalFamily, elsewhere},
	{"ORGANIZATION", "External Communications Settings Were Updated", "", "", "", externalFamily, elsewhere},
	{"ORGANIZATION", "An admin updated an organization setting", "blockExternalCommunications", "true", "false", externalFamily, weaker},
	{"ORGANIZATION", "An admin updated an organization setting", "blockExternalCommunications", "false", "true", externalFamily, elsewhere},
	{"ORGANIZATION", "An admin updated an organization setting", "allowExternalUsers", "false", "true", externalFamily, weaker},
	{"ORGANIZATION", "An admin updated an organization setting", "blockExternalCommunications", "", "", externalFamily, untold},

	{"MEETINGS", "A recording was deleted", "", "", "", recordingFamily, elsewhere},
	{"MEETINGS", "Call Recording Vendor Was Updated", "", "", "", recordingFamily, elsewhere},
	{"USERS", "Integration Access Was Allowed", "", "", "", integrationFamily, elsewhere},
	{"APPS", "Service App Was Authorized", "", "", "", integrationFamily, elsewhere},
	{"MEETINGS", "An admin changed meeting site settings", "", "", "", settingsFamily, elsewhere},
	{"CUSTOMERS", "An admin updated an organization setting", "", "", "", settingsFamily, elsewhere},
}

func TestFamilies(t *testing.T) {
	t.Parallel()
	used := map[string]bool{}
	for _, s := range samples {
		e := snapshot.AdminEvent{Category: s.category, Event: s.event, Setting: s.setting, Before: s.before, After: s.after, RoleGrant: snapshot.No, RoleRemoval: snapshot.No}
		family, known := familyOf(e)
		require.True(t, known, s.category)
		require.Equal(t, s.family, family, "%s: %s %s", s.category, s.event, s.setting)
		require.Equal(t, s.direction, directionOf(family, e), "%s: %s %s %s-%s", s.category, s.event, s.setting, s.before, s.after)
		used[family] = true
	}
	for _, family := range allFamilies {
		require.True(t, used[family], family)
	}
	require.Equal(t, strings.Join(allFamilies, ", "), strings.Join(SensitiveChanges.Params[1].Default.([]string), ", "))
}

func TestFamilyOfRoleChanges(t *testing.T) {
	t.Parallel()
	for _, e := range []snapshot.AdminEvent{{Category: "USERS", Event: "User updated", RoleGrant: snapshot.Yes}, {Category: "USERS", Event: "User updated", RoleRemoval: snapshot.Yes}} {
		family, _ := familyOf(e)
		require.Equal(t, rolesFamily, family)
	}
}

func TestFamilyOfAnUnknownCategory(t *testing.T) {
	t.Parallel()
	family, known := familyOf(snapshot.AdminEvent{Category: "QUANTUM", Event: "Something was updated"})
	require.Empty(t, family)
	require.False(t, known)
	family, known = familyOf(snapshot.AdminEvent{Category: "QUANTUM", Event: "Retention was updated"})
	require.Equal(t, retentionFamily, family, "its words tell")
	require.False(t, known)
}

func TestPlain(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"sparkDataRetentionDays": " spark data retention days ", "SSOEnabled": " sso enabled ", "eDiscovery Report": " ediscovery report ",
		"EDISCOVERY_REPORT": " ediscovery report ", "Multi-factor (MFA).": " multi factor mfa ", "": "  ", "blockExternal2": " block external2 ", "theDiscovery": " the discovery ",
	} {
		require.Equal(t, want, plain(text), text)
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range samples {
		f.Add(s.event)
	}
	f.Fuzz(func(t *testing.T, text string) {
		said := plain(text)
		require.True(t, strings.HasPrefix(said, " ") && strings.HasSuffix(said, " "))
		require.Equal(t, strings.ToLower(said), said)
		family, _ := familyOf(snapshot.AdminEvent{Event: text})
		directionOf(family, snapshot.AdminEvent{Event: text})
	})
}
