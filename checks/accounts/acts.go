package accounts

import (
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// acts is the newest change by each account in the admin audit log.
type acts struct {
	newest map[string]time.Time // by UUID and by address
	// whole says that an account without an entry changed nothing since the log
	// begins.
	whole bool
	began time.Time
}

// actsOf indexes the log. An event of nobody at all is the system's; one that
// hides who it was may be anybody's, and one that is yet to come of any day. An
// attempt that failed may be somebody else's with the account.
func actsOf(in *check.Input) acts {
	log := in.AdminAudit
	a := acts{newest: map[string]time.Time{}, whole: log.Missing() == nil, began: log.Source.Since}
	for _, e := range log.Items {
		nobody := e.ActorUUID == "" && e.Actor.Kind == snapshot.Anonymous
		if e.Failed {
			continue
		}
		if e.At.IsZero() || in.YetToCome(e.At) || e.ActorUUID == "" && e.Actor.Email == "" && !nobody {
			a.whole = false
			continue
		}
		for _, who := range []string{e.ActorUUID, e.Actor.Email} {
			if who != "" && e.At.After(a.newest[who]) {
				a.newest[who] = e.At
			}
		}
	}
	return a
}

// after says whether the account changed anything after the limit.
func (a acts) after(p *snapshot.Person, limit time.Time) snapshot.Tri {
	for _, who := range append([]string{p.UUID, p.Email}, p.Emails...) {
		if who != "" && a.newest[who].After(limit) {
			return snapshot.Yes
		}
	}
	if !a.whole || a.began.IsZero() || a.began.After(limit) || p.UUID == "" || p.Email == "" {
		return snapshot.Unknown
	}
	return snapshot.No
}
