package meetings

import "wxaudit/pkg/snapshot"

// The values of unlockedMeetingJoinSecurity: what happens to people who are
// not on the invitation while the meeting is not locked.
const (
	allowJoin     = "allowJoin"
	withLobby     = "allowJoinWithLobby"
	blockFromJoin = "blockFromJoin"
)

// The values of scheduledType that some checks treat apart.
const (
	webinar      = "webinar"
	personalRoom = "personalRoomMeeting"
)

// admissionKnown says whether v is one of the documented values.
func admissionKnown(v string) bool {
	return v == allowJoin || v == withLobby || v == blockFromJoin
}

// admission is the value as evidence wants it: nil when it was absent, or is
// no word that is known to be harmless.
func admission(m snapshot.Meeting) any {
	if !admissionKnown(m.UnlockedJoin) {
		return nil
	}
	return m.UnlockedJoin
}
