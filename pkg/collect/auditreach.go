package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// auditReachDays is how long the oldest month of the log is: from what one
// request may reach back to.
const auditReachDays = 35

// moment is all that is decoded of an event here.
type moment struct {
	Created stamp `json:"created"`
}

// auditReach asks the admin audit log for the oldest month that it should
// hold. One page tells whether it still does.
func auditReach(ctx context.Context, r *run) {
	s := &r.s.AuditReach
	s.Source = adminAuditEndpoint.source()
	s.Source.Since = r.now().AddDate(0, 0, -adminAuditDays)
	query := r.orgQuery()
	query.Set("from", wireTime(s.Source.Since))
	query.Set("to", wireTime(s.Source.Since.AddDate(0, 0, auditReachDays)))
	query.Set("max", "200")
	query.Set("offset", "0")
	list, resp, err := webex.Get[listOf[moment]](ctx, r.o.Client, adminAuditEndpoint.request(query))
	switch {
	case err != nil:
		s.Gap = r.gap(adminAuditEndpoint, err)
		return
	case list.Items == nil:
		s.Gap = adminAuditEndpoint.misshapen("the answer has no items")
		return
	}
	s.Source.ReadAt = resp.ReadAt
	reach := &snapshot.AuditReach{Events: snapshot.Some(len(list.Items))}
	for _, e := range list.Items {
		if at := e.Created.Time; !at.IsZero() && (reach.Oldest.IsZero() || at.Before(reach.Oldest)) {
			reach.Oldest = at
		}
	}
	s.Value = reach
}
