package collect

import (
	"maps"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestVoicemailBoxes(t *testing.T) {
	t.Parallel()
	handlers := map[string]func(url.Values) reply{
		config + "/voicemailGroups": counted("voicemailGroups", `{"id":"G1","locationId":"LOC","name":"canary","phoneNumber":"4085267209"}`),
		config + "/virtualLines":    counted("virtualLines", `{"id":"V1","lastName":"canary"}`),
		"/v1/people/P-doc/features/voicemail": always(tell(`{"enabled":true,"emailCopyOfMessage":{"enabled":true,"emailId":""},"messageStorage":{"storageType":"INTERNAL","externalEmail":""},
			"notifications":{"enabled":true,"destination":"4085267209"},"faxMessage":{"enabled":false,"phoneNumber":"4085267209"}}`)),
		config + "/locations/LOC/voicemailGroups/G1": always(tell(`{"enabled":true,"passcode":4711,"emailCopyOfMessage":{"enabled":true,"emailId":"Canary.Doe@gmail.com"},
			"messageStorage":{"storageType":"EXTERNAL","externalEmail":"front@clinic.example"},"notifications":{"enabled":true,"destination":"4085267209@txt.example"},"faxMessage":{"enabled":"true"}}`)),
		config + "/virtualLines/V1/voicemail": always(tell(`{"enabled":true,"emailCopyOfMessage":{"enabled":true}}`)),
		config + "/workspaces/W2/voicemail":   always(reply{status: http.StatusBadRequest, body: `{"message":"The workspace does not have a Webex Calling license"}`}),
		config + "/workspaces/W3/voicemail":   always(refuse(http.StatusForbidden)),
	}
	r, w := onCallingWard(handlers)
	r.s.Workspaces.Items = []snapshot.Workspace{{ID: "W1", Calling: "hybridCalling"}, {ID: "W2", Calling: "webexCalling"}, {ID: "W3", Calling: "webexCalling"}}
	r.section(t.Context(), snapshot.VoicemailName)
	s := r.s.Voicemail
	require.Nil(t, s.Missing())
	require.Len(t, s.Items, 4)
	group, doc, virtual, workspace := s.Items[0], s.Items[1], s.Items[2], s.Items[3]

	require.Equal(t, snapshot.Staff, doc.CopyTo.Kind, "an empty address is the owner's own")
	require.Equal(t, "dr.lopez@clinic.example", doc.CopyTo.Email)
	require.Equal(t, snapshot.Yes, doc.CopyOwn)
	require.Equal(t, snapshot.Yes, doc.NotifySMS, "a number is no address")
	require.Equal(t, snapshot.Party{}, doc.NotifyTo)
	require.Equal(t, []snapshot.Tri{snapshot.No, snapshot.Yes, snapshot.Unknown}, []snapshot.Tri{doc.NotifyMail, group.NotifyMail, virtual.NotifyMail})

	require.Equal(t, snapshot.Party{Kind: snapshot.Outsider, Domain: "gmail.com", Key: group.CopyTo.Key}, group.CopyTo)
	require.Equal(t, "EXTERNAL", group.Storage)
	require.Equal(t, snapshot.Staff, group.StorageTo.Kind)
	require.Equal(t, snapshot.Outsider, group.NotifyTo.Kind)
	require.Equal(t, snapshot.No, group.NotifySMS)
	require.Equal(t, snapshot.Yes, group.Fax)

	require.Equal(t, snapshot.Party{}, virtual.CopyTo, "an address that is absent is nobody's")
	require.Equal(t, snapshot.Unknown, virtual.CopyOwn)
	require.Equal(t, "W3", workspace.ID, "a workspace that Webex says has no licence has no mailbox")
	require.Equal(t, snapshot.Forbidden, reason(workspace.Gap))

	for _, secret := range []string{"canary", "Canary", "4711", "4085267209"} {
		require.NotContains(t, asJSON(t, s), secret)
	}
	require.Empty(t, w.queries("/v1/people/P-nur/features/voicemail"), "the nurse has no telephone")
}

func TestVoicemailBoxesAreBoundedAndWhole(t *testing.T) {
	t.Parallel()
	handlers := map[string]func(url.Values) reply{
		config + "/voicemailGroups":           counted("voicemailGroups", `{"id":"G1"}`),
		config + "/virtualLines":              counted("virtualLines", `{"id":"V1"}`),
		"/v1/people/P-doc/features/voicemail": always(tell(`{"enabled":false}`)),
	}
	r, _ := onCallingWard(handlers)
	r.o.MaxMailboxes = 1
	r.section(t.Context(), snapshot.VoicemailName)
	s := r.s.Voicemail
	require.Equal(t, snapshot.FieldAbsent, reason(s.Missing()), "a group without its location cannot be asked")
	require.Len(t, s.Items, 2)
	require.Equal(t, snapshot.No, s.Items[0].Enabled)
	require.Equal(t, snapshot.Budget, reason(s.Items[1].Gap))

	handlers[config+"/voicemailGroups"] = counted("voicemailGroups")
	for name, lose := range map[string]func(*run, *ward){
		"nothing":    func(*run, *ward) {},
		"workspaces": func(r *run, _ *ward) { r.s.Workspaces.Gap = &snapshot.Gap{Reason: snapshot.Forbidden} },
		"people":     func(r *run, _ *ward) { r.s.People.Gap = &snapshot.Gap{Reason: snapshot.Forbidden} },
		"groups":     func(_ *run, w *ward) { delete(w.handlers, config+"/voicemailGroups") },
		"lines":      func(_ *run, w *ward) { delete(w.handlers, config+"/virtualLines") },
		"licenses":   func(r *run, _ *ward) { r.s.People.Items[0].Licenses = nil },
	} {
		r, w := onCallingWard(maps.Clone(handlers))
		lose(r, w)
		r.section(t.Context(), snapshot.VoicemailName)
		require.Equal(t, name != "nothing", r.s.Voicemail.Missing() != nil, name)
	}
}
