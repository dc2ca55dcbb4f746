package synth

type centerQueue struct {
	OrganizationID   string `json:"organizationId"`
	ID               string `json:"id"`
	Version          int    `json:"version"`
	Name             string `json:"name"`
	Description      string `json:"description"`
	QueueType        string `json:"queueType"`
	ChannelType      string `json:"channelType"`
	Active           bool   `json:"active"`
	CheckAgents      bool   `json:"checkAgentAvailability"`
	Threshold        int    `json:"serviceLevelThreshold"`
	MaxContacts      int    `json:"maxActiveContacts"`
	MaxTime          int    `json:"maxTimeInQueue"`
	RoutingType      string `json:"routingType"`
	QueueRoutingType string `json:"queueRoutingType"`
	Monitoring       bool   `json:"monitoringPermitted"`
	Recording        bool   `json:"recordingPermitted"`
	RecordAll        bool   `json:"recordingAllCallsPermitted"`
	PauseRecording   bool   `json:"pauseRecordingPermitted"`
	PauseDuration    int    `json:"recordingPauseDuration"`
	FlowURL          string `json:"controlFlowScriptUrl"`
	RequeueURL       string `json:"ivrRequeueUrl"`
	OverflowNumber   string `json:"overflowNumber"`
	Summaries        string `json:"queueLevelSummariesInclusion"`
	Transcripts      string `json:"queueLevelRealTimeTranscriptionsInclusion"`
	Sentiment        string `json:"queueLevelSentimentAnalysisInclusion"`
	UpdatedBy        string `json:"agentsLastUpdatedByUserName"`
	// CallDistributionGroups is an array, which lists leave empty.
	CallDistributionGroups []any `json:"callDistributionGroups"`
}

type centerProfile struct {
	OrganizationID string             `json:"organizationId"`
	ID             string             `json:"id"`
	Name           string             `json:"name"`
	Description    string             `json:"description"`
	ProfileType    string             `json:"profileType"`
	Active         bool               `json:"active"`
	Permission     string             `json:"permissionAccessLevel"`
	Resource       string             `json:"resourceAccessLevel"`
	Permissions    []centerPermission `json:"permissions,omitempty"`
}

type centerPermission struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Access string `json:"access"`
}

type centerAgent struct {
	OrganizationID string `json:"organizationId"`
	ID             string `json:"id"`
	Name           string `json:"name"`
	Description    string `json:"description"`
	ParentType     string `json:"parentType"`
	AccessWrapUp   string `json:"accessWrapUpCode"`
	AccessIdle     string `json:"accessIdleCode"`
	AccessQueue    string `json:"accessQueue"`
	AccessEntry    string `json:"accessEntryPoint"`
	AccessTeam     string `json:"accessBuddyTeam"`
	Validation     string `json:"agentDNValidation"`
	OutdialANI     string `json:"outdialANIId"`
	Custom         bool   `json:"timeoutDesktopInactivityCustomEnabled"`
	Minutes        int    `json:"timeoutDesktopInactivityMins,omitempty"`
	Active         bool   `json:"active"`
}

type centerVariable struct {
	OrganizationID string `json:"organizationId"`
	ID             string `json:"id"`
	Name           string `json:"name"`
	Description    string `json:"description"`
	VariableType   string `json:"variableType"`
	DefaultValue   string `json:"defaultValue"`
	DesktopLabel   string `json:"desktopLabel"`
	Active         bool   `json:"active"`
	AgentEditable  bool   `json:"agentEditable"`
	AgentViewable  bool   `json:"agentViewable"`
	Reportable     bool   `json:"reportable"`
	Sensitive      bool   `json:"sensitive"`
}

