package ecs

import "wxaudit/pkg/report/ocsf"

// document has the fields of ECS that are filled.
type document struct {
	Timestamp    string            `json:"@timestamp"`
	Event        event             `json:"event"`
	ECS          version           `json:"ecs"`
	Message      string            `json:"message"`
	Labels       map[string]string `json:"labels"`
	Tags         []string          `json:"tags,omitempty"`
	Log          level             `json:"log"`
	Result       *result           `json:"result,omitempty"`
	Rule         *rule             `json:"rule,omitempty"`
	Resource     *resource         `json:"resource,omitempty"`
	Related      *related          `json:"related,omitempty"`
	Organization named             `json:"organization"`
	Cloud        cloud             `json:"cloud"`
	Observer     observer          `json:"observer"`
	OCSF         *ocsf.Event       `json:"ocsf"`
}

type event struct {
	Kind     string   `json:"kind"`
	Category []string `json:"category"`
	Type     []string `json:"type"`
	ID       string   `json:"id"`
	Code     string   `json:"code"`
	Dataset  string   `json:"dataset"`
	Module   string   `json:"module"`
	Provider string   `json:"provider"`
	Action   string   `json:"action"`
	Outcome  string   `json:"outcome,omitempty"`
	Reason   string   `json:"reason,omitempty"`
	Severity int      `json:"severity"` // as severity_id of OCSF
	Sequence int      `json:"sequence"`
	Start    string   `json:"start,omitempty"`
	End      string   `json:"end,omitempty"`
	Duration int64    `json:"duration,omitempty"` // nanoseconds
}

type version struct {
	Version string `json:"version"`
}

type level struct {
	Level string `json:"level"` // the severity in the words of the report
}

type result struct {
	Evaluation string `json:"evaluation"`
}

type rule struct {
	ID          string `json:"id"`
	UUID        string `json:"uuid"`
	Name        string `json:"name"`
	Category    string `json:"category,omitempty"`
	Ruleset     string `json:"ruleset"`
	Version     string `json:"version,omitempty"`
	Remediation string `json:"remediation,omitempty"`
}

type resource struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Type string `json:"type,omitempty"`
}

type related struct {
	User []string `json:"user"`
}

type named struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

type cloud struct {
	Provider string  `json:"provider"`
	Account  named   `json:"account"`
	Service  service `json:"service"`
}

type service struct {
	Name string `json:"name"`
}

type observer struct {
	Vendor  string `json:"vendor"`
	Product string `json:"product"`
	Version string `json:"version,omitempty"`
}
