package htmlreport

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestAWaiverSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	require.Equal(t, "all that the check looks at (*)", covers([]string{"*"}))
	require.Equal(t, "a*", covers([]string{"a*"}))
	require.Contains(t, covers([]string{"*", "b"}), "b")
}
