package collect

import (
	"errors"
	"fmt"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// gap turns a failed read into a gap with a hint about what would help. A
// token that the public API refuses ends the run: no later answer could be
// trusted.
func (r *run) gap(e Endpoint, err error) *snapshot.Gap {
	if r.unsent(e) {
		same := *r.noOfficer
		return &same
	}
	var we *webex.Error
	if !errors.As(err, &we) {
		return &snapshot.Gap{Reason: snapshot.Error, Detail: fmt.Sprintf("GET %s could not be read", e.Path)}
	}
	if we.Kind == webex.Unauthorized && e.Host == webex.API {
		r.stop(err)
	}
	if r.untracked {
		same := *we
		same.TrackingID, we = "", &same
	}
	g := &snapshot.Gap{Reason: reasonOf(we.Kind), Detail: we.Error()}
	switch we.Kind {
	case webex.Forbidden, webex.NotFound, webex.Unauthorized:
		if we.Problem == webex.ProblemLicense && we.Kind == webex.Forbidden {
			g.Reason, g.Cause = snapshot.NotLicensed, snapshot.LicenceMissing
			return g
		}
		e.needs(g)
		if we.Kind == webex.Unauthorized && g.Cause == snapshot.RightMissing && e.Scope != "" {
			g.Cause = snapshot.SignInRefused
			g.Detail += "; the token is expired or revoked"
			return g
		}
		g.Detail += e.hint()
	case webex.BadRequest:
		if we.Problem == webex.ProblemLicense {
			g.Reason, g.Cause = snapshot.NotLicensed, snapshot.LicenceMissing
		}
	case webex.Throttled, webex.Timeout, webex.Unavailable:
		g.Cause = snapshot.Passing
	case webex.Budget:
		g.Cause, g.Option = snapshot.OptionMissing, snapshot.MaxRequests
	}
	return g
}

// needs notes in a gap what the endpoint asks for.
func (e Endpoint) needs(g *snapshot.Gap) {
	g.Cause, g.Scope, g.Role, g.Officer = snapshot.RightMissing, e.Scope, e.Role, e.Host == webex.Officer
	if e.Rank == snapshot.RankControlHub && (e.Host == webex.Broker || e.Host == webex.ControlHub) {
		g.Cause = snapshot.BrowserOnly
	}
}

// unshown is the gap of an answer that may hold less than there is, because of
// who asked.
func (e Endpoint) unshown(why string) *snapshot.Gap {
	g := &snapshot.Gap{Reason: snapshot.Forbidden, Detail: fmt.Sprintf("GET %s: %s%s", e.Path, why, e.hint())}
	e.needs(g)
	return g
}

// untold is the gap of a read that the run would send if it was told otherwise.
func untold(o snapshot.Option, reason snapshot.Reason, detail string) *snapshot.Gap {
	return &snapshot.Gap{Reason: reason, Cause: snapshot.OptionMissing, Option: o, Detail: detail}
}

// leftOut returns the gap of a read that the run was told to leave out, or nil.
func (r *run) leftOut(e Endpoint) *snapshot.Gap {
	if !r.o.DocumentedOnly || e.Rank != snapshot.RankControlHub {
		return nil
	}
	return untold(snapshot.DocumentedOnly, snapshot.Error, fmt.Sprintf("GET %s was left out by --documented-only", e.Path))
}

// misshapen is the gap of an answer that came and cannot be used.
func (e Endpoint) misshapen(why string) *snapshot.Gap {
	return &snapshot.Gap{Reason: snapshot.Schema, Detail: fmt.Sprintf("GET %s: %s", e.Path, why)}
}

// hint says which scope and role the endpoint asks for.
func (e Endpoint) hint() string {
	switch {
	case e.Scope != "" && e.Role != "":
		return fmt.Sprintf("; it needs the scope %s, granted by: %s", e.Scope, e.Role)
	case e.Scope != "":
		return fmt.Sprintf("; it needs the scope %s", e.Scope)
	case e.Rank == snapshot.RankControlHub:
		return "; this service is not documented and may refuse an integration's token"
	default:
		return ""
	}
}

func reasonOf(k webex.Kind) snapshot.Reason {
	switch k {
	case webex.Unauthorized, webex.Forbidden:
		return snapshot.Forbidden
	case webex.NotFound:
		return snapshot.NotFound
	case webex.Throttled:
		return snapshot.Throttled
	case webex.Timeout:
		return snapshot.Timeout
	case webex.Truncated:
		return snapshot.Truncated
	case webex.Budget:
		return snapshot.Budget
	case webex.Schema:
		return snapshot.Schema
	default: // bad_request, unavailable, canceled, refused, not_recorded
		return snapshot.Error
	}
}
