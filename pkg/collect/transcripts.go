package collect

import (
	"cmp"
	"context"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var transcriptsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/admin/meetingTranscripts", Rank: snapshot.RankAPI,
	Scope: "spark-compliance:meetings_read", Role: "compliance officer",
	Wire: listOf[wireTranscript]{},
}

// wireTranscript has no field for the topic and for the links to the text.
type wireTranscript struct {
	ID         string `json:"id"`
	MeetingID  string `json:"meetingId"`
	HostUserID string `json:"hostUserId"`
	Status     enum   `json:"status"`
	StartTime  stamp  `json:"startTime"`
}

// transcripts lists the transcripts of a year, available and deleted. Webex
// shows them to compliance officers only: for anybody else an empty list says
// nothing.
func transcripts(ctx context.Context, r *run) {
	windows := r.lastYear()
	s := snapshot.Section[snapshot.Transcript]{Source: transcriptsEndpoint.source()}
	s.Source.Since = windows[0].From
	sites, gap := r.siteList(ctx)
	s.Gap = gap
	if sites == nil {
		r.s.Transcripts = s
		return
	}
	queries := siteQueries(sites, windows, 100)
	h := reap[wireTranscript](ctx, r, r.asOfficer(transcriptsEndpoint), queries)
	s.Gap, s.Source.ReadAt = firstGap(h.gap, gap), h.readAt
	if h.none() {
		r.s.Transcripts = s
		return
	}
	accounts := r.accounts(ctx)
	s.Items = []snapshot.Transcript{}
	var entries once
	for i, list := range h.lists {
		for _, w := range list {
			if entries.takes(w.ID) {
				s.Items = append(s.Items, snapshot.Transcript{
					ID: w.ID, MeetingID: w.MeetingID, Site: queries[i].Get("siteUrl"), PersonID: cmp.Or(accounts[uuidOf(w.HostUserID)], w.HostUserID), Status: string(w.Status), Start: w.StartTime.Time,
				})
			}
		}
	}
	s.Gap = firstGap(s.Gap, transcriptsEndpoint.lacking(entries.nameless, "id"))
	if len(s.Items) == 0 {
		s.Gap = firstGap(s.Gap, r.unseenByOthers(ctx, transcriptsEndpoint, ""))
	}
	slices.SortFunc(s.Items, func(a, b snapshot.Transcript) int {
		return cmp.Or(cmp.Compare(a.Site, b.Site), a.Start.Compare(b.Start), cmp.Compare(a.ID, b.ID))
	})
	r.s.Transcripts = s
}

// accounts are the ids of people as GET /v1/people writes them, by their UUIDs.
// Other services write the UUID inside in capitals, which makes another public
// id of it.
func (r *run) accounts(ctx context.Context) map[string]string {
	r.section(ctx, snapshot.PeopleName)
	ids := map[string]string{}
	for _, p := range r.s.People.Items {
		if p.UUID != "" {
			ids[p.UUID] = p.ID
		}
	}
	return ids
}
