package ocsf

import "slices"

// ShortestLimit is the smallest limit that Shorten keeps for every event.
const ShortestLimit = 5000

// Shorten returns an event whose line takes at most limit octets, for receivers
// that cut or refuse longer ones: an RFC 5424 message over TLS is safe up to
// 8,192 (RFC 5425, section 4.3.1). What is the least missed goes first: evidence
// from its end, then the remediation, then the end of the message, then what is
// said elsewhere, and names. Ids, statuses, the ids of resources and the counts of
// a heartbeat stay. metadata.is_truncated and untruncated_size say that it
// happened. An event that fits is returned as it is; below ShortestLimit the
// result may be longer than asked for.
func Shorten(e Event, limit int) Event {
	s := shortener{e, limit}
	size := s.size()
	if size <= limit {
		return e
	}
	s.Metadata.IsTruncated, s.Metadata.UntruncatedSize = true, size
	for len(s.Evidences) > 0 {
		if s.Evidences = s.Evidences[:len(s.Evidences)-1]; s.fits() {
			return s.Event
		}
	}
	for _, step := range []func(){
		func() { s.Remediation = nil },
		func() { s.Compliance.StatusDetails = nil }, // the message says it
		func() { s.cutMessage(200) },
		func() { s.Comment = "" }, // the waiver's id and end are in unmapped
		func() { s.Observables, s.Compliance.ControlParameters, s.Cloud.Account = nil, nil, nil },
		func() { s.cutNames(100) },
		func() { s.Compliance.Standards, s.Compliance.Requirements, s.Compliance.Control = nil, nil, "" },
		func() { s.cutNames(30); s.cutMessage(60); s.dropWords() },
	} {
		if step(); s.fits() {
			break
		}
	}
	return s.Event
}

type shortener struct {
	Event
	limit int
}

func (s *shortener) size() int {
	line, err := Encode(s.Event)
	if err != nil { // nothing of ours makes such an event
		return 0
	}
	return len(line)
}

func (s *shortener) fits() bool { return s.size() <= s.limit }

// cutMessage takes as much from the end of the message as has to go, and leaves
// some of it.
func (s *shortener) cutMessage(least int) {
	keep := width(s.Message) - (s.size() - s.limit)
	s.Message, _ = shortened(s.Message, max(keep, least))
}

// cutNames cuts what people read, in copies of what events share.
func (s *shortener) cutNames(octets int) {
	cut := func(text *string) { *text, _ = shortened(*text, octets) }
	cut(&s.FindingInfo.Title)
	cut(&s.Compliance.Control)
	if a := s.FindingInfo.Analytic; a != nil {
		short := *a
		cut(&short.Name)
		s.FindingInfo.Analytic = &short
	}
	if o := s.Cloud.Org; o != nil {
		short := *o
		cut(&short.Name)
		s.Cloud.Org = &short
	}
	s.Compliance.Checks = slices.Clone(s.Compliance.Checks)
	for i := range s.Compliance.Checks {
		cut(&s.Compliance.Checks[i].Name)
	}
	s.Resources = slices.Clone(s.Resources)
	for i := range s.Resources {
		cut(&s.Resources[i].Name)
	}
	// An observable has to equal what it points at.
	s.Observables = nil
}

// dropWords drops lists of words that no id depends on.
func (s *shortener) dropWords() {
	s.FindingInfo.Types = nil
	if f := s.Unmapped.FindingFacts; f != nil {
		short := *f
		short.Basis, short.WaiverTicket = nil, ""
		s.Unmapped.FindingFacts = &short
	}
}
