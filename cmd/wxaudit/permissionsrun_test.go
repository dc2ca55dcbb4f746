package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
	"wxaudit/pkg/webex/webextest"
	"wxaudit/pkg/webex/webextest/synth"
)

// The program itself, with a token of each profile, comes to what was measured.
func TestPermissionsOfTheProgram(t *testing.T) {
	t.Parallel()
	for name, found := range measured {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			let := fullAccess(found)
			want, err := let.audit(t)
			require.NoError(t, err)

			let = fullAccess(found)
			grants := webextest.NewGrants(map[string]webextest.Grant{
				webextest.Token: let.admin, "officer": *let.officer,
			})
			server := webextest.NewServer(grants)
			t.Cleanup(server.Close)
			dir := t.TempDir()
			tokens := map[string]string{administrator: webextest.Token, complianceOfficer: "officer"}
			args := []string{"run", "--format", "json", "--policy", filepath.Join(dir, "wxaudit.yaml")}
			for profile, token := range tokens {
				path := filepath.Join(dir, profile+".json")
				require.NoError(t, os.WriteFile(path, fmt.Appendf(nil, `{"access_token":%q}`, token), 0o600))
				args = append(args, "--token-file", profile+"="+path)
			}
			require.NoError(t, os.WriteFile(args[4], fmt.Appendf(nil, "version: 1\ncontact_center:\n  url: %s\nreads:\n  every_space: true\n", server.URL), 0o600))
			env := environment(server)
			delete(env, "WXAUDIT_ACCESS_TOKEN")
			sys, stdout, stderr := testSystem(synth.Clean().Now, env, args...)
			code := run(context.Background(), sys)
			require.Contains(t, []int{1, 4}, code, stderr.String())
			var got report.Report
			require.NoError(t, json.Unmarshal(stdout.Bytes(), &got))
			for i, o := range want[0].Outcomes {
				if o.Check.ID == "crypto.tls-minimum" { // without --tls-probe
					continue
				}
				require.Equal(t, o.Check.ID, got.Checks[i].ID)
				require.Equal(t, o.Status == finding.Unknown, got.Checks[i].Status == finding.Unknown, "%s: %s", o.Check.ID, got.Checks[i].Message)
			}
		})
	}
}
