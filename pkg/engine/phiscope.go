package engine

import (
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// phiScope tells which resources the organisation's rules leave out (rule R5).
//
// The rules for hosts, groups, departments, sites, session types and outside
// participants narrow meetings and what comes of them; the rules for
// classifications narrow spaces, those for queues the Contact Center's queues.
// A kind of resource without a rule is in scope as a whole, and so is whatever
// a rule cannot tell. A site, a host and a link stand for many meetings: they
// are in scope where a rule could hold for one of those.
type phiScope struct {
	rules check.Scope
	// subjects are the resources that a rule can be about, by type and id.
	subjects map[subjectKey]subject
	people   map[string]person // by id and by address
}

type subjectKey struct{ kind, id string }

// subject is what the rules look at.
type subject struct {
	host     string // address or person id; empty when not known
	site     string
	session  string
	external snapshot.Tri // somebody from outside is invited or took part
	label    string       // of a space; one without may hold anything
}

type person struct {
	account    string // tells two accounts with one address apart
	department string
	// host and group say whether the rules name one of the person's addresses,
	// and one of the groups that the person is in.
	host, group snapshot.Tri
}

// newPHIScope indexes the snapshot; it returns nil when everything is in scope.
func newPHIScope(rules check.Scope, s *snapshot.Snapshot) *phiScope {
	if rules.All() {
		return nil
	}
	p := &phiScope{rules: rules, subjects: map[subjectKey]subject{}, people: map[string]person{}}
	p.addPeople(s)
	p.addMeetings(s)
	p.addRecordings(s)
	for _, space := range s.Spaces.Items {
		p.subjects[subjectKey{"space", space.ID}] = subject{label: space.ClassificationID}
	}
	return p
}

// narrow turns what was found about a resource outside the scope into a note.
// What is not known about it does not matter either.
func (p *phiScope) narrow(fs []finding.Finding) []finding.Finding {
	if p == nil {
		return fs
	}
	for i, f := range fs {
		if p.holds(f.Resource) {
			continue
		}
		if f.Status != finding.Pass && f.Status != finding.NotApplicable {
			fs[i].Severity = finding.Info
			fs[i].Message = "outside the PHI scope: " + f.Message
		}
		fs[i].Status, fs[i].Reason = finding.NotApplicable, ""
	}
	return fs
}

// holds says whether a resource is in scope: it is unless every rule for its
// kind says no.
func (p *phiScope) holds(r finding.Resource) bool {
	switch r.Type {
	case "site":
		return len(p.rules.Sites) == 0 || p.rulesForHosts() || p.rulesForSingleMeetings() || listed(p.rules.Sites, r.ID) != snapshot.No
	case "queue":
		return len(p.rules.Queues) == 0 || listed(p.rules.Queues, r.ID) != snapshot.No
	case "space":
		s, ok := p.subjects[subjectKey{"space", r.ID}]
		return len(p.rules.Classifications) == 0 || !ok || listed(p.rules.Classifications, s.label) != snapshot.No
	case "host":
		id, site, _ := strings.Cut(r.ID, "@")
		return p.anyRule(subject{host: id, site: site}, false)
	case "line", "mailbox":
		return p.anyRule(subject{host: r.ID}, false)
	case "meeting":
		s, ok := p.subjects[subjectKey{"meeting", r.ID}]
		return !ok || p.anyRule(s, true)
	case "link": // its id is that of one of its meetings
		s, ok := p.subjects[subjectKey{"meeting", r.ID}]
		return !ok || p.anyRule(s, false)
	case "recording":
		s, ok := p.subjects[subjectKey{"recording", r.ID}]
		return !ok || p.anyRule(s, true)
	default:
		return true
	}
}

func (p *phiScope) rulesForHosts() bool {
	return len(p.rules.Hosts)+len(p.rules.Groups)+len(p.rules.Departments) > 0
}

func (p *phiScope) rulesForSingleMeetings() bool {
	return len(p.rules.SessionTypes) > 0 || p.rules.ExternalParticipant
}

// anyRule says whether a rule holds, or cannot tell. The rules for session types
// and outside participants are about single meetings only; whoever has many is
// in scope where there is one of them.
func (p *phiScope) anyRule(s subject, single bool) bool {
	who, known := p.people[s.host]
	answers := []snapshot.Tri{}
	add := func(rule []string, answer snapshot.Tri) {
		if len(rule) > 0 {
			answers = append(answers, answer)
		}
	}
	add(p.rules.Sites, listed(p.rules.Sites, s.site))
	if known {
		add(p.rules.Hosts, who.host)
		add(p.rules.Departments, listed(p.rules.Departments, who.department))
		add(p.rules.Groups, who.group)
	} else {
		add(slices.Concat(p.rules.Hosts, p.rules.Departments, p.rules.Groups), snapshot.Unknown)
	}
	if single {
		add(p.rules.SessionTypes, listed(p.rules.SessionTypes, s.session))
		if p.rules.ExternalParticipant {
			answers = append(answers, s.external)
		}
	} else if p.rulesForSingleMeetings() {
		return true // some of the host's meetings may be in scope
	}
	return len(answers) == 0 || slices.ContainsFunc(answers, func(a snapshot.Tri) bool { return a != snapshot.No })
}

// listed says whether a rule names the word; it cannot tell of a word that is
// not known.
func listed(rule []string, word string) snapshot.Tri {
	if word == "" {
		return snapshot.Unknown
	}
	return snapshot.TriFrom(slices.ContainsFunc(rule, func(w string) bool { return strings.EqualFold(w, word) }))
}
