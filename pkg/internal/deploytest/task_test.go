package deploytest_test

import (
	"encoding/xml"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const taskFile = "deploy/windows/wxaudit-task.xml"

// task is what the tests look at in a definition of the Task Scheduler.
type task struct {
	XMLName xml.Name
	Version string `xml:"version,attr"`
	Trigger struct {
		StartBoundary string
		RandomDelay   string
		Days          int `xml:"ScheduleByDay>DaysInterval"`
	} `xml:"Triggers>CalendarTrigger"`
	Principal struct {
		ID        string `xml:"id,attr"`
		LogonType string
		RunLevel  string
	} `xml:"Principals>Principal"`
	Settings struct {
		MultipleInstancesPolicy, ExecutionTimeLimit string
		StartWhenAvailable, Hidden, Enabled         bool
		RunOnlyIfNetworkAvailable                   bool
		DisallowStartIfOnBatteries                  bool
	}
	Actions struct {
		Context string `xml:"Context,attr"`
		Exec    struct {
			Command, Arguments, WorkingDirectory string
		}
	}
}

func windowsTask(t *testing.T) task {
	t.Helper()
	var it task
	require.NoError(t, xml.Unmarshal([]byte(read(t, taskFile)), &it))
	return it
}

// taskOrder is the order in which Microsoft documents the children of those
// elements in which order counts (triggerBaseType and calendarTriggerType of the
// Task Scheduler schema, learn.microsoft.com), and for the others, which take any
// order, all the children that they may have here. Microsoft's schema itself is
// not shipped, so this is all of it that is checked.
var taskOrder = map[string][]string{
	"Task":             {"RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"},
	"RegistrationInfo": {"Description", "URI"},
	"Triggers":         {"CalendarTrigger"},
	"CalendarTrigger":  {"StartBoundary", "EndBoundary", "Repetition", "ExecutionTimeLimit", "RandomDelay", "ScheduleByDay"},
	"ScheduleByDay":    {"DaysInterval"},
	"Principals":       {"Principal"},
	"Principal":        {"UserId", "LogonType", "RunLevel"},
	"Settings": {"MultipleInstancesPolicy", "DisallowStartIfOnBatteries", "StopIfGoingOnBatteries", "AllowHardTerminate",
		"StartWhenAvailable", "RunOnlyIfNetworkAvailable", "Enabled", "Hidden", "ExecutionTimeLimit", "Priority"},
	"Actions": {"Exec"},
	"Exec":    {"Command", "Arguments", "WorkingDirectory"},
}

// misplaced names the elements of a definition that are not among their parent's
// children, or come too late or twice.
func misplaced(text string) ([]string, error) {
	type open struct {
		name string
		next int
	}
	var stack []open
	var wrong []string
	decoder := xml.NewDecoder(strings.NewReader(text))
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return wrong, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if len(stack) > 0 {
				parent := &stack[len(stack)-1]
				children := taskOrder[parent.name]
				if i := slices.Index(children, name); i < parent.next {
					wrong = append(wrong, parent.name+"/"+name)
				} else {
					parent.next = i + 1
				}
			}
			stack = append(stack, open{name: name})
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func TestTaskIsInOrder(t *testing.T) {
	t.Parallel()
	text := read(t, taskFile)
	wrong, err := misplaced(text)
	require.NoError(t, err)
	require.Empty(t, wrong)

	for old, spoilt := range map[string]string{
		"<RandomDelay>PT40M</RandomDelay>": "<RandomDelayed>PT40M</RandomDelayed>",
		"<StartBoundary>2026-01-01T03:20:00</StartBoundary>\n      <RandomDelay>PT40M</RandomDelay>": "<RandomDelay>PT40M</RandomDelay>\n      <StartBoundary>2026-01-01T03:20:00</StartBoundary>",
		"<DaysInterval>1</DaysInterval>": "<DaysInterval>1</DaysInterval><DaysInterval>1</DaysInterval>",
	} {
		require.Contains(t, text, old)
		wrong, err := misplaced(strings.Replace(text, old, spoilt, 1))
		require.NoError(t, err)
		require.NotEmpty(t, wrong, spoilt)
	}
}

func TestTaskIsReadAsItIs(t *testing.T) {
	t.Parallel()
	text := read(t, taskFile)
	require.True(t, strings.HasPrefix(text, "<?xml version=\"1.0\"?>\n"), "schtasks refuses a declared encoding that is not what it made of the file")
	for _, c := range text {
		require.Less(t, c, rune(0x80), "without a declared encoding only ASCII is sure")
	}
}

func TestTaskHasFewRights(t *testing.T) {
	t.Parallel()
	it := windowsTask(t)
	require.Equal(t, xml.Name{Space: "http://schemas.microsoft.com/windows/2004/02/mit/task", Local: "Task"}, it.XMLName)
	require.Equal(t, "1.2", it.Version)
	require.Equal(t, "LeastPrivilege", it.Principal.RunLevel)
	require.Equal(t, "Password", it.Principal.LogonType, "the other ways to log on cannot use the account's own files and the network")
	require.Equal(t, it.Principal.ID, it.Actions.Context)
	require.Equal(t, "IgnoreNew", it.Settings.MultipleInstancesPolicy)
	require.True(t, it.Settings.StartWhenAvailable, "a night that the machine was off is made up for")
	require.True(t, it.Settings.RunOnlyIfNetworkAvailable)
	require.True(t, it.Settings.Hidden)
	require.True(t, it.Settings.Enabled)
	require.False(t, it.Settings.DisallowStartIfOnBatteries)
	require.Equal(t, `"C:\Program Files\wxaudit\wxaudit.exe"`, it.Actions.Exec.Command)
}
