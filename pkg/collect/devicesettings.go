package collect

import (
	"context"
	"encoding/json"
	"fmt"
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
		case d.ID == "" || d.Type != "" && d.Type != "roomdesk" && d.Type != "unknown":
			continue
		case d.Type != "roomdesk":
			item.Gap = devicesEndpoint.misshapen("the device did not say of what type it is")
		case len(asked) == most:
			item.Gap = &snapshot.Gap{Reason: snapshot.Budget, Detail: fmt.Sprintf("left out: only %d devices are asked for their settings", most)}
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

type wireConfigured struct {
	Value   any            `json:"value"`
	Sources settingSources `json:"sources"`
}

type settingSources struct {
	Configured struct {
		Editability struct {
			Editable   looseBool `json:"editable,omitzero"`
			IsEditable looseBool `json:"isEditable,omitzero"`
			Reason     enum      `json:"reason,omitzero"`
		} `json:"editability,omitzero"`
	} `json:"configured,omitzero"`
}

// UnmarshalJSON never fails: a value of another shape is absent, and a setting
// of another shape has no value.
func (c *configurations) UnmarshalJSON(b []byte) error {
	*c = configurations{settings: map[string]snapshot.DeviceSetting{}}
	var entries map[string]json.RawMessage
	if json.Unmarshal(b, &entries) != nil {
		return nil
	}
	c.there = len(entries) > 0
	for _, name := range securitySettings {
		raw, ok := entries[name]
		if !ok {
			continue
		}
		var w wireConfigured
		if json.Unmarshal(raw, &w) != nil {
			w = wireConfigured{}
		}
		setting := snapshot.DeviceSetting{Value: settingWord(w.Value)}
		if e := w.Sources.Configured.Editability; e.Editable.Tri() == snapshot.No || e.IsEditable.Tri() == snapshot.No {
			setting.NotEditable = string(e.Reason)
		}
		c.settings[name] = setting
	}
	return nil
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
	fields, ok := entry.(map[string]any)
	if !ok {
		return marker(entry)
	}
	out := map[string]any{"value": marker(fields["value"])}
	if settingWord(fields["value"]) != "" {
		out["value"] = fields["value"]
	}
	if sources, ok := fields["sources"]; ok {
		var kept settingSources
		if text, err := json.Marshal(sources); err == nil && json.Unmarshal(text, &kept) == nil {
			out["sources"] = kept
		}
	}
	return out
}
