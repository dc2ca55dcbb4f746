package ocsf

import (
	"strings"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report"
)

// finding makes the event of a finding that is listed.
func (m *maker) finding(f *finding.Finding) Event {
	e, c, b := m.about(f.CheckID)
	facts := c.facts
	facts.Reason = b.text(f.Reason, maxWord)
	uid := findingUID(f.ID)
	e.FindingInfo.UID = uid
	e.FindingInfo.Title = headline(f.Status, f.Reason) + c.title
	e.FindingInfo.FirstSeenTime = millis(f.FirstSeen)
	e.judge(verdict(f.Status, f.Reason))
	e.grade(graded(f.Status, f.Reason, f.Severity))
	e.StatusCode = b.text(code(f.Status, f.Reason), maxWord)

	e.do(created)
	e.state(stateNew)
	if m.again(f) {
		e.do(updated)
		e.state(stateInProgress)
	}
	if seen, noted := m.noted[f.ID]; noted {
		e.do(closed)
		e.state(stateResolved)
		e.FindingInfo.FirstSeenTime = millis(seen)
	}

	said := b.text(f.Message, maxMessage)
	e.Compliance.StatusDetails = []string{said}
	e.Resources = []Resource{resource(f.Resource, b)}
	e.Observables = observables(e.Resources[0])
	e.Message = b.text(line(b.text(string(f.Status), maxWord), e.Resources[0], said), maxMessage)
	if f.Status != finding.NotApplicable {
		e.Remediation = c.remediation
	}
	e.Evidences = evidences(f.Evidence, b)
	if f.Waiver != nil {
		e.waive(f.Waiver, &facts, b)
	}
	e.Unmapped = Unmapped{Result: b.text(string(f.Status), maxWord), FindingFacts: &facts}
	e.Metadata.IsTruncated = b.cut
	return e
}

// waive marks a failure that somebody accepts. It stays a failure.
func (e *Event) waive(w *finding.Waiver, facts *FindingFacts, b *bounder) {
	if e.StatusID != stateResolved.id {
		e.state(stateSuppressed)
	}
	facts.Waived = true
	facts.WaiverID, facts.WaiverExpires = b.text(w.ID, maxField), w.Expires.String()
	facts.WaiverTicket = b.text(w.Ticket, maxField)
	e.Comment = b.text("waiver "+w.ID+", accepted through "+w.Expires.String()+": "+w.Reason+"; instead: "+w.Measure+
		"; owner "+w.Owner+"; approved by "+strings.Join(w.Approvers, ", ")+"; ticket "+w.Ticket, maxComment)
}

func resource(r finding.Resource, b *bounder) Resource {
	return Resource{
		UID: identifier(r.ID, maxResource), Name: b.text(r.Name, maxName), Type: b.text(r.Type, maxWord),
		RoleID: 3, Role: "Affected",
	}
}

// line is what people read: the verdict, whose it is, and what was found.
func line(result string, r Resource, said string) string {
	name := r.Name
	if name == "" {
		name = r.UID
	}
	if name == "" || strings.Contains(said, name) {
		return result + ": " + said
	}
	return result + ": " + name + ": " + said
}

// observables point at the resource.
func observables(r Resource) []Observable {
	var all []Observable
	if r.UID != "" {
		all = append(all, Observable{"resources[0].uid", 10, "Resource UID", r.UID})
	}
	switch {
	case r.Name == "":
	case address(r.Name):
		all = append(all, Observable{"resources[0].name", 5, "Email Address", r.Name})
	default:
		all = append(all, Observable{"resources[0].name", 38, "Resource Details Object: name", r.Name})
	}
	return all
}

// address says whether a name is an e-mail address and nothing else.
func address(s string) bool {
	local, domain, found := strings.Cut(s, "@")
	return found && local != "" && strings.Contains(domain, ".") && !strings.ContainsAny(local, " \\\"<>()") && !strings.ContainsAny(domain, " @\\/<>()\"':;,=")
}

func evidences(all []finding.Evidence, b *bounder) []Evidence {
	out := make([]Evidence, 0, min(len(all), maxEvidence))
	for _, e := range first(b, all, maxEvidence) {
		field := b.text(e.Field, maxField)
		out = append(out, Evidence{Name: field, Data: EvidenceData{
			Source: b.text(e.Source, maxSource), Rank: b.text(e.Rank, maxWord),
			Value: b.text(word(e.Value), maxValue), Absent: e.Value == nil, ReadAt: millis(e.ReadAt),
		}})
	}
	return out
}

// whole is the evidence of a check over all its resources.
func whole(all []report.Evidence, b *bounder) []Evidence {
	var out []Evidence
	for _, e := range all {
		field := b.text(e.Field, maxField)
		others := e.OtherValues
		for _, v := range e.Values[min(len(e.Values), maxValues):] {
			others += v.Count
		}
		for i, v := range e.Values[:min(len(e.Values), maxValues)] {
			one := Evidence{Name: field, Data: EvidenceData{
				Source: b.text(e.Source, maxSource), Rank: b.text(e.Rank, maxWord),
				Value: b.text(word(v.Value), maxValue), Absent: v.Value == nil, ReadAt: millis(e.ReadAt), Count: v.Count,
			}}
			if i == 0 {
				one.Data.Others = others
			}
			out = append(out, one)
		}
	}
	return first(b, out, maxEvidence)
}
