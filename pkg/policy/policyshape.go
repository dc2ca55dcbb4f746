package policy

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// policyShape is the shape of a policy file for those checks.
func policyShape(all []check.Check) shape {
	ids := []string{}
	for _, c := range all {
		ids = append(ids, c.ID)
	}
	theCheck := among(ids, "The id of a check; wxaudit checks list shows them.")
	theCheck.keyNames = "check"

	return shape{title: "The policy of an organisation for wxaudit.", fields: []field{
		{"version", true, count(1, 1, "The version of this layout, which is 1.")},
		{"organization", false, shape{title: "What the organisation is.", fields: []field{
			{"timezone", false, oneWord(aZone, "The time zone that decides which day it is, such as America/New_York; UTC when not given.")},
			{"internal_domains", false, words(aDomain, "The organisation's own mail domains; everybody else is external. Without them, the domains of its active people count.")},
			{"id", false, oneWord(aUUID, "The UUID of the organisation in Webex; the audit of any other is refused.")},
		}}},
		{"contact_center", false, shape{title: "Webex Contact Center.", fields: []field{
			{"url", true, oneWord(aCenter, "The base address of your region, such as https://api.wxcc-us1.cisco.com.")},
		}}},
		{"reads", false, shape{title: "Reads that cost a request for each space, line, mailbox or device.", fields: []field{
			{"every_space", false, shape{kind: yesNo, title: "Read the members of every space, not only of classified ones.", fallback: false}},
			{"max_lines", false, count(1, 1_000_000, "The most calling lines that are read one by one.")},
			{"max_mailboxes", false, count(1, 1_000_000, "The most voicemail boxes that are read one by one.")},
			{"max_devices", false, count(1, 1_000_000, "The most devices whose configuration is read.")},
		}}},
		{"phi_scope", false, scopeShape()},
		{"approved", false, approvedShape()},
		{"checks", false, checksShape(all)},
		{"disabled", false, listOf(shape{title: "A check that is not judged.", fields: []field{
			{"check", true, theCheck},
			{"reason", true, prose("Why the check does not apply; it is shown in every report.")},
		}}, "Checks that are not judged. Reports show them as disabled, with the reason.")},
		{"waivers", false, listOf(waiverShape(theCheck), "Accepted failures. A waived failure stays a failure, with its waiver beside it.")},
		{"sinks", false, listOf(anySinkShape(), "Receivers of the results as events, such as a SIEM. What a run cannot deliver, wxaudit deliver sends later.")},
	}}
}

func scopeShape() shape {
	return shape{title: "Where PHI is: what any of these rules holds is in scope. Without rules, everything is.", fields: []field{
		{"hosts", false, words(anEmail, "Hosts, by e-mail address.")},
		{"groups", false, words(someID, "Ids of groups whose members are in scope.")},
		{"departments", false, words(anyWord, "Departments of the hosts' accounts.")},
		{"sites", false, words(aDomain, "Meeting sites, such as clinic.webex.com.")},
		{"session_types", false, words(someID, "Ids of meeting session types, in quotes.")},
		{"classifications", false, words(someID, "Ids of space classifications.")},
		{"queues", false, words(someID, "Ids of Contact Center queues.")},
		{"external_participant", false, shape{kind: yesNo, title: "Every meeting with somebody from outside.", fallback: false}},
	}}
}

func approvedShape() shape {
	return shape{title: "What the organisation has approved.", fields: []field{
		{"hosts", false, words(aHost, "Hosts that webhooks and other outbound connections may go to.")},
		{"applications", false, words(someID, "Client ids of approved integrations.")},
		{"administrators", false, words(anApproval, "People who may hold roles that reach content: an e-mail address or UUID, alone or as who|reason|day of review.")},
		{"bots", false, words(anyWord, "Approved bots, as the check apps.bots names them.")},
	}}
}

func waiverShape(theCheck shape) shape {
	patterns := words(anyWord, "Ids or names of the resources it is about; * stands for any text, ? for one character.")
	patterns.few = 1
	approvers := words(person, "Who approved it: somebody besides the owner; two people for a critical check.")
	approvers.few = 1
	return shape{title: "An accepted failure.", fields: []field{
		{"id", true, oneWord(aName, "A name for it, used once.")},
		{"check", true, theCheck},
		{"resources", true, patterns},
		{"reason", true, prose("Why the failure is accepted.")},
		{"equivalent_measure", false, prose("What protects the PHI instead; mandatory for addressable specifications (45 CFR 164.306(d)(3)).")},
		{"owner", true, oneWord(person, "Who answers for it.")},
		{"approvers", true, approvers},
		{"ticket", false, oneWord(anyWord, "Where it is written down.")},
		{"starts", true, oneWord(aDay, "The day on which it was granted.")},
		{"expires", true, oneWord(aDay, "Its last day: at most 365 days after the first, 90 for a critical check.")},
	}}
}

func checksShape(all []check.Check) shape {
	grades := []string{}
	for _, s := range []finding.Severity{finding.Critical, finding.High, finding.Medium, finding.Low} {
		grades = append(grades, string(s)) // info never fails a run: that would be disabling
	}
	checks := shape{title: "Parameters and severities of single checks.", keyNames: "check"}
	for _, c := range all {
		severity := among(grades, "Another severity than the catalogue's.")
		severity.fallback = string(c.Severity)
		one := shape{title: c.Title, pairs: [][2]string{{"severity", "severity_reason"}}, fields: []field{
			{"severity", false, severity},
			{"severity_reason", false, prose("Why the severity is another one.")},
		}}
		if len(c.Params) > 0 {
			params := shape{title: "Parameters of the check."}
			for _, p := range c.Params {
				params.fields = append(params.fields, field{p.Name, false, paramShape(p)})
			}
			one.fields = append([]field{{"params", false, params}}, one.fields...)
		}
		checks.fields = append(checks.fields, field{c.ID, false, one})
	}
	return checks
}
