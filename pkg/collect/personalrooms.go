package collect

import (
	"context"
	"encoding/json"
	"log/slog"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var personalRoomEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/meetingPreferences/personalMeetingRoom", Rank: snapshot.RankAPI,
	Scope: "meeting:admin_preferences_read", Role: meetingAdmin,
	Wire: wirePersonalRoom{}, Rewrite: rewriteRoomLink,
}

// wirePersonalRoom has no field for hostPin, the SIP address and the phone
// numbers.
type wirePersonalRoom struct {
	Topic                     compared  `json:"topic"`
	Link                      roomLink  `json:"personalMeetingRoomLink"`
	EnabledAutoLock           looseBool `json:"enabledAutoLock"`
	AutoLockMinutes           looseInt  `json:"autoLockMinutes"`
	SupportAnyoneAsCoHost     looseBool `json:"supportAnyoneAsCoHost"`
	AllowFirstUserToBeCoHost  looseBool `json:"allowFirstUserToBeCoHost"`
	AllowAuthenticatedDevices looseBool `json:"allowAuthenticatedDevices"`
	CoHosts                   []struct {
		Email mail `json:"email"`
	} `json:"coHosts"`
	Telephony struct {
		AccessCode compared `json:"accessCode"`
	} `json:"telephony"`
}

// personalRooms reads the Personal Room of every host on every site of theirs.
// Where two hosts are given one room, none of the site's answers is believed.
func personalRooms(ctx context.Context, r *run) {
	answers := perSeat(ctx, r, personalRoomEndpoint, func(on seat) (roomAnswer, time.Time) {
		room := roomAnswer{PersonalRoom: snapshot.PersonalRoom{PersonID: on.host.PersonID, Host: on.host.Email, Site: on.site}}
		w, resp, err := webex.Get[wirePersonalRoom](ctx, r.o.Client, personalRoomEndpoint.request(on.query()))
		if err != nil {
			room.Gap = r.gap(personalRoomEndpoint, err)
			return room, time.Time{}
		}
		room.Exists = w.Link.exists.Tri()
		room.AutoLock = w.EnabledAutoLock.Tri()
		room.AutoLockMinutes = w.AutoLockMinutes.amount()
		room.SupportAnyoneAsCoHost = w.SupportAnyoneAsCoHost.Tri()
		room.AllowFirstUserToBeCoHost = w.AllowFirstUserToBeCoHost.Tri()
		room.AllowAuthenticatedDevices = w.AllowAuthenticatedDevices.Tri()
		room.LinkHoldsMailbox = w.Link.holds(on.host.Email)
		room.NumberKey = w.Telephony.AccessCode.number(r)
		room.TopicKey = w.Topic.key(r)
		room.link = r.key(w.Link.address)
		if w.CoHosts != nil {
			room.CoHosts = []snapshot.Party{}
		}
		for _, c := range w.CoHosts {
			room.CoHosts = append(room.CoHosts, r.party(ctx, c.Email.value()))
		}
		return room, resp.ReadAt
	})
	r.sharedRoomSites = sharedRooms(answers.Items)
	s := snapshot.Section[snapshot.PersonalRoom]{Source: answers.Source, Gap: answers.Gap}
	if answers.Items != nil {
		s.Items = []snapshot.PersonalRoom{}
	}
	for _, a := range answers.Items {
		room := a.PersonalRoom
		if slices.Contains(r.sharedRoomSites, room.Site) {
			room = snapshot.PersonalRoom{PersonID: room.PersonID, Host: room.Host, Site: room.Site,
				Gap: personalRoomEndpoint.ownAnswer("several hosts were given one room")}
		}
		s.Items = append(s.Items, room)
	}
	r.s.PersonalRooms = s
}

// roomLink is the address of a Personal Room: whether there is one, and whether
// it is made of the host's mailbox. It cannot be printed, logged or encoded.
type roomLink struct {
	exists  presence
	address string // lower case, without its query
	name    string // last element of the path, letters and digits only
}

// UnmarshalJSON reads the link.
func (l *roomLink) UnmarshalJSON(b []byte) error {
	*l = roomLink{}
	var link string
	if json.Unmarshal(b, &link) == nil {
		link, _, _ = strings.Cut(link, "?")
		link = strings.TrimRight(link, "/")
		l.address = strings.ToLower(strings.TrimSpace(link))
		l.name = letters(link[strings.LastIndexByte(link, '/')+1:])
	}
	return l.exists.UnmarshalJSON(b)
}

// holds says whether the link holds the mailbox part of an address. A mailbox
// of one or two letters is in many links by chance, and must be all of it.
func (l roomLink) holds(address string) snapshot.Tri {
	mailbox, _, _ := strings.Cut(address, "@")
	mailbox = letters(mailbox)
	switch {
	case l.exists != set || l.name == "" || mailbox == "":
		return snapshot.Unknown
	case len(mailbox) < 3:
		return snapshot.TriFrom(l.name == mailbox)
	default:
		return snapshot.TriFrom(strings.Contains(l.name, mailbox))
	}
}

// letters drops all but letters and digits: Webex leaves dots and signs out of
// some links.
func letters(s string) string {
	return strings.Map(func(c rune) rune {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return -1
		}
		return c
	}, strings.ToLower(s))
}

// String hides the link.
func (roomLink) String() string { return redacted }

// GoString hides the link from %#v.
func (roomLink) GoString() string { return redacted }

// MarshalJSON hides the link.
func (roomLink) MarshalJSON() ([]byte, error) { return []byte(`"` + redacted + `"`), nil }

// LogValue hides the link from slog.
func (roomLink) LogValue() slog.Value { return slog.StringValue(redacted) }
