package meetings_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks/meetings"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// TestAllFaults: one message tells everything that is wrong with a resource,
// the worst first.
func TestAllFaults(t *testing.T) {
	t.Parallel()
	s := organisation(snapshot.SiteSettings{RequireStrongPassword: snapshot.No, PasswordMinLength: snapshot.Some(5), PasswordDisallowDynamicWebText: snapshot.No},
		meeting(func(m *snapshot.Meeting) {
			m.AnyUserCoHost, m.FirstUserCoHost, m.AuthenticatedDevices = snapshot.Yes, snapshot.Yes, snapshot.Yes
			m.FileTransfer, m.LiveStream, m.RemoteControl = snapshot.Yes, snapshot.Yes, snapshot.Yes
		}))
	message := func(findings []finding.Finding, kind string) string {
		for _, f := range findings {
			if f.Resource.Type == kind && f.Status == finding.Fail {
				return f.Message
			}
		}
		return ""
	}
	require.Equal(t, "clinic.webex.com does not ask for strong meeting passwords, takes meeting passwords of 5 characters (fewer than 6) and takes meeting passwords made of the host's, site's or meeting's name",
		message(evaluate(t, meetings.StrongPasswordSite, s, nil).Findings, "site"))
	require.Equal(t, "a meeting of dr.lopez@clinic.example on clinic.webex.com makes anyone with a host account on the site a cohost, makes the first person with a host account on the site a cohost and lets video devices of the organisation start it (fine for staffed rooms)",
		message(evaluate(t, meetings.HostPrivilegeGrant, s, nil).Findings, "meeting"))
	require.Equal(t, "a meeting of dr.lopez@clinic.example on clinic.webex.com is streamed live, lets attendees control a shared screen and lets files be transferred",
		message(evaluate(t, meetings.ContentLeakPaths, s, nil).Findings, "meeting"))
}
