package devices

import (
	"fmt"

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
	Scans:    []snapshot.Name{snapshot.DeviceSettingsName},
	Consults: []snapshot.Name{snapshot.DevicesName},
	Fields:   []string{"device_settings.settings"},
	Answers:  []finding.Status{finding.Pass, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:      configHardening,
}

func configHardening(in *check.Input) []finding.Finding {
	expected, err := parseExpected(in.Params.String("expected"))
	if err != nil {
		return []finding.Finding{check.Unknown(check.SettingResource("expected"), snapshot.Schema, fmt.Sprintf("the parameter expected cannot be read: %v", err))}
	}
	devices := map[string]snapshot.Device{}
	for _, d := range in.Devices.Items {
		devices[d.ID] = d
	}
	var fs []finding.Finding
	for _, s := range in.DeviceSettings.Items {
		d := devices[s.DeviceID]
		d.ID = s.DeviceID
		fs = append(fs, hardened(in, resource(d), s, expected))
	}
	return fs
}

// hardened judges one device by those of the expected settings that its model
// has. One of which it is not known whether the device has it could differ.
func hardened(in *check.Input, r finding.Resource, s snapshot.DeviceSettings, expected []expectation) finding.Finding {
	src := in.DeviceSettings.Source
	if s.Gap != nil {
		return check.Unread(r, src, s.Gap)
	}
	var faults check.Faults
	var ev []finding.Evidence
	for _, e := range expected {
		switch have, ok := s.Settings[e.key]; {
		case ok && have.Lacking:
		case !ok:
			return check.Unknown(r, snapshot.FieldAbsent, e.key+" is not among the settings that are read", check.Evidence(src, e.key, nil))
		case have.Value == "":
			return check.Absent(r, src, e.key)
		default:
			ev = append(ev, check.Evidence(src, e.key, have.Value))
			faults.Warn(!e.met(have.Value), e.fault(have))
		}
	}
	switch {
	case len(ev) == 0:
		return check.Unknown(r, snapshot.FieldAbsent, "this model has none of the expected settings")
	case faults.Any():
		return faults.Finding(r, "the device", ev...)
	default:
		return check.Pass(r, "the settings that the device has are as expected", ev...)
	}
}
