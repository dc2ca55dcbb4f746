package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
)

func TestNamePatternMatchesWholeWords(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		pattern, name string
		want          bool
	}{
		{"bot", "Ana Abbott", false},
		{"bot", "Rosa Talbot", false},
		{"bot", "Bots", true},
		{"bot", "Schedule BOT", true},
		{"room", "Kim Broome", false},
		{"room", "Room12", true},
		{"room", "Exam rooms", true},
		{"test", "Marco Testa", false},
		{"test", "test-1", true},
		{"nurse", "Nursery", false},
		{"bot", "Abbott bot", true},
		{"bot", "BOTS!", true},
		{"(bot)", "BOTS!", true},
		{"(bot)", "Abbott", false},
		{"", "Ana", false},
		{"front ?desk", "Frontdesk", true},
		{"front ?desk", "FRONT DESK 2", true},
		{"front ?desk", "Storefront desk", false},
		{"api", "apı́", false},
		{"rene", "René", false},
		{"a|b", "xa", false},
		{"a|b", "x b", true},
	} {
		ps, err := check.NamePatterns([]string{tt.pattern})
		require.NoError(t, err)
		require.Equal(t, tt.want, ps[0].Matches(tt.name), "%s in %s", tt.pattern, tt.name)
	}
}

func TestNamePatternMatchesMailboxes(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		pattern, address string
		want             bool
	}{
		{"svc", "svc-backup@clinic.example", true},
		{"backup", "svc_backup@clinic.example", true},
		{"room", "room12@clinic.example", true},
		{"room", "kim.broome@clinic.example", false},
		{"bot", "abbott@clinic.example", false},
		{"front ?desk", "front.desk@clinic.example", true},
		{"front ?desk", "front-desk2@clinic.example", true},
		{"front ?desk", "frontdesk@clinic.example", true},
		{"info@", "info@clinic.example", true},
		{"info@", "info2@clinic.example", true},
		{"info@", "info.retrieval@clinic.example", false},
		{"admin@", "it.admin@clinic.example", true},
		{"admin@", "badmin@clinic.example", false},
		{"no-reply", "no-reply@clinic.example", true},
		{"service", "ana@service.example", false},
	} {
		ps, err := check.NamePatterns([]string{tt.pattern})
		require.NoError(t, err)
		require.Equal(t, tt.want, ps[0].MatchesAddress(tt.address), "%s in %s", tt.pattern, tt.address)
	}
}

func TestNamePatternsThatAreNone(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"(", ")", "a)(b", "[", `\A)|(?:x`} {
		_, err := check.NamePatterns([]string{bad})
		require.Error(t, err, bad)
	}
}
