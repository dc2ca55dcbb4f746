package collect

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	voicemailGroupsEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/voicemailGroups", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: struct {
			Groups []wireInLocation `json:"voicemailGroups"`
		}{},
	}
	virtualLinesEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/virtualLines", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: telephonyAdmin,
		Wire: struct {
			Lines []wireID `json:"virtualLines"`
		}{},
	}
	personVoicemailEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/people/{personId}/features/voicemail", Rank: snapshot.RankAPI,
		Scope: "spark-admin:people_read", Role: "full, user, read-only or location administrator",
		Wire: wireVoicemail{},
	}
	groupVoicemailEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/locations/{locationId}/voicemailGroups/{voicemailGroupId}", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: "full, user or read-only administrator",
		Wire: wireVoicemail{},
	}
	workspaceVoicemailEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/workspaces/{workspaceId}/voicemail", Rank: snapshot.RankAPI,
		Scope: "spark-admin:workspaces_read", Role: telephonyAdmin,
		Wire: wireVoicemail{},
	}
	virtualLineVoicemailEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/telephony/config/virtualLines/{virtualLineId}/voicemail", Rank: snapshot.RankAPI,
		Scope: telephonyScope, Role: "full, user or read-only administrator",
		Wire: wireVoicemail{},
	}
)

// wireID is an entry of which only the id is read.
type wireID struct {
	ID string `json:"id"`
}

// wireVoicemail has no field for names, numbers and passcodes.
type wireVoicemail struct {
	Enabled looseBool `json:"enabled"`
	Copy    struct {
		Enabled looseBool `json:"enabled"`
		EmailID *mail     `json:"emailId"`
	} `json:"emailCopyOfMessage"`
	Storage struct {
		Type     enum `json:"storageType"`
		External mail `json:"externalEmail"`
	} `json:"messageStorage"`
	Notifications struct {
		Enabled     looseBool `json:"enabled"`
		Destination mail      `json:"destination"`
		SMS         presence  `json:"smsDestination"`
	} `json:"notifications"`
	Fax wireSwitch `json:"faxMessage"`
}

// voicemailBoxes reads where the copies of voicemail and fax go: of the people
// with a licence, of voicemail groups, of workspaces and of virtual lines.
func voicemailBoxes(ctx context.Context, r *run) {
	s := &r.s.Voicemail
	s.Source = personVoicemailEndpoint.source()
	if s.Gap = r.withoutCalling(ctx); s.Gap != nil {
		return
	}
	boxes, gap := r.mailboxes(ctx)
	s.Gap = gap
	if len(boxes) == 0 && gap != nil {
		return
	}
	slices.SortFunc(boxes, func(a, b mailbox) int { return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.id, b.id)) })
	most := cmp.Or(r.o.MaxMailboxes, mostAsked)
	items, without := make([]snapshot.VoicemailBox, len(boxes)), make([]bool, len(boxes))
	each(len(boxes), func(i int) {
		items[i] = snapshot.VoicemailBox{ID: boxes[i].id, Kind: boxes[i].kind, Email: boxes[i].email}
		if i >= most {
			items[i].Gap = leftOutBeyond(most, "mailboxes", snapshot.MaxMailboxes)
			return
		}
		r.askMailbox(ctx, boxes[i], &items[i])
		// Only professional workspaces have voicemail, and Webex says so of the others.
		without[i] = boxes[i].kind == snapshot.WorkspaceLine && items[i].Gap != nil && items[i].Gap.Reason == snapshot.NotLicensed
	})
	s.Items = []snapshot.VoicemailBox{}
	for i, item := range items {
		if !without[i] {
			s.Items = append(s.Items, item)
			s.Source.ReadAt = latest(s.Source.ReadAt, item.Source.ReadAt)
		}
	}
}

// mailbox is one that is to be asked for its settings.
type mailbox struct {
	kind, id, location, email string
}

