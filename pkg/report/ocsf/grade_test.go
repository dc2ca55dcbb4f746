package ocsf_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/finding"
	"wxaudit/pkg/report/ocsf"
)

func TestGrade(t *testing.T) {
	t.Parallel()
	for id, want := range map[int]finding.Severity{
		5: finding.Critical, 4: finding.High, 3: finding.Medium, 2: finding.Low, 1: finding.Info, 0: finding.Critical, 99: finding.Critical,
	} {
		require.Equal(t, want, ocsf.Event{SeverityID: id}.Grade(), "%d", id)
	}
}
