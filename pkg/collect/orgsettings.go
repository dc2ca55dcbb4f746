package collect

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// The settings of the Control Hub service are known from Cisco's own client
// code only.
var (
	orgSettingsEndpoint = Endpoint{
		Host: webex.ControlHub, Path: "/admin/api/v1/organizations/{orgUuid}/settings", Rank: snapshot.RankControlHub,
		Role: "full administrator",
		Wire: wireOrgSettings{},
	}
	orgSettingEndpoint = Endpoint{
		Host: webex.ControlHub, Path: "/admin/api/v1/organizations/{orgUuid}/settings/{key}", Rank: snapshot.RankControlHub,
		Role: "full administrator",
		Wire: wireSettings{},
	}
)

// retentionKey is the setting that holds the message retention, otherKeys are
// the further settings that are read.
const retentionKey = "sparkDataRetentionDays"

var otherKeys = []string{
	"blockExternalCommunications", "clientSecurityPolicy", "desktopFileShareControl", "mobileFileShareControl",
	"webFileShareControl", "botFileShareControl", "whiteboardFileShareControl",
}

// wireOrgSettings is a list of one JSON document, written as a string.
type wireOrgSettings struct {
	OrgSettings []settingsText `json:"orgSettings" redact:"json"`
}

// wireSettings are the settings that are read.
type wireSettings struct {
	RetentionDays   looseInt  `json:"sparkDataRetentionDays"`
	BlockExternal   looseBool `json:"blockExternalCommunications"`
	MobileLock      looseBool `json:"clientSecurityPolicy"`
	DesktopFiles    enum      `json:"desktopFileShareControl"`
	MobileFiles     enum      `json:"mobileFileShareControl"`
	WebFiles        enum      `json:"webFileShareControl"`
	BotFiles        enum      `json:"botFileShareControl"`
	WhiteboardFiles enum      `json:"whiteboardFileShareControl"`
}

func (w wireSettings) settings() snapshot.OrgSettings {
	return snapshot.OrgSettings{
		MessageRetention: snapshot.Retention{Days: w.RetentionDays.Opt(), Malformed: w.RetentionDays.malformed},
		BlockExternal:    w.BlockExternal.Tri(),
		MobileLock:       w.MobileLock.Tri(),
		DesktopFiles:     string(w.DesktopFiles),
		MobileFiles:      string(w.MobileFiles),
		WebFiles:         string(w.WebFiles),
		BotFiles:         string(w.BotFiles),
		WhiteboardFiles:  string(w.WhiteboardFiles),
	}
}

// settingsText decodes the document inside the string.
type settingsText struct{ wireSettings }

// UnmarshalJSON reads a string that holds a JSON object.
func (t *settingsText) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil || json.Unmarshal([]byte(text), &t.wireSettings) != nil {
		return errors.New("the settings are no JSON document in a string")
	}
	return nil
}

// orgSettings reads the settings of the organisation: all together, and where
// that is refused, one by one. The message retention is asked for by its name
// as well when the others came without it. A setting that no answer holds stays
// unknown: absent is neither off nor indefinite.
func orgSettings(ctx context.Context, r *run) {
	r.s.OrgSettings = climb(ctx, r, snapshot.OrgSettingsName, orgSettingsEndpoint, r.readOrgSettings, r.capturedOrgSettings)
}

func (r *run) readOrgSettings(ctx context.Context, c *webex.Client) snapshot.Record[snapshot.OrgSettings] {
	all, at, err := r.allSettings(ctx, c)
	if err == nil && all.MessageRetention != (snapshot.Retention{}) {
		return snapshot.Record[snapshot.OrgSettings]{Value: &all, Source: orgSettingsEndpoint.readAt(at)}
	}
	one, oneAt, oneErr := r.oneSetting(ctx, c, retentionKey)
	if err != nil {
		return r.settingsOneByOne(ctx, c, one, oneAt, oneErr, r.gap(orgSettingsEndpoint, err))
	}
	s := snapshot.Record[snapshot.OrgSettings]{Value: &all, Source: orgSettingsEndpoint.readAt(at)}
	if oneErr == nil && one.MessageRetention != (snapshot.Retention{}) {
		all.MessageRetention = one.MessageRetention
		s.Fields = map[string]snapshot.Source{"message_retention": orgSettingEndpoint.readAt(oneAt)}
	}
	return s
}

