package collect

import "strings"

// parameterRules are the query parameters that the tool sends, and how their
// values are kept: ids, names of sites, moments, numbers and words of the API.
// What is something else becomes a token.
var parameterRules = map[string]func(p *Pseudonyms, value string) string{
	"agentView":        (*Pseudonyms).keywords,
	"attributes":       (*Pseudonyms).keywords,
	"count":            (*Pseudonyms).count,
	"current":          (*Pseudonyms).keywords,
	"deviceId":         (*Pseudonyms).keywords,
	"endTime":          (*Pseudonyms).moment,
	"eventCategories":  (*Pseudonyms).keywords,
	"from":             (*Pseudonyms).moment,
	"hasCxEssentials":  (*Pseudonyms).keywords,
	"hasClosedCaption": (*Pseudonyms).keywords,
	"hasSummary":       (*Pseudonyms).keywords,
	"hasTranscription": (*Pseudonyms).keywords,
	"hostEmail":        (*Pseudonyms).host,
	"joinTimeFrom":     (*Pseudonyms).moment,
	"joinTimeTo":       (*Pseudonyms).moment,
	"max":              (*Pseudonyms).count,
	"meetingId":        (*Pseudonyms).keywords,
	"meetingSeriesId":  (*Pseudonyms).keywords,
	"meetingType":      (*Pseudonyms).keywords,
	"offset":           (*Pseudonyms).count,
	"orgId":            (*Pseudonyms).keywords,
	"orgPublicSpaces":  (*Pseudonyms).keywords,
	"ownedBy":          (*Pseudonyms).keywords,
	"page":             (*Pseudonyms).count,
	"pageSize":         (*Pseudonyms).count,
	"personId":         (*Pseudonyms).keywords,
	"recordingId":      (*Pseudonyms).keywords,
	"roomId":           (*Pseudonyms).keywords,
	"scheduledType":    (*Pseudonyms).keywords,
	"serviceType":      (*Pseudonyms).keywords,
	"siteUrl":          (*Pseudonyms).site,
	"sortBy":           (*Pseudonyms).keywords,
	"start":            (*Pseudonyms).start,
	"startIndex":       (*Pseudonyms).count,
	"startTime":        (*Pseudonyms).moment,
	"state":            (*Pseudonyms).keywords,
	"status":           (*Pseudonyms).keywords,
	"to":               (*Pseudonyms).moment,
	"type":             (*Pseudonyms).keywords,
	"userEmail":        (*Pseudonyms).host,
}

// exact is Exact, but for nothing, which stays nothing.
func (p *Pseudonyms) exact(value string) string {
	if value == "" {
		return ""
	}
	return p.Exact(value)
}

// keywords keeps ids and words of the API, with commas between them.
func (p *Pseudonyms) keywords(value string) string {
	for word := range strings.SplitSeq(value, ",") {
		if !isID(word) {
			return p.exact(value)
		}
	}
	return value
}

// count keeps numbers, and the null that Webex writes for one in next links.
func (p *Pseudonyms) count(value string) string {
	if isDigits(value) && len(value) <= 9 || value == "null" {
		return value
	}
	return p.exact(value)
}

func (p *Pseudonyms) moment(value string) string {
	if _, ok := parseStamp(value); ok {
		return value
	}
	return p.exact(value)
}

// start is where a list begins: the number of an item, or a moment.
func (p *Pseudonyms) start(value string) string {
	if isDigits(value) {
		return p.count(value)
	}
	return p.moment(value)
}

func (p *Pseudonyms) site(value string) string {
	if isHost(value) {
		return value
	}
	return p.exact(value)
}

// host is the pseudonym of an address, or the word for all hosts.
func (p *Pseudonyms) host(value string) string {
	if value == "all" {
		return value
	}
	return p.Mail(value)
}
