package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

func TestAbsent(t *testing.T) {
	t.Parallel()
	r := check.SettingResource("mfaEnabled")
	src := snapshot.Source{Path: "GET /x", Rank: snapshot.RankControlHub}
	f := check.Absent(r, src, "mfaEnabled")
	require.Equal(t, finding.Unknown, f.Status)
	require.Equal(t, string(snapshot.FieldAbsent), f.Reason)
	require.Equal(t, "Webex did not return mfaEnabled", f.Message)

	src.InPlaceOf = &snapshot.Gap{Reason: snapshot.Forbidden, Detail: "GET /x: 403 forbidden"}
	f = check.Absent(r, src, "mfaEnabled")
	require.Equal(t, finding.Unknown, f.Status)
	require.Equal(t, string(snapshot.Forbidden), f.Reason)
	require.Equal(t, "mfaEnabled is not known: GET /x: 403 forbidden", f.Message)
	require.Nil(t, f.Evidence[0].Value)
}
