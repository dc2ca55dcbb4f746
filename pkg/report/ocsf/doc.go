// Package ocsf writes a report as events of the Open Cybersecurity Schema
// Framework, one JSON object a line: Compliance Finding (class 2003) of schema
// 1.6.0 with the profile cloud. Later versions only add to what is used, so the
// events fit 1.7 and 1.8 as well. See https://schema.ocsf.io/1.6.0.
//
// # Which events there are
//
// One for every finding of the report, one for every finding that an earlier
// audit had and this one closes, one for every check of which no finding failed,
// warned or is unknown, and last a heartbeat. metadata.event_code is
// wxaudit.finding, for the last one wxaudit.heartbeat.
//
// # What a verdict becomes
//
//	report                         compliance.status   severity       status        status_code
//	fail                           3 Fail              the finding's  New           FAIL
//	fail with a waiver in force    3 Fail              the finding's  3 Suppressed  FAIL
//	unknown                        2 Warning           the finding's  New           ERR_FORBIDDEN and the like
//	unknown: nobody has attested   99 Manual           Informational  New           ERR_NOT_ATTESTED
//	warn                           99 Warn             the finding's  New           WARN
//	pass                           1 Pass              Informational  New           PASS
//	not applicable, and notes      99 Not Applicable   Informational  New           NOT_APPLICABLE
//	disabled by the policy         99 Disabled         Informational  New           DISABLED
//	closed since the audit before  1 Pass              Informational  4 Resolved    CLOSED
//	heartbeat                      99 Heartbeat        Informational  New           HEARTBEAT
//
// OCSF's Warning means that a check has no result for lack of information. That
// is our unknown. Our warn is a result, neither a pass nor a failure, so it has
// a word of its own. The severity of the rule itself is always in
// compliance.checks[0].
//
// activity_id is 1 Create, unless an earlier audit is known: then what it saw as
// well is 2 Update with status 2 In Progress (a waiver still makes it
// Suppressed), and what is gone is 3 Close. A resource that was taken out of the PHI scope
// is closed as Not Applicable, and so is everything of a check that does not
// apply any more: neither has passed.
//
// # Where things are
//
//	finding_info.uid            wxa1- and findings[].id: the same every night
//	metadata.uid                one for each run and finding: drop what you have
//	metadata.correlation_uid    run.id
//	metadata.tenant_uid         organization.id, as are cloud.org.uid and cloud.account.uid
//	metadata.sequence           the place in the run, from 1
//	metadata.labels             mode:live or mode:replay; partial:true; edited:true
//	time                        run.as_of
//	message                     the verdict, the resource and what was found, in one line
//	comment                     the waiver
//	finding_info.title          the verdict and the check's title
//	finding_info.analytic.uid   the check's id
//	finding_info.first_seen_time  findings[].first_seen
//	compliance.control          the check's title, true when it passes
//	compliance.category         the check's area
//	compliance.requirements     the paragraphs of 45 CFR
//	compliance.standards        whose word the check stands on: the law, Cisco's advice, good practice
//	compliance.control_parameters  what the policy changed, and what it was (name.default)
//	compliance.status_details   findings[].message
//	resources[0]                the resource; for a check, the organisation
//	remediation.desc            the check's remediation, of what is open
//	evidences[]                 the field (name), and in data its source, rank, value and time
//	observables[]               the resource's uid, and its name or e-mail address
//	unmapped                    see Unmapped, FindingFacts and RunFacts
//
// Evidence stands in evidences[].data, the place that the schema has for what
// none of its own kinds of evidence fits, and not in unmapped or
// enrichments: a SIEM can ask for evidences[].data.source and .value by name, and
// OCSF's readers show it as evidence.
//
// # What is promised of a line
//
// It is printable ASCII, one JSON object, and below MaxSize. No text in it holds
// a control character, also not an escaped one: see report.Harmless. What had to
// be cut for that sets metadata.is_truncated.
package ocsf
