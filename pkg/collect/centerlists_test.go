package collect

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestCenterProfileRights(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		list, single string
		want         string
		gap          snapshot.Reason
	}{
		"everything":              {`"permissionAccessLevel":"ALL"`, "", "EDIT", ""},
		"nothing":                 {`"permissionAccessLevel":"NONE"`, "", "NONE", ""},
		"the list tells":          {`"permissionAccessLevel":"SPECIFIC","permissions":[{"name":"call-recording-schedule","access":"VIEW"}]`, "", "VIEW", ""},
		"the strongest":           {`"permissions":[{"name":"audio-recording-transcript","access":"NONE"},{"name":"Recording-Management","access":"EDIT"}]`, "", "EDIT", ""},
		"a grade nobody knows":    {`"permissions":[{"name":"call-recording-schedule","access":"NONE"},{"name":"recording-management","access":"OWN"}]`, "", "", ""},
		"nothing about recording": {`"permissions":[{"name":"queue","access":"EDIT"}]`, "", "", ""},
		"one by one":              {`"permissionAccessLevel":"SPECIFIC"`, `{"id":"p","permissions":[{"name":"call-recording-schedule","access":"EDIT"}]}`, "EDIT", ""},
		"another one":             {`"permissionAccessLevel":"SPECIFIC"`, `{"id":"q","permissions":[{"name":"call-recording-schedule","access":"EDIT"}]}`, "", snapshot.Schema},
		"not this one":            {`"permissionAccessLevel":"SPECIFIC"`, "", "", snapshot.NotFound},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			answers := map[string]answer{"/v3/user-profile": {body: `{"meta":{"totalRecords":1},"data":[{"id":"p","profileType":"SUPERVISOR",` + tt.list + `}]}`}}
			if tt.single != "" {
				answers["/v3/user-profile/p"] = answer{body: tt.single}
			}
			p := center(answers).center(t, snapshot.CCProfilesName).CCProfiles.Items[0]
			require.Equal(t, tt.want, p.Recordings)
			if tt.gap == "" {
				require.Nil(t, p.Gap)
				return
			}
			require.Equal(t, tt.gap, p.Gap.Reason)
		})
	}
}
