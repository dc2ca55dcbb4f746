package hipaa

// SourceDocument is one of the documents whose recommendations are checked.
type SourceDocument struct {
	ID string // as checks and vendor assertions name it
	// What says whose word it is and what about, to follow the id.
	What string
}

// SourceDocuments lists them. What no document asks for is marked "beyond seeds"
// in the checks, and "good-practice" in their basis.
func SourceDocuments() []SourceDocument {
	return []SourceDocument{
		{"000", "Cisco's announcement that Webex Teams, Control Hub and the Webex API earned HITRUST CSF certification (2020)"},
		{"001", "Cisco's HIPAA document on Webex Suite and Webex Contact Center, examined as of 30 September 2021"},
		{"002", "an article that weighs the security controls of Webex for healthcare"},
		{"003", "a guide to Webex with PHI: the business associate agreement, telehealth, recordings, retention, AI"},
		{"004", "a news item on HITRUST's working group for the executive order on cybersecurity"},
	}
}

// DescribeDocument is a source document's id with what it is, or the id alone.
func DescribeDocument(id string) string {
	for _, d := range SourceDocuments() {
		if d.ID == id {
			return d.ID + " (" + d.What + ")"
		}
	}
	return id
}
