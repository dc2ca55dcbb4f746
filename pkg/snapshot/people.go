package snapshot

import "time"

// Role is an administrator role (GET /roles). Ids differ per organisation, so
// roles are recognised by name.
type Role struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Person is an account of the organisation (GET /people).
type Person struct {
	ID    string `json:"id"`
	UUID  string `json:"uuid"` // the UUID inside the id: what SCIM and the audit logs use
	OrgID string `json:"org_id,omitempty"`
	// Email is the first address, Emails are all; lower case.
	Email  string   `json:"email"`
	Emails []string `json:"emails,omitempty"`
	// DisplayName is for the shared-account heuristic only; it is never
	// reported.
	DisplayName  string `json:"display_name,omitempty"`
	HasFirstName Tri    `json:"has_first_name,omitzero"`
	HasLastName  Tri    `json:"has_last_name,omitzero"`
	Type         string `json:"type,omitempty"` // person, bot, appuser
	// Roles are role ids; nil when Webex did not show them, empty when there
	// are none.
	Roles    []string `json:"roles"`
	Licenses []string `json:"licenses"` // licence ids; nil when Webex did not show them, empty when there are none
	// Sites are the meeting sites that name the account as more than an
	// attendee (siteUrls), sorted host names; nil when Webex named none.
	Sites []string `json:"sites,omitempty"`
	// Department is for the PHI scope only; it is never reported.
	Department    string    `json:"department,omitempty"`
	LoginEnabled  Tri       `json:"login_enabled,omitzero"`
	InvitePending Tri       `json:"invite_pending,omitzero"`
	Created       time.Time `json:"created,omitzero"`
	LastActivity  time.Time `json:"last_activity,omitzero"`
}

// ScimUser is the same account as the identity service sees it
// (GET /identity/scim/{orgId}/v2/Users).
type ScimUser struct {
	UUID     string `json:"uuid"`
	Email    string `json:"email,omitempty"`
	Active   Tri    `json:"active,omitzero"`
	UserType string `json:"user_type,omitempty"` // user, room, external_calling, calling_service
	// Roles are values such as id_full_admin; nil when the answer had none at
	// all for anybody.
	Roles []string `json:"roles"`
	// HasExternalID is set for accounts provisioned from a directory.
	HasExternalID Tri            `json:"has_external_id,omitzero"`
	AccountStatus string         `json:"account_status,omitempty"`
	ManagedOrgs   []ManagedScope `json:"managed_orgs,omitempty"`
	ManagedGroups []ManagedScope `json:"managed_groups,omitempty"`
	ManagedSites  []ManagedScope `json:"managed_sites,omitempty"`
}

// ManagedScope is administration limited to, or extended to, something.
type ManagedScope struct {
	ID   string `json:"id"` // organisation, group or site
	Role string `json:"role"`
}

// ScimGroup is a group that may grant administrator roles to its members
// (GET /identity/scim/{orgId}/v2/Groups, …/Groups/{id}/Members).
type ScimGroup struct {
	ID string `json:"id"`
	// GrantsRoles are the roles its members inherit, such as id_full_admin;
	// nil when the answer did not say, empty when it grants none.
	GrantsRoles []string `json:"grants_roles"`
	// MemberUUIDs are its members that inherit its roles; read only for groups
	// that grant a role, and nil for the others.
	MemberUUIDs []string `json:"member_uuids"`
	// AllUUIDs are its members with those of the groups inside it; read only for
	// groups that the PHI scope names.
	AllUUIDs []string `json:"all_uuids,omitempty"`
	Gap      *Gap     `json:"gap,omitempty"` // the members could not be read
}

// ItemGap returns why the members of this group are not known.
func (g ScimGroup) ItemGap() *Gap { return g.Gap }

// Party is somebody in a meeting or behind a recording's access. Outsiders are
// held as domain and keyed hash, never by name or address.
type Party struct {
	// Kind is "staff" (address in an internal domain, or of a room device of
	// the organisation), "outsider" (another address) or "anonymous" (no
	// address); empty when it could not be told whose the address is.
	Kind string `json:"kind"`
	// Email is set for staff only.
	Email string `json:"email,omitempty"`
	// Domain is the domain of the address, lower case.
	Domain string `json:"domain,omitempty"`
	// Key is the keyed hash of the address; equal keys are the same person.
	Key string `json:"key,omitempty"`
}

