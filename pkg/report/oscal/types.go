package oscal

// The names are those of the OSCAL 1.1.3 JSON model; what we do not use is not
// here.

type property struct {
	Name  string `json:"name"`
	NS    string `json:"ns"`
	Value string `json:"value"`
}

type metadata struct {
	Title        string     `json:"title"`
	LastModified string     `json:"last-modified"`
	Version      string     `json:"version"`
	OSCALVersion string     `json:"oscal-version"`
	Props        []property `json:"props"`
	Parties      []party    `json:"parties"`
}

type party struct {
	UUID string `json:"uuid"`
	Type string `json:"type"`
	Name string `json:"name"`
}

type importAP struct {
	Href    string `json:"href"`
	Remarks string `json:"remarks"`
}

type localDefinitions struct {
	Objectives []localObjective `json:"objectives-and-methods"`
}

type localObjective struct {
	ControlID string     `json:"control-id"`
	Props     []property `json:"props"`
	Parts     []part     `json:"parts"`
}

type part struct {
	ID    string     `json:"id"`
	Name  string     `json:"name"`
	Title string     `json:"title"`
	Prose string     `json:"prose"`
	Props []property `json:"props,omitempty"`
}

type component struct {
	UUID        string     `json:"uuid"`
	Type        string     `json:"type"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Props       []property `json:"props,omitempty"`
	Status      state      `json:"status"`
}

type state struct {
	State   string `json:"state"`
	Remarks string `json:"remarks,omitempty"`
}

type assets struct {
	Components []component `json:"components"`
	Platforms  []platform  `json:"assessment-platforms"`
}

type platform struct {
	UUID  string `json:"uuid"`
	Title string `json:"title"`
	Uses  []use  `json:"uses-components"`
}

type use struct {
	Component string `json:"component-uuid"`
}

type inventoryItem struct {
	UUID        string     `json:"uuid"`
	Description string     `json:"description"`
	Props       []property `json:"props"`
	Implemented []use      `json:"implemented-components"`
}

type reviewedControls struct {
	Selections []controlSelection   `json:"control-selections"`
	Objectives []objectiveSelection `json:"control-objective-selections,omitempty"`
}

type controlSelection struct {
	Description string      `json:"description"`
	Props       []property  `json:"props,omitempty"`
	Include     []controlID `json:"include-controls,omitempty"`
}

type controlID struct {
	ID string `json:"control-id"`
}

type objectiveSelection struct {
	Include []objectiveID `json:"include-objectives"`
}

type objectiveID struct {
	ID string `json:"objective-id"`
}

type observation struct {
	UUID        string     `json:"uuid"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Props       []property `json:"props"`
	Methods     []string   `json:"methods"`
	Types       []string   `json:"types"`
	Origins     []origin   `json:"origins"`
	Subjects    []subject  `json:"subjects"`
	Evidence    []evidence `json:"relevant-evidence,omitempty"`
	Collected   string     `json:"collected"`
}

type origin struct {
	Actors []actor `json:"actors"`
}

type actor struct {
	Type string `json:"type"`
	UUID string `json:"actor-uuid"`
}

type subject struct {
	UUID  string `json:"subject-uuid"`
	Type  string `json:"type"`
	Title string `json:"title"`
}

type evidence struct {
	Description string     `json:"description"`
	Props       []property `json:"props"`
}

type risk struct {
	UUID         string               `json:"uuid"`
	Title        string               `json:"title"`
	Description  string               `json:"description"`
	Statement    string               `json:"statement"`
	Props        []property           `json:"props"`
	Status       string               `json:"status"`
	Mitigating   []mitigatingFactor   `json:"mitigating-factors,omitempty"`
	Remediations []remediation        `json:"remediations,omitempty"`
	Observations []relatedObservation `json:"related-observations"`
}

type mitigatingFactor struct {
	UUID        string `json:"uuid"`
	Description string `json:"description"`
}

type remediation struct {
	UUID        string `json:"uuid"`
	Lifecycle   string `json:"lifecycle"`
	Title       string `json:"title"`
	Description string `json:"description"`
}

type relatedObservation struct {
	UUID string `json:"observation-uuid"`
}

type relatedRisk struct {
	UUID string `json:"risk-uuid"`
}

type oscalFinding struct {
	UUID         string               `json:"uuid"`
	Title        string               `json:"title"`
	Description  string               `json:"description"`
	Props        []property           `json:"props"`
	Target       target               `json:"target"`
	Observations []relatedObservation `json:"related-observations,omitempty"`
	Risks        []relatedRisk        `json:"related-risks,omitempty"`
}

type target struct {
	Type           string          `json:"type"`
	ID             string          `json:"target-id"`
	Status         objectiveStatus `json:"status"`
	Implementation *state          `json:"implementation-status,omitempty"`
}

type objectiveStatus struct {
	State   string `json:"state"`
	Reason  string `json:"reason"`
	Remarks string `json:"remarks,omitempty"`
}

type backMatter struct {
	Resources []resource `json:"resources"`
}

type resource struct {
	UUID        string `json:"uuid"`
	Title       string `json:"title"`
	Description string `json:"description"`
}
