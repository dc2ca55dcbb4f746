package collect

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// The sample of ended meetings whose participants are read.
const (
	samplePeriod    = 30 * days
	samplePerHost   = 20 // newest instances of each host within samplePeriod
	samplePerSeries = 8  // newest instances of each series that met again
)

var participantsEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/meetingParticipants", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_participants_read", Role: meetingAdmin,
	Wire: listOf[wireParticipant]{},
}

// wireParticipant has no field for phone numbers.
type wireParticipant struct {
	Email       *mail        `json:"email"`
	DisplayName guestName    `json:"displayName"`
	Invitee     looseBool    `json:"invitee"`
	Host        looseBool    `json:"host"`
	State       enum         `json:"state"`
	Devices     []wireDevice `json:"devices"`
}

type wireDevice struct {
	AudioType enum `json:"audioType"`
	CallType  enum `json:"callType"`
}

// attend reads the participants of the sampled instances.
func (r *run) attend(ctx context.Context, all []instance) {
	picked := sample(all, r.now().Add(-samplePeriod))
	each(len(picked), func(i int) {
		m := &all[picked[i]]
		m.Participants = r.participants(ctx, m)
	})
}

// sample picks, by index, the newest instances of each host since a moment, and
// the newest of each series that was used more than once. An instance without a
// start time may be recent, so it can be picked, after those that are known to
// be.
func sample(all []instance, since time.Time) []int {
	type link struct{ site, series string }
	hosts, series := map[string][]int{}, map[link][]int{}
	for i, m := range all {
		if m.Start.IsZero() || !m.Start.Before(since) {
			hosts[m.host.value()] = append(hosts[m.host.value()], i)
		}
		if m.SeriesID != "" {
			l := link{m.Site, m.SeriesID}
			series[l] = append(series[l], i)
		}
	}
	newest := func(group []int, n int) []int {
		slices.SortFunc(group, func(a, b int) int {
			return cmp.Or(all[b].Start.Compare(all[a].Start), cmp.Compare(all[a].ID, all[b].ID))
		})
		return group[:min(n, len(group))]
	}
	var picked []int
	for _, group := range hosts {
		picked = append(picked, newest(group, samplePerHost)...)
	}
	for _, group := range series {
		if len(group) > 1 {
			picked = append(picked, newest(group, samplePerSeries)...)
		}
	}
	slices.Sort(picked)
	return slices.Compact(picked)
}

// participants reads who was in an ended meeting.
func (r *run) participants(ctx context.Context, m *instance) *snapshot.Participants {
	query := url.Values{"meetingId": {m.ID}, "max": {"100"}}
	if m.host.value() != "" {
		query.Set("hostEmail", m.host.value())
	}
	if w := r.joining(m.Start); w.From.Before(w.To) {
		query.Set("joinTimeFrom", w.From.Format(time.RFC3339))
		query.Set("joinTimeTo", w.To.Format(time.RFC3339))
	}
	list, at, err := drain(webex.Linked[wireParticipant](ctx, r.o.Client, participantsEndpoint.request(query), "items"))
	ps := &snapshot.Participants{Source: participantsEndpoint.source()}
	ps.Source.ReadAt = at
	if err != nil {
		ps.Gap = r.gap(participantsEndpoint, err)
	}
	if list == nil {
		return ps
	}
	ps.People = []snapshot.Participant{}
	unshown := 0
	for _, w := range list {
		p := w.participant(ctx, r)
		if w.Email == nil && p.Phone != snapshot.Yes {
			unshown++ // a caller has no address; anybody else may have a hidden one
		}
		ps.People = append(ps.People, p)
	}
	ps.Gap = firstGap(ps.Gap, participantsEndpoint.lacking(unshown, "email"))
	host := func(w wireParticipant) bool {
		// The role can be passed on, so that the host's own entry lacks it.
		return w.Host.Tri() == snapshot.Yes || w.Email != nil && m.host.value() != "" && w.Email.value() == m.host.value()
	}
	if len(list) == 0 || !m.hostless && !slices.ContainsFunc(list, host) {
		ps.Gap = firstGap(ps.Gap, &snapshot.Gap{Reason: snapshot.Truncated, Detail: fmt.Sprintf(
			"GET %s: the list of an ended meeting lacks its host, so that others may be missing as well", participantsEndpoint.Path)})
	}
	slices.SortStableFunc(ps.People, func(a, b snapshot.Participant) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(a.NameKey, b.NameKey))
	})
	return ps
}

// joining is when people can have joined a meeting that began at a moment.
// Webex lists those of seven days unless it is told a window of its own; a
// meeting lasts no more than a day. The window is empty when the moment is not
// known.
func (r *run) joining(start time.Time) webex.Window {
	if start.IsZero() {
		return webex.Window{}
	}
	w := webex.Window{From: start.Add(-time.Hour).UTC(), To: start.Add(2 * days).UTC()}
	if w.To.After(r.now()) {
		w.To = r.now()
	}
	return w
}

func (w wireParticipant) participant(ctx context.Context, r *run) snapshot.Participant {
	p := snapshot.Participant{
		Host:    w.Host.Tri(),
		Invited: w.Invitee.Tri(),
		Phone:   phoneOnly(w.Devices),
		NameKey: w.DisplayName.key(r),
	}
	p.CommonName = w.DisplayName.common()
	var address string
	if w.Email != nil {
		address = w.Email.value()
	}
	p.Party = r.party(ctx, address)
	if w.State != "" {
		p.Joined = snapshot.TriFrom(!strings.EqualFold(string(w.State), "lobby"))
	}
	return p
}

// phoneOnly says whether somebody joined by calling in and by nothing else. Who
// lets Webex call back is in the meeting with an app.
func phoneOnly(devices []wireDevice) snapshot.Tri {
	answer := snapshot.Yes
	if len(devices) == 0 {
		answer = snapshot.Unknown
	}
	for _, dev := range devices {
		switch {
		case dev.AudioType == "", dev.AudioType == "pstn" && dev.CallType == "":
			answer = snapshot.Unknown
		case dev.AudioType != "pstn", dev.CallType != "callIn":
			return snapshot.No
		}
	}
	return answer
}
