package devices

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// ConfigHardening is the check devices.config-hardening.
var ConfigHardening = check.Check{
	ID:          "devices.config-hardening",
	Title:       "Clinical room devices have local access paths closed",
	Severity:    check.Low,
	SeverityWhy: "Needs network or physical presence.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "beyond seeds",
	Seed:        "beyond seeds",
	Why:         "Open SSH/HTTP admin, unauthenticated settings menu or unencrypted SIP expose sessions in the room.",
	Controls:    []hipaa.Citation{"164.312(a)(1)", "164.310(c)", "164.312(e)(2)(ii)"},
	NIST:        []string{"CM-7", "AC-3", "SC-8"},
	Resource:    "device",
	Logic: check.Logic{
		Pass:          "all present keys match expected.",
		Fail:          "none.",
		Warn:          "a present key differs.",
		NotApplicable: "device type without deviceConfigurations.",
		Unknown:       "keys missing on this model.",
	},
	Traps: []string{
		"Keys vary by model and version: compare only keys the device returns; read 'value', not 'source'.",
		"editability NOT_AUTHORIZED / managed by CUCM: report who manages it.",
	},
	Remedy: "Control Hub ▸ Devices ▸ configuration templates. API: PATCH /deviceConfigurations.",
	Params: []check.Param{
		{Name: "expected", Default: "NetworkServices.HTTP.Mode in (Off, HTTPS); UserInterface.SettingsMenu.Mode=Locked; SerialPort.LoginRequired=On"},
	},
	Needs:   []snapshot.Name{},
	Scans:   []snapshot.Name{},
	Fields:  []string{},
	Answers: []finding.Status{},
	Run:     configHardening,
}

func configHardening(in *check.Input) []finding.Finding {
	panic("to be written")
}
