package admins

import (
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// work is what the audit log shows of the administrators within a window.
type work struct {
	changes map[string]int  // by UUID; signing in and out is no change, nor is what concerns the own account
	granted map[string]bool // who was given a role
	// unclearGrants are accounts of which an event does not say for certain
	// whether it gave them a role, as one that calls their roles changed; the empty
	// UUID stands for anybody.
	unclearGrants map[string]bool
	unclear       int  // events that lack the actor, the category or the time
	whole         bool // the log was read, holds something, and reaches back far enough
}

func newWork(in *check.Input, lookbackDays int) work {
	start := in.Now.AddDate(0, 0, -lookbackDays)
	log := in.AdminAudit
	w := work{changes: map[string]int{}, granted: map[string]bool{}, unclearGrants: map[string]bool{}}
	// Every organisation has events, if only the sign-in behind this token.
	w.whole = log.Missing() == nil && len(log.Items) > 0 && !log.Source.Since.IsZero() && !log.Source.Since.After(start)
	for _, e := range log.Items {
		if !e.At.IsZero() && e.At.Before(start) {
			continue
		}
		w.add(e)
	}
	return w
}

func (w *work) add(e snapshot.AdminEvent) {
	switch {
	case e.RoleGrant == snapshot.No, e.Failed:
	case e.RoleGrant == snapshot.Yes && e.RoleRemoval != snapshot.Yes && !e.At.IsZero() && e.TargetUUID != "":
		w.granted[e.TargetUUID] = true
	default:
		w.unclearGrants[e.TargetUUID] = true
	}
	switch {
	case e.ActorUUID == "" || e.Category == "" || e.At.IsZero():
		w.unclear++
	case !signsInOrOut(e.Category) && !e.OwnAccount():
		w.changes[e.ActorUUID]++
	}
}

// signsInOrOut says whether a category is about sessions and not about work.
func signsInOrOut(category string) bool {
	return strings.EqualFold(category, "LOGINS") || strings.EqualFold(category, "LOGOUT")
}
