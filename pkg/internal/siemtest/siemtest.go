// Package siemtest holds the tests of deploy/siem: every file is read as its
// product would read it, every field that a rule asks for is one that events
// have, and each rule is run on real events by small evaluators of the parts of
// SPL, KQL and ES|QL that the rules use. No product was there to say so itself.
package siemtest
