package synth

import (
	"net/http"
	"slices"
	"time"
)

// spacesData is what the organisation has of this area.
type spacesData struct {
	labels []label
	spaces []*space
}

// label is a classification of spaces.
type label struct {
	ID           string `json:"id"`
	Rank         int    `json:"rank"`
	Title        string `json:"title"`
	Enabled      bool   `json:"enabled"`
	Description  string `json:"description"`
	LastModified string `json:"lastModified"`
	OrgID        string `json:"orgId"`
}

// room is a space as GET /rooms shows it.
type room struct {
	ID                 string `json:"id"`
	Title              string `json:"title"`
	Type               string `json:"type"`
	IsLocked           bool   `json:"isLocked"`
	TeamID             string `json:"teamId,omitempty"`
	LastActivity       string `json:"lastActivity"`
	CreatorID          string `json:"creatorId"`
	Created            string `json:"created"`
	OwnerID            string `json:"ownerId"`
	ClassificationID   string `json:"classificationId,omitempty"`
	IsAnnouncementOnly bool   `json:"isAnnouncementOnly"`
	IsReadOnly         bool   `json:"isReadOnly"`
	IsPublic           bool   `json:"isPublic"`
	MadePublic         string `json:"madePublic,omitempty"`
	Description        string `json:"description,omitempty"`
}

// membership is one member of a space.
type membership struct {
	ID                string `json:"id"`
	RoomID            string `json:"roomId"`
	PersonID          string `json:"personId"`
	PersonEmail       string `json:"personEmail"`
	PersonDisplayName string `json:"personDisplayName"`
	PersonOrgID       string `json:"personOrgId"`
	IsModerator       bool   `json:"isModerator"`
	IsRoomHidden      bool   `json:"isRoomHidden"`
	RoomType          string `json:"roomType"`
	IsMonitor         bool   `json:"isMonitor"`
	Created           string `json:"created"`
}

// space is a room with what the lists of others say about it.
type space struct {
	room
	members []membership
	folders []linkedFolder
}

func spacesRoutes() []route {
	return []route{
		{"/v1/classifications", (*Organization).serveClassifications},
		{"/v1/rooms", (*Organization).serveRooms},
		{"/v1/rooms/{roomId}", (*Organization).serveRoom},
		{"/v1/memberships", (*Organization).serveMemberships},
	}
}

// foundSpaces fills the area as the checklist asks for: three labels, spaces
// that carry one, and nobody from outside in the clinical ones.
func foundSpaces(o *Organization) {
	for n, title := range []string{"Public Information", "Internal", "Confidential – PHI"} {
		o.spaces.labels = append(o.spaces.labels, label{
			ID: publicID("CLASSIFICATION", o.uuid("label", title)), Rank: n, Title: title, Enabled: n > 0,
			Description: o.canaries.plant("label-description"), LastModified: milli(o.at(-400, 9)), OrgID: o.OrgID(),
		})
	}
	o.addSpace("it", "Internal", o.staff[0], o.staff[1], o.staff[2])
	o.addSpace("ward", "Confidential – PHI", o.staff[0], o.staff[12], o.staff[13], o.staff[14])
	o.addSpace("theatre", "Confidential – PHI", o.staff[15], o.staff[16]) // without the auditor, who does not see it
	direct := o.addSpace("direct", "", o.staff[0], o.staff[12])
	direct.Type, direct.ClassificationID = "direct", ""
	for key, value := range map[string]string{
		"mobileFileShareControl": "BLOCK_UPLOAD", "webFileShareControl": "BLOCK_BOTH", "botFileShareControl": "BLOCK_BOTH", "whiteboardFileShareControl": "BLOCK",
	} {
		o.settings[key] = value
	}
}

// spoilSpaces makes the clinic's mistakes in it.
func spoilSpaces(o *Organization) {
	open := o.addSpace("open", "Confidential – PHI", o.staff[0], o.staff[17], o.staff[18])
	open.IsPublic, open.MadePublic = true, milli(o.at(-60, 10))

	shared := o.addSpace("shared", "Confidential – PHI", o.staff[0], o.staff[19])
	lab := o.patient("lab.example")
	shared.join(o, membership{PersonID: publicID("PEOPLE", o.uuid(lab.email)), PersonEmail: lab.email, PersonDisplayName: lab.name,
		PersonOrgID: publicID("ORGANIZATION", o.uuid("lab"))})
	shared.join(o, membership{PersonID: publicID("PEOPLE", o.uuid("scribe")), PersonEmail: "ward-scribe@webex.bot", PersonDisplayName: o.canaries.plant("bot-name"),
		PersonOrgID: publicID("ORGANIZATION", o.uuid("bot maker"))})
	shared.folders = []linkedFolder{{
		ID: o.uuid("folder"), RoomID: shared.ID, RoomType: "group", DriveID: o.canaries.plant("drive"), ItemID: o.canaries.plant("item"), DefaultFolder: "true",
		DisplayName: o.canaries.plant("folder-name"), ContentURL: "https://files.lab.example/sites/" + o.canaries.plant("folder-path"),
		CreatorID: o.staff[19].ID, Created: milli(o.at(-40, 8)),
	}}

	loose := o.addSpace("loose", "", o.staff[0], o.staff[20])
	vendor := o.patient("vendor.example")
	loose.join(o, membership{PersonID: publicID("PEOPLE", o.uuid(vendor.email)), PersonEmail: vendor.email, PersonDisplayName: vendor.name,
		PersonOrgID: publicID("ORGANIZATION", o.uuid("vendor"))})

	o.settings["blockExternalCommunications"] = false
	o.settings["webFileShareControl"], o.settings["botFileShareControl"] = "NONE", "NONE"
}