// capturedOrgSettings reads what a capture has: all settings together and each
// by itself, because the browser asks for them on different pages and at
// different times. Of two answers about a setting the later one counts, and each
// setting is as old as its own answer.
func (r *run) capturedOrgSettings(ctx context.Context, c *webex.Client) snapshot.Record[snapshot.OrgSettings] {
	s := snapshot.Record[snapshot.OrgSettings]{Source: orgSettingsEndpoint.source(), Fields: map[string]snapshot.Source{}}
	all, at, err := r.allSettings(ctx, c)
	if err == nil {
		s.Value, s.Source = &all, orgSettingsEndpoint.readAt(at)
	}
	for _, key := range append([]string{retentionKey}, otherKeys...) {
		one, oneAt, err := r.oneSetting(ctx, c, key)
		if err != nil {
			continue
		}
		if s.Value == nil {
			s.Value = new(snapshot.OrgSettings)
		}
		fields, own := fieldsOf(s.Value), settingNamed(key).field
		for i, f := range fieldsOf(&one) {
			if f.name == own && (!fields[i].known() || oneAt.After(s.SourceOf(own).ReadAt)) {
				fields[i].value.Set(f.value)
				s.Fields[own] = orgSettingEndpoint.readAt(oneAt)
			}
		}
	}
	return s
}

// settingsOneByOne asks for each of the other settings by its name, unless the
// first one was refused too. A setting that is refused is unknown for the
// reason for which all of them were.
func (r *run) settingsOneByOne(ctx context.Context, c *webex.Client, first snapshot.OrgSettings, at time.Time, err error, refused *snapshot.Gap) snapshot.Record[snapshot.OrgSettings] {
	s := snapshot.Record[snapshot.OrgSettings]{Source: orgSettingsEndpoint.source(), Gap: refused}
	if err != nil && !isKind(err, webex.NotRecorded) {
		return s
	}
	answered := err == nil
	for _, key := range otherKeys {
		one, oneAt, err := r.oneSetting(ctx, c, key)
		if err != nil {
			continue
		}
		answered, at = true, latest(at, oneAt)
		patch(&first, one)
	}
	if !answered {
		return s
	}
	s.Value, s.Gap = &first, nil
	s.Source = orgSettingEndpoint.readAt(at)
	s.Source.InPlaceOf = refused
	return s
}

func isKind(err error, kind webex.Kind) bool {
	we, ok := errors.AsType[*webex.Error](err)
	return ok && we.Kind == kind
}

// allSettings reads the settings all together. Webex answers with nothing when
// none was ever set.
func (r *run) allSettings(ctx context.Context, c *webex.Client) (snapshot.OrgSettings, time.Time, error) {
	w, resp, err := webex.Get[wireOrgSettings](ctx, c, orgSettingsEndpoint.request(nil, r.orgUUID()))
	if err != nil {
		return snapshot.OrgSettings{}, time.Time{}, err
	}
	if len(w.OrgSettings) == 0 {
		return snapshot.OrgSettings{}, resp.ReadAt, nil
	}
	return w.OrgSettings[0].settings(), resp.ReadAt, nil
}

func (r *run) oneSetting(ctx context.Context, c *webex.Client, key string) (snapshot.OrgSettings, time.Time, error) {
	w, resp, err := webex.Get[wireSettings](ctx, c, orgSettingEndpoint.request(nil, r.orgUUID(), key))
	if err != nil {
		return snapshot.OrgSettings{}, time.Time{}, err
	}
	return w.settings(), resp.ReadAt, nil
}
