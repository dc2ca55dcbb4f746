package check

import (
	"fmt"
	"strings"
)

// Scope says where PHI is (rule R5): a resource is in scope when any of its
// rules holds. "Patient-facing" is not a Webex field, so only the organisation
// can say. The zero Scope is everything.
//
// What a rule cannot tell, because Webex did not show it, is in scope.
type Scope struct {
	Hosts       []string `json:"hosts,omitempty"`       // e-mail addresses
	Groups      []string `json:"groups,omitempty"`      // SCIM group ids, whose members are in scope
	Departments []string `json:"departments,omitempty"` // of the hosts' accounts
	Sites       []string `json:"sites,omitempty"`       // meeting sites, host names
	// SessionTypes are ids of meeting session types.
	SessionTypes []string `json:"session_types,omitempty"`
	// Classifications are ids of space classifications.
	Classifications []string `json:"classifications,omitempty"`
	Queues          []string `json:"queues,omitempty"` // Contact Center queue ids
	// ExternalParticipant takes every meeting that somebody from outside is
	// invited to or took part in.
	ExternalParticipant bool `json:"external_participant,omitempty"`
}

// All says that there is no rule: everything is in scope.
func (s Scope) All() bool {
	return len(s.Hosts)+len(s.Groups)+len(s.Departments)+len(s.Sites)+len(s.SessionTypes)+
		len(s.Classifications)+len(s.Queues) == 0 && !s.ExternalParticipant
}

// String says the rules in words, for the report.
func (s Scope) String() string {
	if s.All() {
		return "all hosts, meetings and sites (default)"
	}
	var parts []string
	for _, rule := range []struct {
		what  string
		words []string
	}{
		{"hosts", s.Hosts}, {"groups", s.Groups}, {"departments", s.Departments}, {"sites", s.Sites},
		{"session types", s.SessionTypes}, {"space classifications", s.Classifications}, {"queues", s.Queues},
	} {
		if len(rule.words) > 0 {
			parts = append(parts, fmt.Sprintf("%s %s", rule.what, strings.Join(rule.words, ", ")))
		}
	}
	if s.ExternalParticipant {
		parts = append(parts, "meetings with somebody from outside")
	}
	return "policy: " + strings.Join(parts, "; or ")
}
