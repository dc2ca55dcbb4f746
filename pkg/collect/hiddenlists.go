package collect

import (
	"context"
	"slices"

	"wxaudit/pkg/snapshot"
)

// contradictLicenses: somebody holds a licence that is not listed; when none is,
// nothing was read. The collector of the licences calls it, because others leave
// out what is not licensed.
func (r *run) contradictLicenses(ctx context.Context) {
	list := &r.s.Licenses
	if list.Items == nil {
		return
	}
	r.section(ctx, snapshot.PeopleName)
	listed, unlisted := map[string]bool{}, map[string]bool{}
	for _, l := range list.Items {
		listed[l.ID] = true
	}
	for _, p := range r.s.People.Items {
		for _, id := range p.Licenses {
			if !listed[id] {
				unlisted[id] = true
			}
		}
	}
	r.s.UnlistedLicenses = len(unlisted)
	if len(list.Items) == 0 && len(unlisted) > 0 {
		list.Items, list.Gap = nil, firstGap(list.Gap, licensesEndpoint.hidden("people hold licences"))
	}
}

// contradictAdminAudit: accounts came into being within the year that the log
// tells of, or its oldest month has events, and it has none.
func (r *run) contradictAdminAudit() {
	log, reach := &r.s.AdminAudit, &r.s.AuditReach
	if log.Items == nil || len(log.Items) > 0 {
		return
	}
	came := slices.ContainsFunc(r.s.People.Items, func(p snapshot.Person) bool {
		return p.Created.After(log.Source.Since) && p.Created.Before(r.now())
	})
	events := 0
	if reach.Value != nil {
		events, _ = reach.Value.Events.Get()
	}
	switch {
	case events > 0:
		log.Items, log.Gap = nil, firstGap(log.Gap, adminAuditEndpoint.hidden("it has events of the month a year ago"))
	case came:
		gap := adminAuditEndpoint.hidden("accounts were made in the last year")
		log.Items, log.Gap = nil, firstGap(log.Gap, gap)
		reach.Value, reach.Gap = nil, firstGap(reach.Gap, gap)
	}
}

// contradictClassifications: a space carries a label, and there is none.
func (r *run) contradictClassifications() {
	labels := &r.s.Classifications
	if labels.Items == nil || len(labels.Items) > 0 {
		return
	}
	if slices.ContainsFunc(r.s.Spaces.Items, func(s snapshot.Space) bool { return s.ClassificationID != "" }) {
		labels.Items, labels.Gap = nil, firstGap(labels.Gap, classificationsEndpoint.hidden("spaces carry labels"))
	}
}

// contradictAuthorizations: nobody has authorised anything, not even the one
// whose token this is, who must have authorised this program.
func (r *run) contradictAuthorizations() {
	lists, me := r.s.Authorizations.Items, r.s.Auditor.Value
	if me == nil || slices.ContainsFunc(lists, func(p snapshot.PersonApps) bool { return len(p.Apps) > 0 }) {
		return
	}
	if slices.ContainsFunc(lists, func(p snapshot.PersonApps) bool { return p.PersonID == me.ID && p.Apps != nil }) {
		for i := range lists {
			if lists[i].Apps != nil {
				lists[i].Apps, lists[i].Gap = nil, firstGap(lists[i].Gap, authorizationsEndpoint.hidden("the token's own person has authorised this program"))
			}
		}
	}
}
