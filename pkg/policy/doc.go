// Package policy reads what an organisation says about itself: the policy file
// (parameters, PHI scope, waivers) and the register of attestations.
//
// Both are YAML, and both are read strictly, because a key that is passed over
// in silence is a waiver or a threshold that somebody believes in: unknown and
// duplicate keys, aliases, tags, second documents and values of another type
// are refused with the file and the line. An error is one line, and quotes no
// more of the file than a key: values can be personal.
//
// What a file may hold is said once, as a shape; reading, the JSON Schemas for
// editors and the commented template are made from it.
//
// The package does no I/O, but for time.LoadLocation: a command that runs where
// there is no time zone database must embed time/tzdata.
package policy
