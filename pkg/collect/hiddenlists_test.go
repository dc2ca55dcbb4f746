package collect

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

func TestHiddenLists(t *testing.T) {
	t.Parallel()
	const me = "me"
	log := func(r *run) *snapshot.Section[snapshot.AdminEvent] { return &r.s.AdminAudit }
	born := func(at time.Time) func(*run) {
		return func(r *run) { r.s.People.Items = []snapshot.Person{{Created: at}} }
	}
	apps := func(lists ...snapshot.PersonApps) func(*run) {
		return func(r *run) { r.s.Authorizations.Items = lists }
	}
	none := []snapshot.App{}
	for name, tt := range map[string]struct {
		change func(*run)
		want   []snapshot.Name
	}{
		"nothing anywhere":           {func(*run) {}, nil},
		"an account of last month":   {born(wardNow.Add(-30 * days)), []snapshot.Name{snapshot.AdminAuditName, snapshot.AuditReachName}},
		"an account of last decade":  {born(wardNow.Add(-4000 * days)), nil},
		"an account of no age":       {born(time.Time{}), nil},
		"an account, and its event":  {func(r *run) { born(wardNow.Add(-30 * days))(r); log(r).Items = make([]snapshot.AdminEvent, 1) }, nil},
		"events of a year ago":       {func(r *run) { r.s.AuditReach.Value.Events = snapshot.Some(3) }, []snapshot.Name{snapshot.AdminAuditName}},
		"a space with a label":       {func(r *run) { r.s.Spaces.Items = []snapshot.Space{{ClassificationID: "c"}} }, []snapshot.Name{snapshot.ClassificationsName}},
		"a space without a label":    {func(r *run) { r.s.Spaces.Items = []snapshot.Space{{Classified: snapshot.No}} }, nil},
		"nobody authorised anything": {apps(snapshot.PersonApps{PersonID: me, Apps: none}, snapshot.PersonApps{PersonID: "p", Apps: none}), []snapshot.Name{snapshot.AuthorizationsName}},
		"somebody did":               {apps(snapshot.PersonApps{PersonID: me, Apps: none}, snapshot.PersonApps{PersonID: "p", Apps: make([]snapshot.App, 1)}), nil},
		"the auditor is not asked":   {apps(snapshot.PersonApps{PersonID: "p", Apps: none}), nil},
		"the auditor was not read":   {apps(snapshot.PersonApps{PersonID: me}, snapshot.PersonApps{PersonID: "p", Apps: none}), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{})
			r.s.Auditor.Value = &snapshot.Auditor{ID: me}
			log(r).Items, log(r).Source.Since = []snapshot.AdminEvent{}, wardNow.AddDate(0, 0, -adminAuditDays)
			r.s.AuditReach.Value = &snapshot.AuditReach{Events: snapshot.Some(0)}
			r.s.Classifications.Items = []snapshot.Classification{}
			tt.change(r)
			r.contradict()
			var got []snapshot.Name
			for _, section := range snapshot.Names() {
				part := r.s.Part(section)
				gaps := part.ItemGaps()
				if g := part.Missing(); g != nil {
					gaps = append(gaps, g)
				}
				for _, g := range gaps {
					if g.Reason == snapshot.Forbidden {
						got = append(got, section)
						break
					}
				}
			}
			require.ElementsMatch(t, tt.want, got)
		})
	}
}

// TestHiddenLicenses: where somebody holds a licence, a list without one is none,
// and nothing may be left out for want of one.
func TestHiddenLicenses(t *testing.T) {
	t.Parallel()
	for licences, want := range map[string]snapshot.Reason{`[]`: "", `["l1"]`: snapshot.Forbidden} {
		snap := newService(map[string]answer{
			"/v1/licenses": {body: items()},
			"/v1/people":   {body: items(person(1, "ann@clinic.example", `,"licenses":`+licences))},
		}).collect(t, snapshot.LicensesName)
		require.Equal(t, want, reason(snap.Licenses.Missing()))
		require.Equal(t, map[bool]snapshot.Tri{true: snapshot.No, false: snapshot.Unknown}[want == ""],
			snap.LicenseInUse(snapshot.License.Calling))
	}
}
