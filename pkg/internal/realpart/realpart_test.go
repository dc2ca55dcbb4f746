package realpart_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/internal/realpart"
)

// ended is a test that notes how it ended.
type ended struct {
	testing.TB
	how string
}

func (e *ended) Helper()           {}
func (e *ended) Skip(args ...any)  { e.how = "skipped" }
func (e *ended) Fatal(args ...any) { e.how = "failed" }

func TestNeed(t *testing.T) {
	for _, tc := range []struct {
		wanted string
		there  bool
		want   string
	}{
		{"", true, ""}, {"", false, "skipped"}, {"0", true, "skipped"}, {"0", false, "skipped"}, {"1", true, ""}, {"1", false, "failed"},
	} {
		t.Setenv("WXAUDIT_REAL_TESTS", tc.wanted)
		e := &ended{TB: t}
		realpart.Need(e, tc.there, "it is missing")
		require.Equal(t, tc.want, e.how, "%+v", tc)
		e.how = ""
		name := map[bool]string{true: "go", false: "no-such-program"}[tc.there]
		path := realpart.Program(e, "apt-get install it", name)
		require.Equal(t, tc.want, e.how, "%+v", tc)
		require.Equal(t, tc.there, path != "")
	}
}