// mailboxes lists the mailboxes that there may be; the gap says why there may
// be more.
func (r *run) mailboxes(ctx context.Context) (boxes []mailbox, gap *snapshot.Gap) {
	people, gap := r.callers(ctx)
	for _, p := range people {
		boxes = append(boxes, mailbox{kind: snapshot.PersonLine, id: p.ID, email: p.Email})
	}

	groups, _, err := drain(webex.Start[wireInLocation](ctx, r.o.Client, voicemailGroupsEndpoint.request(nil), "voicemailGroups", 200))
	if err != nil {
		gap = firstGap(gap, r.gap(voicemailGroupsEndpoint, err))
	}
	nameless := 0
	for _, g := range groups {
		if g.ID == "" || g.LocationID == "" {
			nameless++
			continue
		}
		boxes = append(boxes, mailbox{kind: snapshot.GroupMailbox, id: g.ID, location: g.LocationID})
	}
	gap = firstGap(gap, voicemailGroupsEndpoint.lacking(nameless, "id or locationId"))

	lines, _, err := drain(webex.Start[wireID](ctx, r.o.Client, virtualLinesEndpoint.request(nil), "virtualLines", 1000))
	if err != nil {
		gap = firstGap(gap, r.gap(virtualLinesEndpoint, err))
	}
	lines, nameless = withoutEmpty(lines, func(w wireID) string { return w.ID })
	gap = firstGap(gap, virtualLinesEndpoint.lacking(nameless, "id"))
	for _, l := range lines {
		boxes = append(boxes, mailbox{kind: snapshot.VirtualLine, id: l.ID})
	}

	r.section(ctx, snapshot.WorkspacesName)
	for _, w := range r.s.Workspaces.Items {
		if strings.EqualFold(w.Calling, webexCalling) || w.Calling == "" {
			boxes = append(boxes, mailbox{kind: snapshot.WorkspaceLine, id: w.ID})
		}
	}
	return boxes, firstGap(gap, r.s.Workspaces.Missing())
}

// webexCalling is what a workspace calls with when it has a line of Webex
// Calling; one that does not say may have one too.
const webexCalling = "webexCalling"

func (r *run) askMailbox(ctx context.Context, m mailbox, box *snapshot.VoicemailBox) {
	e, ids := personVoicemailEndpoint, []string{m.id}
	switch m.kind {
	case snapshot.GroupMailbox:
		e, ids = groupVoicemailEndpoint, []string{m.location, m.id}
	case snapshot.WorkspaceLine:
		e = workspaceVoicemailEndpoint
	case snapshot.VirtualLine:
		e = virtualLineVoicemailEndpoint
	}
	w, resp, err := webex.Get[wireVoicemail](ctx, r.o.Client, e.request(nil, ids...))
	if err != nil {
		box.Gap = r.gap(e, err)
		return
	}
	box.Source = e.readAt(resp.ReadAt)
	box.Enabled, box.Copy, box.Fax = w.Enabled.Tri(), w.Copy.Enabled.Tri(), w.Fax.Enabled.Tri()
	box.Storage, box.Notify = string(w.Storage.Type), w.Notifications.Enabled.Tri()
	if to := w.Copy.EmailID; to != nil {
		box.CopyOwn = snapshot.TriFrom(to.value() == "")
		box.CopyTo = r.addressee(ctx, cmp.Or(to.value(), m.email))
	}
	box.StorageTo = r.addressee(ctx, w.Storage.External.value())
	destination := w.Notifications.Destination.value()
	switch {
	case strings.Contains(destination, "@"):
		box.NotifyMail, box.NotifyTo = snapshot.Yes, r.addressee(ctx, destination)
	case destination != "":
		box.NotifyMail = snapshot.No
	}
	switch {
	case w.Notifications.SMS == set, destination != "" && box.NotifyTo.Key == "":
		box.NotifySMS = snapshot.Yes
	case box.NotifyTo.Key != "":
		box.NotifySMS = snapshot.No
	}
}

// addressee says who gets a copy; the zero Party where that is not known.
func (r *run) addressee(ctx context.Context, address string) snapshot.Party {
	if address == "" {
		return snapshot.Party{}
	}
	return r.party(ctx, address)
}
