package siemtest_test

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"wxaudit/pkg/report/cef"
)

// analytic is a rule in the layout of Microsoft's repository of rules.
type analytic struct {
	ID, Name, Description, Severity, Status, Kind, Version, Query string
	Connectors                                                    []struct {
		ID        string   `yaml:"connectorId"`
		DataTypes []string `yaml:"dataTypes"`
	} `yaml:"requiredDataConnectors"`
	Frequency string            `yaml:"queryFrequency"`
	Period    string            `yaml:"queryPeriod"`
	Operator  string            `yaml:"triggerOperator"`
	Threshold *int              `yaml:"triggerThreshold"`
	Tactics   []string          `yaml:"tactics"`
	Relevant  []string          `yaml:"relevantTechniques"`
	Suppress  string            `yaml:"suppressionDuration"`
	Quiet     bool              `yaml:"suppressionEnabled"`
	Details   map[string]string `yaml:"customDetails"`
	Grouping  struct {
		Kind string `yaml:"aggregationKind"`
	} `yaml:"eventGroupingSettings"`
}

type sentinel struct{ analytics map[string]analytic }

func newSentinel(t *testing.T) sentinel {
	s := sentinel{map[string]analytic{}}
	for rule, file := range map[string]string{silence: "sentinel/WxauditNoAudit.yaml", novel: "sentinel/WxauditNewGraveFinding.yaml"} {
		var a analytic
		dec := yaml.NewDecoder(strings.NewReader(read(t, file)))
		dec.KnownFields(true)
		require.NoError(t, dec.Decode(&a))
		s.analytics[rule] = a
	}
	return s
}

func (sentinel) rules() []string { return []string{silence, novel} }

func (sentinel) seesReplays() bool { return true }

func (sentinel) given() []string {
	return []string{"Last", "Ingested", "FirstSeen", "Reason", "FlexString2", "DeviceName"}
}

// columns are those of CommonSecurityLog, by the keys of CEF: Microsoft's table
// "CEF and CommonSecurityLog field mapping".
var columns = map[string]string{
	"rt": "ReceiptTime", "deviceFacility": "DeviceFacility", "cat": "DeviceEventCategory", "act": "DeviceAction", "outcome": "EventOutcome", "reason": "Reason",
	"externalId": "ExtID", "msg": "Message", "dvchost": "DeviceName", "flexString1": "FlexString1", "flexString2": "FlexString2",
	"cs1": "DeviceCustomString1", "cs2": "DeviceCustomString2", "cs3": "DeviceCustomString3", "cs4": "DeviceCustomString4",
	"cs5": "DeviceCustomString5", "cs6": "DeviceCustomString6", "cn1": "FieldDeviceCustomNumber1", "cn2": "FieldDeviceCustomNumber2",
	"cn3": "FieldDeviceCustomNumber3", "flexNumber1": "FlexNumber1", "flexNumber2": "FlexNumber2",
}

var pair = regexp.MustCompile(`(?:^| )(\w+)=`)

// rowOf is what Sentinel makes of a line of CEF.
func (sentinel) rowOf(t *testing.T, a arrival) row {
	line := cef.Encode(a.Event, 7500)
	header := regexp.MustCompile(`^CEF:0\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|((?:[^|\\]|\\.)*)\|(.*)$`).FindStringSubmatch(line)
	require.NotNil(t, header, line)
	r := row{"TimeGenerated": float64(a.Time) / 1000, "_indextime": float64(a.at.Unix())}
	for i, name := range []string{"DeviceVendor", "DeviceProduct", "DeviceVersion", "DeviceEventClassID", "Activity", "LogSeverity"} {
		r[name] = header[i+1]
	}
	extension := header[7]
	places := pair.FindAllStringSubmatchIndex(extension, -1)
	for i, p := range places {
		key, end := extension[p[2]:p[3]], len(extension)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		if strings.HasSuffix(key, "Label") {
			continue
		}
		require.Contains(t, columns, key)
		r[columns[key]] = strings.NewReplacer(`\\`, `\`, `\=`, `=`).Replace(extension[p[1]:end])
	}
	return r
}

// run has the rule run every hour of the last day, on what was there then.
func (s sentinel) run(t *testing.T, rule string, events []row, now time.Time) ([]string, []string) {
	a := s.analytics[rule]
	require.Equal(t, []string{"1h", "14d"}, []string{a.Frequency, a.Period})
	named, asked := map[string]bool{}, map[string]bool{}
	hours := 26
	if rule == silence {
		hours = 1
	}
	for i := range hours {
		at := now.Add(-time.Duration(i) * time.Hour)
		var seen []row
		for _, e := range events {
			if e["_indextime"].(float64) <= float64(at.Unix()) && e["TimeGenerated"].(float64) > float64(at.AddDate(0, 0, -14).Unix()) {
				seen = append(seen, e)
			}
		}
		k := newKusto(at)
		rows, err := k.run(a.Query, seen)
		require.NoError(t, err)
		for _, r := range rows {
			name, _ := r["FindingUid"].(string)
			named[name] = true
		}
		for name := range k.asked {
			asked[name] = true
		}
	}
	return keys(named), keys(asked)
}

func TestSentinelRules(t *testing.T) {
	t.Parallel()
	p := newSentinel(t)
	require.Empty(t, stage(t, p).disagreements(t, p))
}

func TestSentinelRulesAreWhole(t *testing.T) {
	for _, a := range newSentinel(t).analytics {
		require.Regexp(t, `^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`, a.ID)
		require.Regexp(t, `^wxaudit - .{5,40}$`, a.Name)
		require.NotEmpty(t, a.Description)
		require.Equal(t, []string{"High", "Available", "Scheduled", "1.0.0", "gt"}, []string{a.Severity, a.Status, a.Kind, a.Version, a.Operator})
		require.Zero(t, *a.Threshold)
		require.Equal(t, "CefAma", a.Connectors[0].ID)
		require.Equal(t, []string{"CommonSecurityLog"}, a.Connectors[0].DataTypes)
		require.Contains(t, []string{"SingleAlert", "AlertPerResult"}, a.Grouping.Kind)
		for _, column := range a.Details {
			require.Contains(t, a.Query, column)
		}
	}
}
