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
	require.Equal(t, "nobody", gone.ID, "an id holds no address, nor a hash of one")
}
