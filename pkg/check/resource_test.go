package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
)

func TestHostResource(t *testing.T) {
	t.Parallel()
	require.Equal(t, "p1@clinic.webex.com", check.HostResource("p1", "a@clinic.example", "clinic.webex.com").ID)
	require.Equal(t, "p1", check.HostResource("p1", "a@clinic.example", "").ID)

	gone := check.HostResource("", "a@clinic.example", "")
	require.Equal(t, "a@clinic.example", gone.Name)
	require.NotContains(t, gone.ID, "a@", "an id holds no address")
	require.NotEqual(t, gone.ID, check.HostResource("", "b@clinic.example", "").ID)
	require.Equal(t, gone.ID, check.HostResource("", "A@clinic.example", "").ID)
	require.NotEmpty(t, check.HostResource("", "", "").ID)
}
