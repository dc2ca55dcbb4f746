package snapshot

import "time"

// Space is one group space (GET /rooms; titles have no field). 1:1 spaces are
// left out: they are neither listed nor labelled nor joined.
//
// Webex lists only the spaces of the token's own user and the organisation's
// public ones. The section is whole only when a compliance officer's token
// asked for the memberships of every person. Until then it has a gap: Forbidden
// beside its items when those two lists at least were read to their ends, and
// another reason when they were not.
type Space struct {
	ID   string `json:"id"`
	Type string `json:"type,omitempty"` // direct, group
	// Owner is the UUID of the organisation that owns the space.
	Owner            string `json:"owner,omitempty"`
	Public           Tri    `json:"public,omitzero"`
	Locked           Tri    `json:"locked,omitzero"` // moderated
	AnnouncementOnly Tri    `json:"announcement_only,omitzero"`
	ReadOnly         Tri    `json:"read_only,omitzero"`
	ClassificationID string `json:"classification_id,omitempty"`
	// Classified says whether the space carries a label; Unknown when Webex shows
	// no label of any space, as it does for a token that may not see them.
	Classified   Tri       `json:"classified,omitzero"`
	Created      time.Time `json:"created,omitzero"`
	LastActivity time.Time `json:"last_activity,omitzero"`
	// Members are those that were read, nil when nobody was; Gap says why they are
	// not all of them.
	Members []SpaceMember `json:"members"`
	Gap     *Gap          `json:"gap,omitempty"`
}

// ItemGap returns why the members of this space are not all known.
func (s Space) ItemGap() *Gap { return s.Gap }

// SpaceMember is one member of a space (GET /memberships).
type SpaceMember struct {
	Person    Party  `json:"person"`
	PersonOrg string `json:"person_org,omitempty"` // UUID of the member's organisation; "consumer" for a free account
	Moderator Tri    `json:"moderator,omitzero"`
	Bot       Tri    `json:"bot,omitzero"` // the address is one of webex.bot or sparkbot.io
	// BotName is the address of a bot, which names no person.
	BotName string `json:"bot_name,omitempty"`
}

// Classification is a label that spaces can carry (GET /classifications).
type Classification struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"` // the administrator's own word, such as Confidential
	Rank    Opt[int] `json:"rank,omitzero"`
	Enabled Tri      `json:"enabled,omitzero"`
}
