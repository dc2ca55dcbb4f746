// Package checks is the catalogue: every check, and the examples that show
// what each one answers.
package checks

import (
	"fmt"

	"wxaudit/checks/accounts"
	"wxaudit/checks/admins"
	"wxaudit/checks/ai"
	"wxaudit/checks/apps"
	"wxaudit/checks/attest"
	"wxaudit/checks/audit"
	"wxaudit/checks/calling"
	"wxaudit/checks/cc"
	"wxaudit/checks/crypto"
	"wxaudit/checks/devices"
	"wxaudit/checks/identity"
	"wxaudit/checks/links"
	"wxaudit/checks/meetings"
	"wxaudit/checks/messaging"
	"wxaudit/checks/recordings"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// All returns every check in catalogue order.
func All() []check.Check {
	var all []check.Check
	for _, area := range [][]check.Check{
		meetings.All(),
		links.All(),
		recordings.All(),
		messaging.All(),
		identity.All(),
		admins.All(),
		accounts.All(),
		apps.All(),
		ai.All(),
		calling.All(),
		cc.All(),
		devices.All(),
		audit.All(),
		crypto.All(),
		attest.All(),
	} {
		all = append(all, area...)
	}
	return all
}

// Examples returns the examples of a check, one for each status that it can
// give. It fails for an id that is not in the catalogue, and for a file that
// says anything the snapshot or the check does not know.
func Examples(id string) (map[finding.Status]Example, error) {
	for _, c := range All() {
		if c.ID == id {
			return read(c)
		}
	}
	return nil, fmt.Errorf("checks: there is no check %q", id)
}
