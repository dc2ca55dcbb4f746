package collect

import (
	"net/url"
	"slices"

	"wxaudit/pkg/snapshot"
)

// messagingQuestions are about spaces.
func messagingQuestions() []*question {
	rooms := answers(func(k *known, w listOf[wireRoom], more bool) verdict {
		for _, room := range w.Items {
			if room.ID != "" && room.Type != "direct" && !slices.Contains(k.rooms, room.ID) {
				k.rooms = append(k.rooms, room.ID)
			}
		}
		k.roomsMore = k.roomsMore || more
		return verdict{}
	})
	return []*question{
		{ask: roomsEndpoint, of: "public spaces", fills: names(snapshot.SpacesName), with: asking(atMost(100, "orgPublicSpaces", "true")), read: rooms},
		{ask: roomsEndpoint, of: "the token's own spaces", fills: names(snapshot.SpacesName), with: asking(atMost(100, "type", "group")), read: rooms},
		{ask: membershipsEndpoint, of: "members of a space", parts: names(snapshot.SpacesName), wave: 2, read: plain[listOf[wireMembership]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				_, ids, not := ofSpace(k)
				return url.Values{"roomId": ids, "max": {"1"}}, nil, not
			}},
		{ask: membershipsEndpoint, of: "spaces of a person", fills: names(snapshot.SpacesName), read: plain[listOf[wireMembership]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				if !k.r.o.EverySpace {
					return nil, nil, nothing("the policy does not say every_space")
				}
				return atMost(1, "personId", k.r.s.Auditor.Value.ID), nil, nil
			}},
		{ask: roomEndpoint, parts: names(snapshot.SpacesName), wave: 2, read: plain[wireRoom](),
			with: func(k *known) (url.Values, []string, *excuse) {
				if !k.r.o.EverySpace {
					return nil, nil, nothing("the policy does not say every_space")
				}
				if len(k.rooms) == 0 {
					return nil, nil, unsure("no space was found to ask about")
				}
				return nil, []string{k.rooms[0]}, nil
			}},
		{ask: linkedFoldersEndpoint, parts: names(snapshot.LinkedFoldersName), hollow: true, wave: 2, read: plain[listOf[wireLinkedFolder]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				_, ids, not := ofSpace(k)
				return url.Values{"roomId": ids}, nil, not
			}},
	}
}

// ofSpace is the id of one space.
func ofSpace(k *known) (url.Values, []string, *excuse) {
	if len(k.rooms) == 0 {
		return nil, nil, unsure("no space was found to ask about")
	}
	return nil, k.rooms[:1], nil
}
