package sarif

// The names are those of the standard; what we do not use is not here.

type run struct {
	Tool              tool              `json:"tool"`
	AutomationDetails automationDetails `json:"automationDetails"`
	BaselineGUID      string            `json:"baselineGuid,omitempty"`
	Invocations       []invocation      `json:"invocations"`
	ColumnKind        string            `json:"columnKind"`
	Properties        map[string]any    `json:"properties"`
}

type tool struct {
	Driver driver `json:"driver"`
}

type driver struct {
	Name             string  `json:"name"`
	Version          string  `json:"version,omitempty"`
	Organization     string  `json:"organization,omitempty"`
	ShortDescription message `json:"shortDescription"`
	Rules            []rule  `json:"rules"`
}

type rule struct {
	ID                   string         `json:"id"`
	Name                 string         `json:"name,omitempty"`
	ShortDescription     message        `json:"shortDescription"`
	FullDescription      message        `json:"fullDescription"`
	Help                 message        `json:"help"`
	DefaultConfiguration configuration  `json:"defaultConfiguration"`
	Properties           ruleProperties `json:"properties"`
}

type configuration struct {
	Enabled bool   `json:"enabled"`
	Level   string `json:"level"`
}

type ruleProperties struct {
	// SecuritySeverity is a number as text, as GitHub wants it; it reads it of
	// rules with the tag security.
	SecuritySeverity string `json:"security-severity"`
	Precision        string `json:"precision"`
	Severity         string `json:"severity"`
	// Status is the answer of the check over all its resources.
	Status    string   `json:"status"`
	Evaluated int      `json:"evaluated"` // resources
	Basis     []string `json:"basis"`
	Citations []string `json:"citations"`
	Tags      []string `json:"tags"`
}

type automationDetails struct {
	ID   string `json:"id"`
	GUID string `json:"guid"`
}

type invocation struct {
	ExecutionSuccessful bool           `json:"executionSuccessful"`
	StartTimeUTC        string         `json:"startTimeUtc"`
	EndTimeUTC          string         `json:"endTimeUtc"`
	Notifications       []notification `json:"toolExecutionNotifications,omitempty"`
}

type notification struct {
	Level   string  `json:"level"`
	Message message `json:"message"`
}

type message struct {
	Text string `json:"text"`
}

type result struct {
	RuleID              string            `json:"ruleId"`
	RuleIndex           *int              `json:"ruleIndex,omitempty"` // nil where the rule left the catalogue
	Kind                string            `json:"kind"`
	Level               string            `json:"level"`
	Message             message           `json:"message"`
	Locations           []location        `json:"locations"`
	PartialFingerprints map[string]string `json:"partialFingerprints"`
	BaselineState       string            `json:"baselineState,omitempty"`
	Suppressions        *[]suppression    `json:"suppressions,omitempty"`
	Properties          resultProperties  `json:"properties"`
}

type location struct {
	Physical physicalLocation  `json:"physicalLocation"`
	Logical  []logicalLocation `json:"logicalLocations"`
}

type physicalLocation struct {
	Artifact artifactLocation `json:"artifactLocation"`
	Region   region           `json:"region"`
}

type artifactLocation struct {
	URI string `json:"uri"`
}

type region struct {
	StartLine int `json:"startLine"`
}

type logicalLocation struct {
	Name               string `json:"name"`
	FullyQualifiedName string `json:"fullyQualifiedName"`
	Kind               string `json:"kind"`
}

type suppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type resultProperties struct {
	Status    string     `json:"status"`
	Severity  string     `json:"severity"`
	Reason    string     `json:"reason,omitempty"`
	FirstSeen string     `json:"firstSeen,omitempty"`
	Evidence  []evidence `json:"evidence,omitempty"`
}

type evidence struct {
	Source string `json:"source"`
	Field  string `json:"field,omitempty"`
	Value  string `json:"value"`
	Rank   string `json:"rank"`
	ReadAt string `json:"readAt,omitempty"`
}
