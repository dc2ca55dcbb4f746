package collect

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	personRecordingEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/people/{personId}/features/callRecording", Rank: snapshot.RankAPI,
		Scope: "spark-admin:people_read", Role: "full, user or location administrator, not a read-only one",
		Wire: wireLineRecording{},
	}
	workspaceRecordingEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/workspaces/{workspaceId}/features/callRecordings", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireLineRecording{},
	}
	virtualLineRecordingEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/virtualLines/{virtualLineId}/callRecording", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: wireLineRecording{},
	}
	queueRecordingEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/queues/{queueId}/cxEssentials/callRecordings", Rank: snapshot.RankAPI,
		Scope: "spark-admin:people_read", Role: "full, user or location administrator",
		Wire: wireLineRecording{},
	}
)

// wireLineRecording has no field for the names that a recording vendor knows
// the line by.
type wireLineRecording struct {
	Enabled   looseBool  `json:"enabled"`
	Record    recordMode `json:"record"`
	StartStop struct {
		PSTN looseBool `json:"pstnCallsEnabled"`
	} `json:"startStopAnnouncement"`
	Access struct {
		Download looseBool `json:"downloadRecordingsEnabled"`
		Delete   looseBool `json:"deleteRecordingsEnabled"`
		Share    looseBool `json:"shareRecordingsEnabled"`
	} `json:"callRecordingAccessSettings"`
	PostCall struct {
		Summary    looseBool `json:"summaryAndActionItemsEnabled"`
		Transcript looseBool `json:"transcriptEnabled"`
	} `json:"postCallRecordingSettings"`
}

// recordMode says which calls are recorded; empty for words that are not known.
type recordMode snapshot.RecordMode

var recordModes = map[string]recordMode{
	"Always":                              recordMode(snapshot.RecordAlways),
	"Always with Pause/Resume":            recordMode(snapshot.RecordPausable),
	"On Demand":                           recordMode(snapshot.RecordOnDemand),
	"On Demand with User Initiated Start": recordMode(snapshot.RecordUserStart),
	"Never":                               recordMode(snapshot.RecordNever),
}

// UnmarshalJSON never fails: words that are not known are absent.
func (m *recordMode) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) != nil {
		text = ""
	}
	*m = recordModes[text]
	return nil
}

func (recordMode) redact(v any, _ *Pseudonyms) any {
	if s, ok := v.(string); ok && (s == "" || recordModes[s] != "") {
		return v
	}
	return marker(v)
}

// askLines asks for the settings of the first lines, up to the number that the
// run allows; the others get a gap.
func (r *run) askLines(ctx context.Context, lines []snapshot.RecordedLine) {
	most := cmp.Or(r.o.MaxLines, mostAsked)
	each(len(lines), func(i int) {
		if i >= most {
			lines[i].Gap = leftOutBeyond(most, "lines", snapshot.MaxLines)
			return
		}
		r.askLine(ctx, &lines[i])
	})
}

func (r *run) askLine(ctx context.Context, l *snapshot.RecordedLine) {
	e, ids := personRecordingEndpoint, []string{l.ID}
	switch l.Kind {
	case snapshot.PersonLine:
	case snapshot.WorkspaceLine:
		e = workspaceRecordingEndpoint
	case snapshot.VirtualLine:
		e = virtualLineRecordingEndpoint
	case snapshot.QueueLine:
		e, ids = queueRecordingEndpoint, []string{l.Location, l.ID}
	default:
		l.Gap = vendorUsersEndpoint.misshapen("a line is of a type that is not known, so its settings cannot be asked for")
		return
	}
	w, resp, err := webex.Get[wireLineRecording](ctx, r.o.Client, e.request(nil, ids...))
	if err != nil {
		l.Gap = r.gap(e, err)
		return
	}
	l.Source = e.readAt(resp.ReadAt)
	l.Enabled, l.Record = w.Enabled.Tri(), snapshot.RecordMode(w.Record)
	l.PSTNAnnounced = w.StartStop.PSTN.Tri()
	l.MayDownload, l.MayDelete, l.MayShare = w.Access.Download.Tri(), w.Access.Delete.Tri(), w.Access.Share.Tri()
	l.Summary, l.Transcript = w.PostCall.Summary.Tri(), w.PostCall.Transcript.Tri()
}

// leftOutBeyond is the gap of what lies beyond the number of things that a run
// asks one by one.
func leftOutBeyond(most int, things string, o snapshot.Option) *snapshot.Gap {
	return untold(o, snapshot.Budget, fmt.Sprintf("left out: only the first %d %s were asked; raise %s in the policy", most, things, o))
}
