package hipaa

// VendorAssertion is something that Cisco, or somebody in its name, has said
// about its own services. It is shown with its age, and is never evidence for
// the customer's part of a row.
type VendorAssertion struct {
	ID   string
	Says string // one sentence
	// AsOf is the day of which it speaks (2006-01-02). What came later is not in
	// it.
	AsOf string
	// Covers and Excludes are the products and services in the words of the
	// document.
	Covers, Excludes []string
	Source           string // the seed document
}

// VendorAssertions lists what the seed documents hold, oldest first.
func VendorAssertions() []VendorAssertion {
	return []VendorAssertion{
		{
			ID:     "hitrust-announcement",
			Says:   "Cisco announced that three of its services earned HITRUST CSF certification; an announcement is not a certificate",
			AsOf:   "2020-07-01",
			Covers: []string{"Webex Teams", "Webex Control Hub", "Webex API"},
			Source: "000",
		},
		{
			ID: "hipaa-examination",
			Says: "an independent accounting firm examined Cisco's information security program for Webex (SSAE 18, section 205) " +
				"and found that it conformed to the applicable implementation specifications of the Security Rule",
			AsOf: "2021-09-30",
			Covers: []string{
				"Webex Meetings (with the former Support and Training, and the features included as of September 30, 2021)",
				"Webex Events (classic)", "Webex Calling", "Webex App", "Webex for Developers (APIs)", "Webex Control Hub",
				"Webex Contact Center",
			},
			Excludes: []string{
				"Webex Webinars (a self-assessment of its own)", "hosting by Amazon Web Services", "co-location services",
				"every feature that came after September 30, 2021",
			},
			Source: "001",
		},
	}
}