// spoilCenter buys a Contact Center, and makes the clinic's mistakes in it: a
// queue that records every call without a pause, agents who may edit
// recordings, transcripts and summaries for which nobody vouches, the date of
// birth as an open variable, and desktops that stay open for two hours.
func spoilCenter(o *Organization) {
	c := &o.center
	c.bought = true
	o.addCenterQueue("TELEPHONY", true, false, false, false)
	o.addCenterQueue("TELEPHONY", true, true, true, true)
	o.addCenterQueue("TELEPHONY", true, true, true, false)
	o.addCenterQueue("TELEPHONY", false, true, true, false)
	o.addCenterQueue("CHAT", true, false, false, false)
	o.addCenterProfile("ADMINISTRATOR", "ALL", "")
	o.addCenterProfile("SUPERVISOR", "SPECIFIC", "EDIT")
	o.addCenterProfile("PREMIUM_AGENT", "SPECIFIC", "EDIT")
	o.addCenterProfile("STANDARD_AGENT", "SPECIFIC", "NONE")
	o.addCenterAgent(true, 15)
	o.addCenterAgent(true, 120)
	o.addCenterAgent(false, 0)
	o.addCenterVariable("patient_dob", false, true)
	o.addCenterVariable("member_id", false, false)
	o.addCenterVariable("mrn", true, false)
	o.addCenterVariable("Caller_"+o.canaries.number(), false, true)
	c.features = map[string]any{
		"organizationId": o.UUID, "id": o.uuid("ai-feature"), "version": 3,
		"realtimeTranscripts": map[string]any{"enable": true, "agentInclusionType": "ALL"},
		"suggestedResponses":  map[string]any{"enable": false},
		"generatedSummaries":  map[string]any{"wrapUpSummariesEnabled": true, "queuesInclusionType": "SPECIFIC"},
		"autoCSAT":            map[string]any{"enable": false, "selectedGlobalVariableId": o.canaries.plant("csat-variable")},
		"sentimentAnalysis":   map[string]any{"enable": false},
		"personalizedAIRouting": map[string]any{"enable": false, "cjdsWorkspaceId": o.canaries.plant("cjds-workspace"),
			"cjdsProfileTemplateId": o.canaries.plant("cjds-template")},
	}
	c.settings = map[string]any{
		"id": o.uuid("organization-setting"), "recordAllCalls": false, "pauseResumeEnabled": true, "recordingPauseDuration": 60,
		"recordingMode": "AUDIO_ONLY", "maskSensitiveData": true, "pruningStrategy": "MANUAL",
		"transcriptsKmsKeyMetadata": map[string]any{"keyUrl": o.canaries.plant("kms-key"), "kroUrl": o.canaries.plant("kms-kro")},
	}
	c.desktop = map[string]any{
		"id": o.uuid("tenant-configuration"), "timeoutDesktopInactivityEnabled": true, "timeoutDesktopInactivityMins": 15,
		"privacyShieldVisible": true, "dnDefaultRegex": o.canaries.plant("dn-pattern"),
	}
}

func (o *Organization) addCenterQueue(channel string, active, recording, all, pause bool) {
	o.center.queues = append(o.center.queues, centerQueue{
		OrganizationID: o.UUID, ID: o.uuid("queue", len(o.center.queues)), Name: o.canaries.plant("queue-name"), Description: o.canaries.plant("queue-text"),
		QueueType: "INBOUND", ChannelType: channel, Active: active, Threshold: 20, MaxContacts: 250, MaxTime: 600, RoutingType: "LONGEST_AVAILABLE_AGENT",
		QueueRoutingType: "TEAM_BASED", Monitoring: true, Recording: recording, RecordAll: all, PauseRecording: pause, PauseDuration: 60,
		FlowURL: o.canaries.plant("flow-url"), RequeueURL: o.canaries.plant("requeue-url"), OverflowNumber: o.canaries.number(),
		Summaries: "INCLUDED", Transcripts: "EXCLUDED", Sentiment: "EXCLUDED", UpdatedBy: o.canaries.plant("queue-editor"), CallDistributionGroups: []any{},
	})
}

// addCenterProfile adds a user profile; access is its right over the schedules
// of recordings.
func (o *Organization) addCenterProfile(kind, level, access string) {
	p := centerProfile{
		OrganizationID: o.UUID, ID: o.uuid("user-profile", kind), Name: o.canaries.plant("profile-name"), Description: o.canaries.plant("profile-text"),
		ProfileType: kind, Active: true, Permission: level, Resource: level,
	}
	if access != "" {
		p.Permissions = []centerPermission{
			{o.uuid("permission", kind, 1), "call-recording-schedule", access}, {o.uuid("permission", kind, 2), "audio-recording-transcript", "NONE"},
			{o.uuid("permission", kind, 3), "queue", "VIEW"},
		}
	}
	o.center.profiles = append(o.center.profiles, p)
}

func (o *Organization) addCenterAgent(custom bool, minutes int) {
	o.center.agents = append(o.center.agents, centerAgent{
		OrganizationID: o.UUID, ID: o.uuid("agent-profile", len(o.center.agents)), Name: o.canaries.plant("desktop-name"), Description: o.canaries.plant("desktop-text"),
		ParentType: "ORGANIZATION", AccessWrapUp: "ALL", AccessIdle: "ALL", AccessQueue: "ALL", AccessEntry: "ALL", AccessTeam: "ALL", Validation: "ALL",
		OutdialANI: o.canaries.plant("outdial-ani"), Custom: custom, Minutes: minutes, Active: true,
	})
}

func (o *Organization) addCenterVariable(name string, sensitive, reportable bool) {
	o.center.variables = append(o.center.variables, centerVariable{
		OrganizationID: o.UUID, ID: o.uuid("cad-variable", len(o.center.variables)), Name: name, Description: o.canaries.plant("cad-text"), VariableType: "STRING",
		DefaultValue: o.canaries.plant("cad-value"), DesktopLabel: o.canaries.plant("cad-label"), Active: true, AgentEditable: true, AgentViewable: true,
		Reportable: reportable, Sensitive: sensitive,
	})
}
