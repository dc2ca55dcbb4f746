package collect

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
)

// wireSettingChange is what an audit event says about a setting. The names of
// these fields were seen in answers, and no document has them. The last ones
// come in shapes that nobody describes.
type wireSettingChange struct {
	SettingName   settingName  `json:"settingName"`
	SettingKey    settingName  `json:"settingKey"`
	ConfigKey     settingName  `json:"configKey"`
	SettingValue  settingValue `json:"settingValue"`
	ConfigValue   settingValue `json:"configValue"`
	PreviousValue settingValue `json:"previousValue"`

	TargetType   enumPath    `json:"targetType"`
	ErrorCode    failureMark `json:"errorCode"`
	ErrorMessage failureMark `json:"errorMessage"`

	Changes           mentions          `json:"changes"`
	ChangeSet         mentions          `json:"changeSet"`
	ChangedAttributes accountAttributes `json:"changedAttributes"`
	UpdatedSettings   mentions          `json:"updatedSettings"`
	UpdatedFields     mentions          `json:"updatedFields"`
	DeletedSettings   mentions          `json:"deletedSettings"`
}

// name is what the event calls the setting: a name of ours, if any of the fields
// has one, and empty where it has only such as may not be kept.
func (w *wireSettingChange) name() settingName {
	names := []settingName{w.SettingKey, w.ConfigKey, w.SettingName}
	for _, name := range names {
		if settingNamed(string(name)) != nil {
			return name
		}
	}
	return cmp.Or(slices.DeleteFunc(names, func(n settingName) bool { return n == redacted })...)
}

// nameless says that the event gives a value to a setting that it does not name.
func (w *wireSettingChange) nameless() bool {
	return cmp.Or(w.SettingKey, w.ConfigKey, w.SettingName) == "" && cmp.Or(w.SettingValue, w.ConfigValue, w.PreviousValue) != ""
}

// change is the setting with its values before and after, each empty where it is
// none that the setting can have.
func (w *wireSettingChange) change() (setting, before, after string) {
	name := w.name()
	s := settingNamed(string(name))
	switch {
	case s == nil:
		return string(name), "", ""
	case !ofOrganization(string(name)):
		return s.name, "", "" // the value may be that of a template or a site
	}
	if v, ok := s.values(w.PreviousValue); ok {
		before = v
	}
	value := w.SettingValue
	if value == "" || value == redacted {
		value = w.ConfigValue
	}
	if v, ok := s.values(value); ok {
		after = v
	}
	return s.name, before, after
}

// mentioned lists the settings that the event speaks of beside its own.
func (w *wireSettingChange) mentioned() []string {
	return slices.Concat(w.Changes, w.ChangeSet, w.ChangedAttributes.settings, w.UpdatedSettings, w.UpdatedFields, w.DeletedSettings)
}

// settingChange is one change of a setting of ours. After is empty when the
// event does not say to what, in words that are understood.
type settingChange struct {
	setting *auditSetting
	at      time.Time
	after   string
}

// noteChanges remembers what an event changed for the whole organisation. What
// failed changed nothing, and what has another target is no setting of the
// organisation.
func (r *run) noteChanges(w wireAdminEvent) {
	d := &w.Data
	if w.failed() || !r.concernsAll(w) {
		return
	}
	own, _, after := d.change()
	if failedSignIn(string(d.EventDescription)) {
		after = "" // it may have failed: what holds since is not known
	}
	if s := settingNamed(own); s != nil {
		r.changes = append(r.changes, settingChange{s, w.Created.Time, after})
	}
	for _, name := range d.mentioned() {
		if name != own {
			r.changes = append(r.changes, settingChange{settingNamed(name), w.Created.Time, ""})
		}
	}
}

// concernsAll says whether the target of an event is the audited organisation.
func (r *run) concernsAll(w wireAdminEvent) bool {
	if other := string(w.Data.TargetOrgID); other != "" && other != r.orgUUID() {
		return false
	}
	switch kind := strings.ToUpper(w.Data.TargetType.last()); kind {
	case "ORG", "ORGANIZATION":
		return true
	case "":
		id := string(w.Data.TargetID)
		return id == "" || id == r.orgUUID()
	default:
		return false
	}
}

// enumPath is a word of an enumeration that may have the name of its type before
// it, as in TargetResourceType.ORG.
type enumPath string

// UnmarshalJSON never fails: a value of another shape is absent.
func (e *enumPath) UnmarshalJSON(data []byte) error {
	*e = ""
	if text := unquote(data); len(data) > 0 && data[0] == '"' && isEnumPath(text) {
		*e = enumPath(text)
	}
	return nil
}

func (enumPath) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok && (s == "" || isEnumPath(s)) {
		return v
	}
	return marker(v)
}

func isEnumPath(text string) bool {
	first, last, dotted := strings.Cut(text, ".")
	return isPlainWord(first, 40) && (!dotted || isPlainWord(last, 40))
}

func (e enumPath) last() string {
	_, last, dotted := strings.Cut(string(e), ".")
	if !dotted {
		return string(e)
	}
	return last
}

// newestChanges returns the last change of each setting of a section, by field.
// Changes whose order is not known come to no value.
func (r *run) newestChanges(section snapshot.Name) map[string]settingChange {
	newest := map[string]settingChange{}
	undated := map[string]bool{}
	for _, c := range r.changes {
		if c.setting.section != section {
			continue
		}
		field := c.setting.field
		old, seen := newest[field]
		switch {
		case c.at.IsZero():
			undated[field] = true
		case !seen || c.at.After(old.at):
			newest[field] = c
		case c.at.Equal(old.at) && c.after != old.after:
			old.after = ""
			newest[field] = old
		}
	}
	for field := range undated {
		c := newest[field]
		c.at, c.after = time.Time{}, "" // it may be newer than all the others
		newest[field] = c
	}
	return newest
}

// rewriteSettingValues takes the values of those settings out of a recording
// whose values are not known: a number could be anything there. Where the event
// names no setting, it leaves behind that there was a value.
func rewriteSettingValues(body any, _ url.Values, _ *Pseudonyms) {
	answer, _ := body.(map[string]any)
	items, _ := answer["items"].([]any)
	for _, item := range items {
		event, _ := item.(map[string]any)
		data, _ := event["data"].(map[string]any)
		if knownSetting(data) {
			continue
		}
		named := namesSetting(data)
		for name, v := range data {
			text, isText := v.(string)
			switch {
			case !isOneOf(name, settingValueFields):
			case named || v == nil || isText && strings.TrimSpace(text) == "":
				data[name] = nil
			default:
				data[name] = kept(redacted)
			}
		}
	}
}

var (
	settingNameFields  = []string{"settingName", "settingKey", "configKey"}
	settingValueFields = []string{"settingValue", "configValue", "previousValue"}
)

func knownSetting(data map[string]any) bool {
	for name, v := range data {
		if text, _ := v.(string); settingNamed(text) != nil && isOneOf(name, settingNameFields) {
			return true
		}
	}
	return false
}

func namesSetting(data map[string]any) bool {
	for name, v := range data {
		if text, _ := v.(string); strings.TrimSpace(text) != "" && isOneOf(name, settingNameFields) {
			return true
		}
	}
	return false
}

// isOneOf compares the names of fields as the decoder does.
func isOneOf(name string, fields []string) bool {
	return slices.ContainsFunc(fields, func(f string) bool { return strings.EqualFold(f, name) })
}
