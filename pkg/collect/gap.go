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
	if we.Problem == webex.ProblemLicense && (we.Kind == webex.Forbidden || we.Kind == webex.BadRequest) {
		return &snapshot.Gap{Reason: snapshot.NotLicensed, Detail: we.Error()}
	}
	g := &snapshot.Gap{Reason: reasonOf(we.Kind), Detail: we.Error()}
	if we.Kind == webex.Forbidden || we.Kind == webex.NotFound || we.Kind == webex.Unauthorized {
		g.Detail += e.hint()
		g.Scope, g.Role = e.Scope, e.Role
	}
	return g
}

// leftOut returns the gap of a read that the run was told to leave out, or nil.
func (r *run) leftOut(e Endpoint) *snapshot.Gap {
	if !r.o.DocumentedOnly || e.Rank != snapshot.RankControlHub {
		return nil
	}
	return &snapshot.Gap{Reason: snapshot.Error, Detail: fmt.Sprintf("GET %s was left out by --documented-only", e.Path)}
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
