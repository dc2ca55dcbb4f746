package collect

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var deviceSettingsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/deviceConfigurations", Rank: snapshot.RankAPI,
	Scope: "spark-admin:devices_read", Role: deviceAdmin, Wire: wireConfiguration{},
}

// securitySettings are the settings of a device that are held, by their
// xConfiguration names. Others hold passwords, addresses and telephone numbers.
var securitySettings = []string{
	"Bluetooth.Allowed",
	"Conference.AutoAnswer.Mode",
	"Conference.Encryption.Mode",
	"HttpClient.AllowHTTP",
	"HttpClient.AllowInsecureHTTPS",
	"HttpClient.Mode",
	"NetworkServices.HTTP.Mode",
	"NetworkServices.HTTPS.StrictTransportSecurity",
	"NetworkServices.HTTPS.VerifyServerCertificate",
	"NetworkServices.SNMP.Mode",
	"NetworkServices.SSH.Mode",
	"NetworkServices.Websocket",
	"Security.Audit.Logging.Mode",
	"Security.Session.FailedLoginsLockoutTime",
	"Security.Session.InactivityTimeout",
	"Security.Session.MaxFailedLogins",
	"Security.Session.MaxSessionsPerUser",
	"SerialPort.LoginRequired",
	"SerialPort.Mode",
	"UserInterface.SettingsMenu.Mode",
	"UserInterface.SettingsMenu.Visibility",
	"WebEngine.Mode",
}

type wireConfiguration struct {
	DeviceID string         `json:"deviceId"`
	Items    configurations `json:"items"`
}

// usualMost bounds how many are asked one by one where the options do not say.
const usualMost = 500

// settingless are the types of devices that have no such settings. One of another
// type may have them.
var settingless = []string{"phone", "accessory", "webexgo"}

// deviceSettings reads the configuration of every room device, one call each;
// no others have one. The whole configuration is asked for, so that what it
// lacks is known to be lacking.
func deviceSettings(ctx context.Context, r *run) {
	r.section(ctx, snapshot.DevicesName)
	s := &r.s.DeviceSettings
	s.Source, s.Gap = deviceSettingsEndpoint.source(), r.s.Devices.Missing()
	if r.s.Devices.Items == nil {
		return
	}
	most, asked := r.o.MaxDevices, []string{}
	if most <= 0 {
		most = usualMost
	}
	s.Items = []snapshot.DeviceSettings{}
	for _, d := range r.s.Devices.Items {
		item := snapshot.DeviceSettings{DeviceID: d.ID}
		switch {
		case d.ID == "" || slices.Contains(settingless, d.Type):
			continue
		case d.Type != "roomdesk":
			item.Gap = devicesEndpoint.misshapen("the device did not say of what type it is, or of one that is not known")
		case len(asked) == most:
			item.Gap = leftOutBeyond(most, "devices", snapshot.MaxDevices)
		default:
			asked = append(asked, d.ID)
		}
		s.Items = append(s.Items, item)
	}
	readAt := make([]time.Time, len(s.Items))
	each(len(s.Items), func(i int) {
		if s.Items[i].Gap == nil {
			readAt[i] = r.configuration(ctx, &s.Items[i])
		}
	})
	s.Source.ReadAt = newest(readAt)
}

// configuration fills in the settings of one device.
func (r *run) configuration(ctx context.Context, item *snapshot.DeviceSettings) (at time.Time) {
	e := deviceSettingsEndpoint
	w, resp, err := webex.Get[wireConfiguration](ctx, r.o.Client, e.request(url.Values{"deviceId": {item.DeviceID}}))
	switch {
	case err != nil:
		item.Gap = r.gap(e, err)
		return at
	case w.DeviceID != item.DeviceID && (uuidOf(w.DeviceID) == "" || uuidOf(w.DeviceID) != uuidOf(item.DeviceID)):
		item.Gap = e.misshapen("the answer is about another device than it was asked for")
	case !w.Items.there:
		item.Gap = e.misshapen("the answer holds no settings")
	default:
		item.Settings = w.Items.settings
		for _, name := range securitySettings {
			if _, ok := item.Settings[name]; !ok {
				item.Settings[name] = snapshot.DeviceSetting{Lacking: true}
			}
		}
	}
	return resp.ReadAt
}

// configurations are the settings of a device by their names. Only those of
// securitySettings are decoded, and of their values only words, numbers and
// booleans.
type configurations struct {
	there    bool // there was one at least, of whatever name
	settings map[string]snapshot.DeviceSetting
}

// UnmarshalJSON never fails: a value of another shape is absent, and a setting
// of another shape has no value.
func (c *configurations) UnmarshalJSON(b []byte) error {
	*c = configurations{settings: map[string]snapshot.DeviceSetting{}}
	var entries map[string]any
	if json.Unmarshal(b, &entries) != nil {
		return nil
	}
	c.there = len(entries) > 0
	for _, name := range securitySettings {
		if entry, ok := entries[name]; ok {
			c.settings[name] = snapshot.DeviceSetting{Value: settingWord(inside(entry, "value")), NotEditable: notEditable(entry)}
		}
	}
	return nil
}

// inside walks into a decoded object; nil when there is nothing.
func inside(v any, names ...string) any {
	for _, name := range names {
		fields, _ := v.(map[string]any)
		v = fields[name]
	}
	return v
}

// notEditable is the reason for which Webex may not change a setting, or "".
// The document and its example call the switch by two names.
func notEditable(entry any) string {
	switches := inside(entry, "sources", "configured", "editability")
	reason, _ := inside(switches, "reason").(string)
	if inside(switches, "isEditable") != false && inside(switches, "editable") != false || !isPlainWord(reason, 40) {
		return ""
	}
	return reason
}

// settingWord is the value of a setting as one word, or "" where it is more.
func settingWord(v any) string {
	switch v := v.(type) {
	case bool:
		return strconv.FormatBool(v)
	case float64:
		if v == float64(int(v)) && v >= 0 && v < 1e6 {
			return strconv.Itoa(int(v))
		}
	case json.Number:
		n, err := v.Float64()
		if err == nil {
			return settingWord(n)
		}
	case string:
		if isPlainWord(strings.ReplaceAll(v, "+", "_"), 24) || isDigits(v) && len(v) <= 4 {
			return v
		}
	}
	return ""
}

// redact keeps what is decoded, and says whether there was anything else.
func (configurations) redact(v any, _ *Pseudonyms) any {
	entries, ok := v.(map[string]any)
	if !ok {
		return marker(v)
	}
	out := map[string]any{}
	for name, entry := range entries {
		if slices.Contains(securitySettings, name) {
			out[name] = redactSetting(entry)
		} else {
			out["[redacted-1]"] = map[string]any{}
		}
	}
	return out
}

func redactSetting(entry any) any {
	value := inside(entry, "value")
	out := map[string]any{"value": value}
	if settingWord(value) == "" && value != nil {
		out["value"] = redacted // also for numbers: 0 would be a value
	}
	if reason := notEditable(entry); reason != "" {
		out["sources"] = map[string]any{"configured": map[string]any{"editability": map[string]any{"isEditable": false, "reason": reason}}}
	}
	return out
}
