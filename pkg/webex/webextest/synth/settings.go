package synth

import (
	"strconv"
	"time"
)

// logSetting writes into the admin audit log that a setting of the organisation
// was changed.
func (o *Organization) logSetting(at time.Time, name string, before, after any) *auditEvent {
	e := o.log(change{by: o.auditor, at: at, category: "ORG_SETTINGS", what: "An admin updated an organization setting", about: name})
	e.Data.SettingName, e.Data.PreviousValue, e.Data.SettingValue = name, before, after
	return e
}

// logSettings writes down how two of the settings came to be what they are (the
// others were never changed, so that the log is silent about them), and what
// such a log has besides: an attempt that failed, the setting of a person,
// and names and values that are somebody's text.
func (o *Organization) logSettings() {
	o.logSetting(o.at(-240, 15), "LockoutFailureCount", 10, o.broker.LockoutFailureCount)
	o.logSetting(o.at(-220, 15), "blockExternalCommunications", "false", "true")

	failed := o.logSetting(o.at(-210, 15), "blockExternalCommunications", "true", "false")
	failed.Data.ErrorCode, failed.Data.ErrorMessage = "403", o.canaries.plant("audit-error")
	personal := o.log(change{by: o.auditor, at: o.at(-205, 15), category: "USERS", what: "An admin updated a user", target: o.staff[6]})
	personal.Data.SettingName, personal.Data.SettingValue, personal.Data.PreviousValue = "voicemailPin", o.canaries.number(), o.canaries.number()
	text := o.logSetting(o.at(-204, 15), o.canaries.plant("setting-name"), o.canaries.plant("setting-before"), o.canaries.plant("setting-after"))
	text.Data.Changes = map[string]any{o.canaries.plant("changed-key"): []string{o.canaries.plant("changed-value")}}
}

// logSpoiltSettings writes down who made the settings of the clinic what they
// are, last month.
func (o *Organization) logSpoiltSettings() {
	o.logSetting(o.at(-35, 15), "LockoutFailureCount", "5", strconv.Itoa(o.broker.LockoutFailureCount))
	o.logSetting(o.at(-33, 15), "blockExternalCommunications", "true", o.settings["blockExternalCommunications"])
}
