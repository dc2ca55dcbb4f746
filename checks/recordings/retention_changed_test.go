package recordings_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/recordings"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// TestRetentionChangedSince: what was attested about the retention of meetings
// holds until the audit log shows that somebody was at it.
func TestRetentionChangedSince(t *testing.T) {
	t.Parallel()
	entry := said("recordings.retention-setting", "days", map[string]any{"days": 2220}) // signed 21 days ago
	event := func(days int, text string, change func(*snapshot.AdminEvent)) snapshot.Section[snapshot.AdminEvent] {
		e := snapshot.AdminEvent{ID: "e", At: now.AddDate(0, 0, -days), Event: text}
		if change != nil {
			change(&e)
		}
		return list(e)
	}
	for name, tt := range map[string]struct {
		log  snapshot.Section[snapshot.AdminEvent]
		want finding.Status
	}{
		"nothing was done":             {list[snapshot.AdminEvent](), finding.Pass},
		"something else was":           {event(3, "An admin updated a user", nil), finding.Pass},
		"a change before":              {event(30, "Retention Policy Was Updated", nil), finding.Pass},
		"a change on the day":          {event(21, "Retention Policy Was Updated", nil), finding.Pass},
		"a change since":               {event(20, "Retention Policy Was Updated", nil), finding.Warn},
		"an attempt since":             {event(20, "Retention Policy Was Updated", func(e *snapshot.AdminEvent) { e.Failed = true }), finding.Pass},
		"a change of no day":           {event(20, "Retention Policy Was Updated", func(e *snapshot.AdminEvent) { e.At = time.Time{} }), finding.Unknown},
		"a change of what deletes":     {event(2, "Automatic Deletion of Recordings Was Updated", nil), finding.Warn},
		"of messages only":             {event(2, "Retention of Spaces Was Updated", nil), finding.Pass},
		"of messages, by the name":     {event(2, "An admin updated an organization setting", func(e *snapshot.AdminEvent) { e.Setting = "sparkDataRetentionDays" }), finding.Pass},
		"of meetings in spaces":        {event(2, "Retention of Meetings in Spaces Was Updated", nil), finding.Warn},
		"something that is not said":   {event(2, "", nil), finding.Unknown},
		"which was before":             {event(30, "", nil), finding.Pass},
		"the log was not read":         {notRead[snapshot.AdminEvent](refused), finding.Unknown},
		"the log broke off":            {snapshot.Section[snapshot.AdminEvent]{Items: []snapshot.AdminEvent{}, Gap: brokeOff}, finding.Unknown},
		"broken off, but for a change": {snapshot.Section[snapshot.AdminEvent]{Items: event(2, "Retention Policy Was Updated", nil).Items, Gap: brokeOff}, finding.Warn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(recordings.RetentionSetting, &snapshot.Snapshot{
				Licenses: list(snapshot.License{Name: "Pro Pack"}), CallRecording: record(snapshot.CallRecording{Enabled: snapshot.No}), AdminAudit: tt.log,
			}, nil, entry)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}

// TestDeletionsSince: that retention deletes is what it is for, once something
// can be old enough.
func TestDeletionsSince(t *testing.T) {
	t.Parallel()
	entry := said("recordings.retention-setting", "days", map[string]any{"days": 2220})
	for name, tt := range map[string]struct {
		text    string
		founded time.Time
		want    finding.Status
	}{
		"when something was due":          {"Automatic Deletion of Recordings", now.AddDate(0, 0, -2223), finding.Pass},
		"the day before it could be":      {"Automatic Deletion of Recordings", now.AddDate(0, 0, -2221), finding.Warn},
		"of things that are not named":    {"Record Automatically Triggered Deletion Events", now.AddDate(-2, 0, 0), finding.Warn},
		"of messages":                     {"Automatic Deletion of Messages", now.AddDate(-2, 0, 0), finding.Pass},
		"of an organisation of no age":    {"Automatic Deletion of Recordings", time.Time{}, finding.Unknown},
		"of messages, there":              {"Automatic Deletion of Messages", time.Time{}, finding.Pass},
		"a change, however old it may be": {"Retention Policy Was Updated", now.AddDate(-9, 0, 0), finding.Warn},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := attested(recordings.RetentionSetting, &snapshot.Snapshot{
				Licenses: list(snapshot.License{Name: "Pro Pack"}), CallRecording: record(snapshot.CallRecording{Enabled: snapshot.No}),
				Organization: record(snapshot.Organization{Created: tt.founded}),
				AdminAudit:   list(snapshot.AdminEvent{ID: "e", At: now.AddDate(0, 0, -2), Event: tt.text}),
			}, nil, entry)
			require.Equal(t, tt.want, o.Status, o.Message)
		})
	}
}
