package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
)

func TestWaiverCovers(t *testing.T) {
	t.Parallel()
	room := finding.Resource{Type: "host", ID: "p1@clinic.webex.com", Name: "Nurse.Joy@clinic.example"}
	for _, tt := range []struct {
		patterns string // parted by blanks
		resource finding.Resource
		want     bool
	}{
		{"*", room, true},
		{"*", finding.Resource{}, true},
		{"**", room, true},
		{"p1@clinic.webex.com", room, true},
		{"P1@CLINIC.webex.com", room, true},
		{"nurse.joy@clinic.example", room, true},
		{"nurse?joy@*", room, true},
		{"*@clinic.example", room, true},
		{"*joy*example", room, true},
		{"p?@*", room, true},
		{"p1", room, false},
		{"*@clinic", room, false},
		{"clinic.example", room, false},
		{"?", room, false},
		{"p1@clinic.webex.co", room, false},
		{"p1@clinic.webex.comm", room, false},
		{"p1@clinic.webex.com?", room, false},
		{"nurse[.]joy@clinic.example", room, false},
		{"nobody somebody p1*", room, true},
		{"nobody somebody", room, false},
		{"", room, false},
		{"?*", finding.Resource{ID: "a"}, true},
		{"?", finding.Resource{ID: "é"}, true},
		{"É*", finding.Resource{ID: "élan"}, true},
		{"*a*a*a*b", finding.Resource{ID: strings.Repeat("a", 5000)}, false},
	} {
		t.Run(tt.patterns, func(t *testing.T) {
			t.Parallel()
			w := policy.Waiver{Resources: strings.Fields(tt.patterns)}
			require.Equal(t, tt.want, w.Covers(tt.resource))
		})
	}
}

func TestWaiverDays(t *testing.T) {
	t.Parallel()
	w := policy.Waiver{Waiver: finding.Waiver{Expires: day(t, "2026-04-01")}, Starts: day(t, "2026-01-01")}
	for _, tt := range []struct {
		today           string
		inForce, lapsed bool
	}{
		{"2025-12-31", false, false},
		{"2026-01-01", true, false},
		{"2026-04-01", true, false},
		{"2026-04-02", false, true},
	} {
		require.Equal(t, tt.inForce, w.InForce(day(t, tt.today)), tt.today)
		require.Equal(t, tt.lapsed, w.Lapsed(day(t, tt.today)), tt.today)
	}
}
