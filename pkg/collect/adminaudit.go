package collect

import (
	"context"
	"strings"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var adminAuditEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/adminAudit/events", Rank: snapshot.RankAPI,
	Scope: "audit:events_read", Role: "full administrator",
	Wire: listOf[wireAdminEvent]{}, Rewrite: rewriteSettingValues,
}

// wireAdminEvent lacks the sentence, the names, the agents and the addresses
// of an event. RoleAdded, RoleRemoved and what wireSettingChange holds are not
// documented, but seen.
type wireAdminEvent struct {
	ID         string   `json:"id"`
	Created    stamp    `json:"created"`
	ActorID    uuidText `json:"actorId"`
	ActorOrgID uuidText `json:"actorOrgId"`
	Data       struct {
		EventCategory    phrase   `json:"eventCategory"`
		EventDescription phrase   `json:"eventDescription"`
		ActorEmail       mail     `json:"actorEmail"`
		TargetID         targetID `json:"targetId"`
		TargetOrgID      uuidText `json:"targetOrgId"`
		RoleAdded        words    `json:"roleAdded"`
		RoleRemoved      words    `json:"roleRemoved"`
		wireSettingChange
		wireAttempt
	} `json:"data"`
}

// targetID is whom or what an event is about. Some events have it behind words:
// "Using Admin Id: 18c2c489-…".
type targetID string

// UnmarshalJSON never fails: a value of another type is absent.
func (t *targetID) UnmarshalJSON(data []byte) error {
	*t = targetID(targetOf(unquote(data)))
	return nil
}

func (targetID) redact(v any, _ *Pseudonyms) any {
	switch s, ok := v.(string); {
	case ok && (s == "" || uuidOf(s) != ""):
		return v
	case ok && targetOf(s) != "":
		return targetOf(s)
	default:
		return marker(v)
	}
}

func targetOf(text string) string { return uuidOf(text[strings.LastIndexByte(text, ' ')+1:]) }

// adminAuditDays is how far back the log is read: what one request may span,
// and as long as Webex keeps it.
const adminAuditDays = 365

// adminAudit reads what administrators changed. The end of the range is fixed
// first, so that events that arrive meanwhile do not move the offsets.
func adminAudit(ctx context.Context, r *run) {
	since := r.now().AddDate(0, 0, -adminAuditDays)
	query := r.orgQuery()
	query.Set("from", wireTime(since))
	query.Set("to", wireTime(r.now()))
	pages := webex.Offset[wireAdminEvent](ctx, r.o.Client, adminAuditEndpoint.request(query), "items", 200)
	r.s.AdminAudit = fill(r, adminAuditEndpoint, pages, func(w wireAdminEvent) snapshot.AdminEvent {
		r.noteChanges(w)
		return r.adminEvent(ctx, w)
	})
	r.s.AdminAudit.Source.Since = since
}

func (r *run) adminEvent(ctx context.Context, w wireAdminEvent) snapshot.AdminEvent {
	grant, removal := roleChange(string(w.Data.EventDescription))
	grant, removal = grant || len(w.Data.RoleAdded) > 0, removal || len(w.Data.RoleRemoved) > 0
	if w.Data.ChangedAttributes.power && !grant && !removal {
		grant, removal = true, true // given or taken: it does not say
	}
	setting, before, after := w.Data.change()
	return snapshot.AdminEvent{
		ID:          w.ID,
		At:          w.Created.Time,
		ActorUUID:   string(w.ActorID),
		ActorOrg:    string(w.ActorOrgID),
		TargetOrg:   string(w.Data.TargetOrgID),
		Actor:       r.party(ctx, w.Data.ActorEmail.value()),
		Category:    category(string(w.Data.EventCategory)),
		Event:       string(w.Data.EventDescription),
		TargetUUID:  string(w.Data.TargetID),
		RoleGrant:   snapshot.TriFrom(grant),
		RoleRemoval: snapshot.TriFrom(removal),
		Setting:     setting,
		Before:      before,
		After:       after,
		Failed:      w.failed(),
		Nameless:    w.Data.nameless(),
	}
}

// failed says whether the event tells of an attempt that came to nothing: by its
// error, or by its words. "Denied" and "locked" are what an administrator does.
func (w wireAdminEvent) failed() bool {
	return bool(w.Data.ErrorCode || w.Data.ErrorMessage) || w.Data.succeeded(string(w.Data.EventDescription)) == snapshot.No || containsAny(strings.ToLower(string(w.Data.EventDescription)), "fail", "unsuccessful")
}

// category returns the name of an event category as the filter of the API
// writes it; the events write it with a prefix.
func category(name string) string { return strings.TrimPrefix(name, "EventCategory.") }

// roleChange reads from an event's description whether it gave or took a role.
// A description that only says that roles were changed counts as both.
func roleChange(description string) (grant, removal bool) {
	d := strings.ToLower(description)
	if !strings.Contains(d, "role") {
		return false, false
	}
	removal = containsAny(d, "remov", "revok", "unassign", "delet", "withdr", "took away")
	grant = containsAny(d, "add", "grant", "gave ", " assign", "_assign", "given", "became") || strings.HasPrefix(d, "assign")
	if !grant && !removal {
		changed := containsAny(d, "chang", "updat", "modif", "edit", "set ")
		return changed, changed
	}
	return grant, removal
}

func containsAny(s string, parts ...string) bool {
	for _, part := range parts {
		if strings.Contains(s, part) {
			return true
		}
	}
	return false
}
