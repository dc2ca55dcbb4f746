package collect

import (
	"encoding/json"
	"net/url"
	"strings"

	"wxaudit/pkg/snapshot"
)

// rewriteRoomLink replaces the link of a Personal Room by one that holds the
// mailbox of the host's pseudonym where the link held the host's mailbox, so
// that a replay comes to the same verdict about it.
func rewriteRoomLink(body any, query url.Values, p *Pseudonyms) {
	room, ok := body.(map[string]any)
	if !ok {
		return
	}
	for name, v := range room {
		text, ok := v.(string)
		if !ok || text == "" || !strings.EqualFold(name, "personalMeetingRoomLink") {
			continue
		}
		var link roomLink
		data, err := json.Marshal(text)
		if err != nil || link.UnmarshalJSON(data) != nil {
			continue
		}
		host := query.Get("userEmail")
		mailbox, _, _ := strings.Cut(p.Mail(host), "@")
		switch link.holds(host) {
		case snapshot.Yes:
			room[name] = kept(nowhere + letters(mailbox))
		case snapshot.No:
			room[name] = kept(nowhere + "0")
		default:
			room[name] = kept("/") // a link whose name is not known
		}
	}
}
