package ai

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// texts are the meetings of which Webex made texts, by their hosts.
type texts struct {
	byHost map[string]*hostTexts
	// doubts are unknown findings about texts that could not be placed.
	doubts []finding.Finding
}

// hostTexts counts the texts of one host's meetings.
type hostTexts struct {
	personID, email                string
	summaries, transcripts, others int
	meetings                       int
}

// textsOf gathers the texts of the meetings in a window. A transcript whose
// meeting the flags do not name counts as well: it can outlive its meeting.
func textsOf(in *check.Input, window check.Window) texts {
	t := texts{byHost: map[string]*hostTexts{}}
	flagged := map[string]bool{}
	for _, c := range in.Generated.Items {
		flagged[c.MeetingID] = true
		switch window.Holds(c.Start) {
		case snapshot.Unknown:
			t.doubts = append(t.doubts, check.Absent(check.HostResource(c.PersonID, c.Host, ""), in.Generated.Source, "start"))
		case snapshot.Yes:
			t.host(c.PersonID, c.Host).add(c)
		}
	}
	for _, script := range in.Transcripts.Items {
		r := check.HostResource(script.PersonID, "", "")
		switch window.Holds(script.Start) {
		case snapshot.Unknown:
			t.doubts = append(t.doubts, check.Absent(r, in.Transcripts.Source, "startTime"))
		case snapshot.Yes:
			if script.Status != "" && !isDeleted(script) && !flagged[script.MeetingID] {
				t.host(script.PersonID, "").add(snapshot.GeneratedContent{Transcription: snapshot.Yes})
			}
		}
	}
	return t
}

func (t texts) host(personID, email string) *hostTexts {
	h := t.byHost[personID]
	if h == nil {
		h = &hostTexts{personID: personID}
		t.byHost[personID] = h
	}
	if h.email == "" {
		h.email = email
	}
	return h
}

func (h *hostTexts) add(c snapshot.GeneratedContent) {
	h.meetings++
	switch snapshot.Yes {
	case c.Summary:
		h.summaries++
	case c.Transcription:
		h.transcripts++
	default:
		h.others++
	}
}

func (t texts) hosts() []string { return slices.Sorted(maps.Keys(t.byHost)) }

// judge answers for the texts of one host. Whether they may exist is what the
// register says about the feature.
func (t texts) judge(in *check.Input, personID string) finding.Finding {
	h := t.byHost[personID]
	r := check.HostResource(h.personID, h.email, "")
	ev := check.Evidence(in.Generated.Source, "items", h.meetings)
	what := fmt.Sprintf("Webex made texts of %s in %s (with a summary %d, with a transcript %d, with captions alone %d)",
		check.Count(h.meetings, "meeting"), check.Count(in.Params.Int("lookback_days"), "day"), h.summaries, h.transcripts, h.others)
	switch coverage(in) {
	case finding.Pass:
		return check.Pass(r, what+", which is covered", ev)
	case finding.Fail:
		return check.Fail(r, what+", which ai.vendor-coverage shows not to be covered", ev)
	case finding.Unknown:
		return check.NotAttested(r, what+", and ai.vendor-coverage does not show whether that is covered", ev)
	default:
		return check.Warn(r, what+": look at ai.vendor-coverage", ev)
	}
}

func isDeleted(script snapshot.Transcript) bool { return strings.EqualFold(script.Status, "deleted") }

// deletedEarly warns of transcripts that were deleted before keep_years were
// over. The list goes back one year.
func deletedEarly(in *check.Input) []finding.Finding {
	src, years := in.Transcripts.Source, in.Params.Int("keep_years")
	kept := check.Window{From: in.Now.AddDate(-years, 0, 0), To: in.Now}
	var fs []finding.Finding
	for _, script := range in.Transcripts.Items {
		r := finding.Resource{Type: "transcript", ID: script.ID}
		ev := check.Evidence(src, "status", script.Status)
		switch {
		case script.Status == "":
			fs = append(fs, check.Absent(r, src, "status"))
		case isDeleted(script) && kept.Holds(script.Start) == snapshot.Yes:
			fs = append(fs, check.Warn(r, fmt.Sprintf("a transcript of %s was deleted within %s", script.Start.UTC().Format(time.DateOnly), check.Count(years, "year")), ev))
		case !isDeleted(script) && !strings.EqualFold(script.Status, "available"):
			fs = append(fs, check.Unknown(r, snapshot.Schema, "a transcript has a status without a documented meaning, so that it may have been deleted", ev))
		}
	}
	return fs
}
