package identity

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// sharedStatement is not asked of everybody: without an entry the heuristic
// decides alone.
var sharedStatement = check.Statement{
	ID:      "identity.unique-users",
	Asks:    "Does every person have an account of their own, so that none is shared?",
	Where:   "the front desks, wards and call centres that work with Webex",
	Answers: []string{"none_shared", "shared"},
	Details: []check.Detail{
		{Name: "accounts", Asks: "With shared: which accounts, by e-mail address?", Kind: check.ListDetail, Optional: true},
	},
}

// sharedByWord is what is attested about shared accounts, if anything.
func sharedByWord(in *check.Input) []finding.Finding {
	a, said := in.Attested(sharedStatement, "")
	if !said {
		return nil
	}
	register := finding.Resource{Type: "register", ID: sharedStatement.ID, Name: "attested shared accounts"}
	fs := []finding.Finding{in.Attest(register, sharedStatement, "", 0, func(a check.Attestation) finding.Finding {
		if a.Answer == "none_shared" {
			return check.Pass(register, "no account is shared, as attested")
		}
		return check.Fail(register, "accounts are shared, as attested")
	})}
	if a.Answer != "shared" {
		return fs
	}
	for i, email := range a.List("accounts") {
		r := finding.Resource{Type: "register_entry", ID: fmt.Sprintf("accounts[%d]", i), Name: email}
		if at := slices.IndexFunc(in.People.Items, func(p snapshot.Person) bool { return p.ID != "" && strings.EqualFold(p.Email, email) }); at >= 0 {
			r = check.PersonResource(in.People.Items[at])
		}
		fs = append(fs, check.Fail(r, fmt.Sprintf("%s is shared, as attested", email), check.AttestationEvidence(a)))
	}
	return fs
}
