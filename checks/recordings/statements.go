package recordings

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// Several checks turn on these statements, so that they stand together.

// policyStatement is asked by recordings.written-policy.
var policyStatement = check.Statement{
	ID:      "recordings.written-policy",
	Asks:    "What does the written policy say about recording patient visits?",
	Where:   "the approved policy on telehealth or recording",
	Answers: []string{"permitted_with_consent", "permitted_for_purposes", "prohibited"},
	Details: []check.Detail{
		{Name: "approved_on", Asks: "When was it approved?", Kind: check.DayDetail, Optional: true},
		{Name: "names_local_recordings", Asks: "Does it name recordings that hosts keep on their own computers?", Kind: check.YesNoDetail, Optional: true},
	},
}

// policyAge is the number of days after which the policy is to be looked at
// again, where another check than recordings.written-policy relies on it.
const policyAge = 365

// recordingOffStatement is asked by recordings.retention-setting.
var recordingOffStatement = check.Statement{
	ID:      "recordings.retention-setting/recording-off",
	Asks:    "Is the recording of meetings switched off for everyone?",
	Where:   "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Recording, on every site",
	Answers: []string{"off", "on"},
}

// viewersStatement is asked by recordings.password-set.
var viewersStatement = check.Statement{
	ID:      "recordings.password-set",
	Asks:    "Does the site show recordings to people only who have signed in?",
	Where:   "Control Hub ▸ Services ▸ Meeting ▸ Sites ▸ (site) ▸ Settings ▸ Recording ▸ require sign-in to view",
	Answers: []string{"sign_in_only", "open"},
	Per:     "site",
	Named:   true,
}

// recordingOff is the entry that says that meetings cannot be recorded, as long
// as no list shows a recording.
func recordingOff(in *check.Input) (finding.Evidence, bool) {
	a, said := in.Stands(recordingOffStatement, "", "off")
	for _, list := range []snapshot.Section[snapshot.Recording]{in.Recordings, in.DeletedRecordings, in.OldRecordings} {
		said = said && len(list.Items) == 0 && list.Missing() == nil
	}
	return check.AttestationEvidence(a), said
}
