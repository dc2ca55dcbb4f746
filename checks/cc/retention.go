package cc

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

// Retention is the statement about what Webex shows to nobody: how long
// recordings of the Contact Center are kept, and who replays them.
var Retention = check.Statement{
	ID:      "cc.recording-controls/retention",
	Asks:    "Are the Contact Center's recordings kept and disposed of as required, and replayed only by those who should?",
	Where:   "Contact Center ▸ Recording management: schedules, retention, and the roles that may replay",
	Answers: []string{"yes", "no"},
	Details: []check.Detail{
		{Name: "recording_allowed", Asks: "Does the recording policy allow calls of the Contact Center to be recorded?", Kind: check.YesNoDetail},
		{Name: "days", Asks: "For how many days are recordings kept?", Kind: check.NumberDetail},
		{Name: "schedules_reviewed", Asks: "Were the recording schedules reviewed?", Kind: check.YesNoDetail},
		{Name: "replay_roles", Asks: "Which types of user profiles may replay recordings?", Kind: check.ListDetail, Words: profileTypes, Optional: true},
	},
}

// profileTypes are the words of profileType (GET …/v3/user-profile).
var profileTypes = []string{
	"ADMINISTRATOR", "ADMINISTRATOR_ONLY", "SUPERVISOR", "PREMIUM_AGENT", "STANDARD_AGENT",
	"ANALYZER_ADMINISTRATOR", "ANALYZER_SUPERVISOR", "ANALYZER_USER",
}

// retention goes by the attested period alone: no API shows it.
func retention(in *check.Input) finding.Finding {
	r, least := check.SettingResource("contact_center_retention"), in.Params.Int("min_days")
	return in.Attest(r, Retention, "", in.Params.Int("max_age_days"), func(a check.Attestation) finding.Finding {
		days, said := a.Int("days")
		reviewed, _ := a.Bool("schedules_reviewed")
		var faults check.Faults
		faults.Fail(a.Answer != "yes", "are attested not to be kept and disposed of as required")
		faults.Warn(said && days < least, fmt.Sprintf("are kept %d days, less than the %d of your checklist", days, least))
		faults.Warn(!reviewed, "have schedules that nobody reviewed")
		switch {
		case faults.Failed():
			return faults.Finding(r, "recordings")
		case !said:
			return check.NotAttested(r, "the attestation "+Retention.ID+" does not say for how many days recordings are kept")
		case faults.Any():
			return faults.Finding(r, "recordings")
		default:
			return check.Pass(r, fmt.Sprintf("recordings are attested to be kept %d days and disposed of", days))
		}
	})
}
