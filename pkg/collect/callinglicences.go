package collect

import (
	"context"
	"slices"

	"wxaudit/pkg/snapshot"
)

// withoutCalling is the gap of everything about Webex Calling where no licence
// for it is in use, which only a whole list of licences can say: Webex would
// answer with errors.
func (r *run) withoutCalling(ctx context.Context) *snapshot.Gap {
	r.section(ctx, snapshot.LicensesName)
	if r.s.LicenseInUse(snapshot.License.Calling) != snapshot.No {
		return nil
	}
	return &snapshot.Gap{Reason: snapshot.NotLicensed, Cause: snapshot.LicenceMissing, Detail: "no licence for Webex Calling is in use, so nothing was asked about it"}
}

// callers are the people with a licence for Webex Calling: the others have no
// line, and Webex answers with an error for them. The gap says why there may be
// more of them.
func (r *run) callers(ctx context.Context) (people []snapshot.Person, gap *snapshot.Gap) {
	r.section(ctx, snapshot.LicensesName)
	r.section(ctx, snapshot.PeopleName)
	calling := map[string]bool{}
	for _, l := range r.s.Licenses.Items {
		if l.Calling() {
			calling[l.ID] = true
		}
	}
	hidden := 0
	for _, p := range r.s.People.Items {
		switch {
		case p.Licenses == nil:
			hidden++
		case slices.ContainsFunc(p.Licenses, func(id string) bool { return calling[id] }):
			people = append(people, p)
		}
	}
	strange := r.s.UnlistedLicenses > 0 || slices.ContainsFunc(r.s.Licenses.Items, func(l snapshot.License) bool {
		used, known := l.Consumed.Get()
		return l.ID == "" || !l.Known() && (!known || used != 0)
	})
	gap = firstGap(r.s.People.Missing(), r.s.Licenses.Missing(), peopleEndpoint.lacking(hidden, "licenses"))
	if strange {
		gap = firstGap(gap, licensesEndpoint.misshapen("a licence came without id or a name that is known, or is held and not listed: it may be one for calls"))
	}
	return people, gap
}
