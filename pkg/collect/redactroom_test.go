package collect

import (
	"encoding/json"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestRedactRoomLink: a replay says of a Personal Room's link what the live run
// said.
func TestRedactRoomLink(t *testing.T) {
	t.Parallel()
	r := testRedactor()
	for name, tt := range map[string]struct{ link, host string }{
		"mailbox in the link": {"https://one.webex.com/meet/jane.doe", "jane.doe@clinic.example"},
		"another link":        {"https://one.webex.com/meet/pr1234567", "jane.doe@clinic.example"},
		"short mailbox":       {"https://one.webex.com/meet/jd", "jd@clinic.example"},
		"no name":             {"/", "jane.doe@clinic.example"},
		"no link":             {"", "jane.doe@clinic.example"},
		"shared mailbox":      {"https://one.webex.com/meet/frontdesk", "frontdesk@clinic.example"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			body := `{"personalMeetingRoomLink":"` + tt.link + `","topic":"Jane's room"}`
			var before, after wirePersonalRoom
			require.NoError(t, json.Unmarshal([]byte(body), &before))
			got := redactJSON(t, r, personalRoomEndpoint.Path, url.Values{"userEmail": {tt.host}}, body)
			require.NoError(t, json.Unmarshal([]byte(got), &after))
			require.Equal(t, before.Link.exists, after.Link.exists)
			require.Equal(t, before.Link.holds(tt.host), after.Link.holds(r.names.Mail(tt.host)), got)
			require.NotContains(t, got, "jane")
			require.NotContains(t, got, "webex.com")
		})
	}
}
