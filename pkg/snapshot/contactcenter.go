package snapshot

import "strings"

// ContactCenter holds what Webex Contact Center says about its tenant
// (…/v2/organization-setting and …/v2/tenant-configuration; rank control_hub).
// Each part that could not be read has its gap in Gaps: settings, desktop.
type ContactCenter struct {
	// Present is No where the licences, read to their end, show no Contact
	// Center: then the record comes from them and nothing else is set, and every
	// list of this file is whole and empty.
	Present Tri             `json:"present,omitzero"`
	Gaps    map[string]*Gap `json:"gaps,omitempty"`

	RecordAllCalls Tri      `json:"record_all_calls,omitzero"`
	PauseResume    Tri      `json:"pause_resume,omitzero"`
	PauseSeconds   Opt[int] `json:"pause_seconds,omitzero"`
	MaskSensitive  Tri      `json:"mask_sensitive,omitzero"`
	Pruning        string   `json:"pruning,omitempty"`
	// DesktopTimeout is the tenant's idle timeout of the agent desktop.
	DesktopTimeoutOn      Tri      `json:"desktop_timeout_on,omitzero"`
	DesktopTimeoutMinutes Opt[int] `json:"desktop_timeout_minutes,omitzero"`
}

// CCQueue is one contact service queue (…/v2/contact-service-queue). Names have
// no field.
type CCQueue struct {
	ID             string `json:"id"`
	Channel        string `json:"channel,omitempty"` // TELEPHONY, EMAIL, CHAT, …
	Active         Tri    `json:"active,omitzero"`
	Recording      Tri    `json:"recording,omitzero"`
	RecordAll      Tri    `json:"record_all,omitzero"`
	PauseRecording Tri    `json:"pause_recording,omitzero"`
	Monitoring     Tri    `json:"monitoring,omitzero"`
	Summaries      string `json:"summaries,omitempty"` // queueLevel…Inclusion words
	Transcripts    string `json:"transcripts,omitempty"`
	Sentiment      string `json:"sentiment,omitempty"`
}

// CCProfile is one user profile with its right over recordings
// (…/v3/user-profile, and …/v3/user-profile/{id} where the list leaves the
// permissions out).
type CCProfile struct {
	ID     string `json:"id"`
	Gap    *Gap   `json:"gap,omitempty"`
	Type   string `json:"type,omitempty"` // ADMINISTRATOR, SUPERVISOR, STANDARD_AGENT, …
	Active Tri    `json:"active,omitzero"`
	// Recordings is the strongest access to anything about recordings: EDIT,
	// ENABLED, VIEW, DISABLED, NONE; empty when the answer did not say.
	Recordings string `json:"recordings,omitempty"`
}

// ItemGap returns why the rights of this profile are not known.
func (p CCProfile) ItemGap() *Gap { return p.Gap }

// CCAgentProfile is one agent profile with its own idle timeout
// (…/v2/agent-profile).
type CCAgentProfile struct {
	ID             string   `json:"id"`
	Active         Tri      `json:"active,omitzero"`
	TimeoutCustom  Tri      `json:"timeout_custom,omitzero"`
	TimeoutMinutes Opt[int] `json:"timeout_minutes,omitzero"`
}

// CCFeature is one AI feature of the Contact Center (…/v2/ai-feature). Cisco
// documents for this answer alone that an absent switch is off.
type CCFeature struct {
	Name string `json:"name"` // as in the answer, such as generatedSummaries.wrapUpSummariesEnabled
	On   Tri    `json:"on,omitzero"`
	// Queues is queuesInclusionType: ALL, which is also what its absence means,
	// or SPECIFIC; empty for features that do not go by queues.
	Queues string `json:"queues,omitempty"`
}

// CCVariable is one global variable (…/v2/cad-variable). Its value is never
// read, and its name is held only where it holds one of Snapshot's
// VariablePatterns.
type CCVariable struct {
	ID string `json:"id"`
	// Hint says whether the name holds one of the patterns; Unknown when the
	// variable had no name, or a recording had left it out.
	Hint          Tri    `json:"hint,omitzero"`
	Name          string `json:"name,omitempty"`
	Active        Tri    `json:"active,omitzero"`
	Sensitive     Tri    `json:"sensitive,omitzero"`
	Reportable    Tri    `json:"reportable,omitzero"`
	AgentViewable Tri    `json:"agent_viewable,omitzero"`
	AgentEditable Tri    `json:"agent_editable,omitzero"`
}

// Center says whether a licence is for the Contact Center. Names change, so it
// looks for words.
func (l License) Center() bool {
	name := strings.ToLower(l.Name)
	return strings.Contains(name, "contact cent") || strings.Contains(name, "wxcc")
}