// addSpace makes a group space of the organisation, with a label of that title.
func (o *Organization) addSpace(name, title string, members ...*account) *space {
	s := &space{room: room{
		ID: publicID("ROOM", o.uuid("space", name)), Title: o.canaries.plant("space-title"), Type: "group", LastActivity: milli(o.at(-1, 9)),
		CreatorID: members[0].ID, Created: milli(o.at(-200, 9)), OwnerID: o.OrgID(), Description: o.canaries.plant("space-description"),
	}}
	for _, l := range o.spaces.labels {
		if l.Title == title {
			s.ClassificationID = l.ID
		}
	}
	for _, a := range members {
		s.join(o, membership{PersonID: a.ID, PersonEmail: a.email(), PersonDisplayName: a.DisplayName, PersonOrgID: o.OrgID(), IsModerator: a == members[0]})
	}
	o.spaces.spaces = append(o.spaces.spaces, s)
	return s
}

// join adds a member.
func (s *space) join(o *Organization, m membership) {
	m.ID, m.RoomID, m.RoomType = publicID("MEMBERSHIP", o.uuid(s.ID, m.PersonEmail)), s.ID, s.Type
	m.Created = milli(o.at(-100, 9).Add(time.Duration(len(s.members)) * time.Hour))
	s.members = append(s.members, m)
}

// holds says whether somebody is a member.
func (s *space) holds(personID string) bool {
	return slices.ContainsFunc(s.members, func(m membership) bool { return m.PersonID == personID })
}

// officer says whether the auditor is a compliance officer.
func (o *Organization) officer() bool {
	i := slices.IndexFunc(o.roles, func(r role) bool { return r.Name == "Compliance Officer" })
	return holdsOne(o.auditor.person, []string{o.roles[i].ID})
}

// seen returns a space that the auditor may see, or nil.
func (o *Organization) seen(id string) *space {
	for _, s := range o.spaces.spaces {
		if s.ID == id && (o.officer() || s.holds(o.auditor.ID)) {
			return s
		}
	}
	return nil
}

func (o *Organization) serveClassifications(w http.ResponseWriter, _ *http.Request) {
	o.answer(w, map[string]any{"items": some(o.spaces.labels)})
}

// serveRooms lists the auditor's own spaces, or the public ones of the
// organisation; no role makes it list any others.
func (o *Organization) serveRooms(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	public := query.Get("orgPublicSpaces") == "true"
	if public && (query.Has("type") || query.Has("teamId") || query.Has("sortBy")) {
		o.fail(w, http.StatusBadRequest, "orgPublicSpaces cannot be combined with type, teamId and sortBy")
		return
	}
	var list []room
	for _, s := range o.spaces.spaces {
		kind := query.Get("type")
		if public && s.IsPublic || !public && s.holds(o.auditor.ID) && (kind == "" || kind == s.Type) {
			list = append(list, s.room)
		}
	}
	page(o, w, r, paging{usual: 100, most: 1000}, list)
}

func (o *Organization) serveRoom(w http.ResponseWriter, r *http.Request) {
	if s := o.seen(r.PathValue("roomId")); s != nil {
		o.answer(w, s.room)
		return
	}
	o.fail(w, http.StatusNotFound, "the space could not be found")
}

// serveMemberships lists the members of a space, or for a compliance officer
// the spaces of a person.
func (o *Organization) serveMemberships(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	person := query.Get("personId")
	var list []membership
	switch s := o.seen(query.Get("roomId")); {
	case query.Has("roomId") && s == nil:
		o.fail(w, http.StatusNotFound, "the space could not be found")
		return
	case s != nil:
		list = s.members
	case person != "" && !o.officer():
		o.fail(w, http.StatusBadRequest, "roomId is required")
		return
	default:
		if person == "" {
			person = o.auditor.ID
		}
		for _, s := range o.spaces.spaces {
			for _, m := range s.members {
				if m.PersonID == person {
					list = append(list, m)
				}
			}
		}
	}
	page(o, w, r, paging{usual: 100, most: 1000}, list)
}
