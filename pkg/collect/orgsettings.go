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

// retentionKey is the setting that holds the message retention.
const retentionKey = "sparkDataRetentionDays"

// wireOrgSettings is a list of one JSON document, written as a string.
type wireOrgSettings struct {
	OrgSettings []settingsText `json:"orgSettings" redact:"json"`
}

// wireSettings are the settings that are read.
type wireSettings struct {
	RetentionDays looseInt `json:"sparkDataRetentionDays"`
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

// orgSettings reads the message retention: from the settings all together, and
// where these are refused or lack it, by its own name. A setting that neither
// answer holds stays unknown; absent is not indefinite.
func orgSettings(ctx context.Context, r *run) {
	s := &r.s.OrgSettings
	s.Source = orgSettingsEndpoint.source()
	if s.Gap = r.leftOut(orgSettingsEndpoint); s.Gap != nil {
		return
	}
	w, at, err := r.allSettings(ctx)
	if err != nil {
		s.Gap = r.gap(orgSettingsEndpoint, err)
	}
	s.Source.ReadAt = at
	if !w.known() {
		request := orgSettingEndpoint.request(nil, r.orgUUID(), retentionKey)
		one, resp, oneErr := webex.Get[wireSettings](ctx, r.o.Client, request)
		if oneErr == nil && (one.known() || err != nil) {
			w, err, s.Gap = one, nil, nil
			s.Source = orgSettingEndpoint.source()
			s.Source.ReadAt = resp.ReadAt
		}
	}
	if err != nil {
		return
	}
	s.Value = &snapshot.OrgSettings{MessageRetention: snapshot.Retention{
		Days:      w.RetentionDays.Opt(),
		Malformed: w.RetentionDays.malformed,
	}}
}

// known says whether there was a value, even one that cannot be read.
func (w wireSettings) known() bool {
	return w.RetentionDays.malformed || w.RetentionDays.Opt().Known()
}

// allSettings reads the settings all together. Webex answers with nothing when
// none was ever set.
func (r *run) allSettings(ctx context.Context) (wireSettings, time.Time, error) {
	w, resp, err := webex.Get[wireOrgSettings](ctx, r.o.Client, orgSettingsEndpoint.request(nil, r.orgUUID()))
	if err != nil {
		return wireSettings{}, time.Time{}, err
	}
	if len(w.OrgSettings) == 0 {
		return wireSettings{}, resp.ReadAt, nil
	}
	return w.OrgSettings[0].wireSettings, resp.ReadAt, nil
}
