package report_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/report"
)

func TestSignInWarnsInTime(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 22, 2, 0, 0, 0, time.UTC)
	day := 24 * time.Hour
	none := time.Time{}
	for name, tc := range map[string]struct {
		access, refresh time.Time
		renewable       bool
		days            int // -1: not known
		warns           bool
	}{
		"fresh":                           {now.Add(14 * day), now.Add(90 * day), true, 90, false},
		"exactly fourteen days":           {now.Add(day), now.Add(14 * day), true, 14, false},
		"one second less":                 {now.Add(day), now.Add(14*day - time.Second), true, 13, true},
		"ends today":                      {now.Add(time.Hour), now.Add(time.Hour), true, 0, true},
		"has ended":                       {now.Add(-day), now.Add(-day), true, 0, true},
		"not known when":                  {now.Add(day), none, true, -1, false},
		"an access token alone, twelve h": {now.Add(12 * time.Hour), none, false, 0, false},
		"nothing known":                   {none, none, false, -1, false},
		"not renewable after all":         {now.Add(3 * day), now.Add(day), false, 3, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := report.NewSignIn("administrator", "integration", tc.access, tc.refresh, tc.renewable, now)
			if tc.days < 0 {
				require.Nil(t, s.DaysLeft)
			} else {
				require.Equal(t, tc.days, *s.DaysLeft)
			}
			require.Equal(t, tc.warns, s.Warning != "")
			require.Equal(t, tc.access.IsZero(), s.AccessExpiresAt == nil)
		})
	}
}

func TestTheWarningSaysWhatToDoForTheKind(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 3, 1, 2, 0, 0, 0, time.UTC)
	for kind, want := range map[string]string{
		"integration": "with: wxaudit login --profile p", "device": "with: wxaudit login --profile p",
		"service-app": "wxaudit login --service-app --profile p", "given": "put new tokens before that where these come from",
	} {
		require.Contains(t, report.NewSignIn("p", kind, at, at.Add(time.Hour), true, at).Warning, want)
	}
}