// The kinds of Party.
const (
	Staff     = "staff"
	Outsider  = "outsider"
	Anonymous = "anonymous"
)

// AdminEvent is one change in the admin audit log (GET /adminAudit/events).
type AdminEvent struct {
	ID         string    `json:"id"`
	At         time.Time `json:"at"`
	ActorUUID  string    `json:"actor_uuid,omitempty"`
	ActorOrg   string    `json:"actor_org,omitempty"`  // UUID
	TargetOrg  string    `json:"target_org,omitempty"` // UUID
	Actor      Party     `json:"actor,omitzero"`
	Category   string    `json:"category,omitempty"` // such as LOGINS, without the EventCategory. prefix
	Event      string    `json:"event,omitempty"`    // eventDescription: a key, not a sentence
	TargetUUID string    `json:"target_uuid,omitempty"`
	// RoleGrant and RoleRemoval say that the event changed a role, and both that
	// it may have done either; Unknown never occurs: an event that does not say so
	// is No.
	RoleGrant   Tri `json:"role_grant,omitzero"`
	RoleRemoval Tri `json:"role_removal,omitzero"`
	// Setting is the name of the setting that the event changed, Before and
	// After its values: a boolean, a number or an enumeration word, and empty
	// where the value was anything else.
	Setting string `json:"setting,omitempty"`
	Before  string `json:"before,omitempty"`
	After   string `json:"after,omitempty"`
	// Failed says that the event tells of an attempt, which changed nothing.
	Failed bool `json:"failed,omitempty"`
	// Nameless says that the event shows the value of a setting and not which
	// setting it is.
	Nameless bool `json:"nameless,omitempty"`
}

// OwnAccount says that somebody changed something of their own account, other
// than its roles: signing in to Control Hub alone leaves such events behind, such
// as the terms that were accepted and the token that was given back.
func (e AdminEvent) OwnAccount() bool {
	return e.ActorUUID != "" && e.TargetUUID == e.ActorUUID && e.RoleGrant == No && e.RoleRemoval == No
}

// SignIn sums up the sign-ins of one account
// (GET /admin/securityAudit/events). Addresses are counted, and cut to their
// networks, never held.
type SignIn struct {
	ActorUUID string    `json:"actor_uuid"`
	Last      time.Time `json:"last"`
	// MaxAddressesPerHour is the largest number of different IP addresses seen
	// within any one hour of the last 30 days.
	MaxAddressesPerHour int `json:"max_addresses_per_hour"`
	// Networks are those that the sign-ins of the last 30 days came from: the
	// first 24 bits of an IPv4 address, the first 48 of an IPv6 address, sorted.
	// Nil is not known. Unplaced counts the sign-ins whose network Webex did not
	// show.
	Networks []string `json:"networks"`
	Unplaced Opt[int] `json:"unplaced,omitzero"`
	// PauseDays is the longest time without a sign-in, in whole days, that ended
	// with one of the last 30 days; unknown for an account without one in them.
	PauseDays Opt[int] `json:"pause_days,omitzero"`
	// PauseOpen is Yes when the log holds no sign-in before that pause, so that it
	// may have been longer.
	PauseOpen Tri `json:"pause_open,omitzero"`
}

// Authentication is what the identity broker says about signing in
// (GET /idb/idbconfig/{orgId}/v1/authentication; rank control_hub).
type Authentication struct {
	MFAEnabled      Tri      `json:"mfa_enabled,omitzero"`
	KeepSignedIn    Tri      `json:"keep_signed_in,omitzero"`
	KeepDays        Opt[int] `json:"keep_days,omitzero"`
	RememberLogin   Tri      `json:"remember_login,omitzero"`
	RememberDays    Opt[int] `json:"remember_days,omitzero"`
	LockoutFailures Opt[int] `json:"lockout_failures,omitzero"`
	LockoutMinutes  Opt[int] `json:"lockout_minutes,omitzero"`
	LockoutFactor   Opt[int] `json:"lockout_factor,omitzero"`
	JITCreation     Tri      `json:"jit_creation,omitzero"`
}

// IdentityProvider is one SAML identity provider of the organisation
// (identity broker, rank control_hub). An empty section means that Webex holds
// every password itself.
type IdentityProvider struct {
	ID         string `json:"id"`
	SSOEnabled Tri    `json:"sso_enabled,omitzero"`
}
