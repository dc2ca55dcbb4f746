package snapshot

// ContactCenter holds what Webex Contact Center says about its tenant
// (…/v2/organization-setting and …/v2/tenant-configuration; rank control_hub).
// Each part that could not be read has its gap in Gaps: settings, desktop.
type ContactCenter struct {
	Gaps map[string]*Gap `json:"gaps,omitempty"`

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
// (…/v3/user-profile).
type CCProfile struct {
	ID     string `json:"id"`
	Type   string `json:"type,omitempty"` // ADMINISTRATOR, SUPERVISOR, STANDARD_AGENT, …
	Active Tri    `json:"active,omitzero"`
	// Recordings is the access to recording management: EDIT, VIEW, NONE, …;
	// empty when the answer did not say.
	Recordings string `json:"recordings,omitempty"`
}

// CCAgentProfile is one agent profile with its own idle timeout
// (…/v2/agent-profile).
type CCAgentProfile struct {
	ID             string   `json:"id"`
	TimeoutCustom  Tri      `json:"timeout_custom,omitzero"`
	TimeoutMinutes Opt[int] `json:"timeout_minutes,omitzero"`
}

// CCFeature is one AI feature of the Contact Center (…/v2/ai-feature). Cisco
// documents for this answer alone that an absent switch is off.
type CCFeature struct {
	Name string `json:"name"` // as in the answer, such as generatedSummaries.wrapUpSummariesEnabled
	On   Tri    `json:"on,omitzero"`
	// Queues is queuesInclusionType: ALL, SPECIFIC.
	Queues string `json:"queues,omitempty"`
}

// CCVariable is one global variable (…/v2/cad-variable). Its value is never
// read, and its name is held only where it matches a pattern of the check.
type CCVariable struct {
	ID            string `json:"id"`
	Name          string `json:"name"`
	Active        Tri    `json:"active,omitzero"`
	Sensitive     Tri    `json:"sensitive,omitzero"`
	Reportable    Tri    `json:"reportable,omitzero"`
	AgentViewable Tri    `json:"agent_viewable,omitzero"`
	AgentEditable Tri    `json:"agent_editable,omitzero"`
}
