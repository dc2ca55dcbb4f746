package check_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
)

func TestLongestYears(t *testing.T) {
	t.Parallel()
	for years, days := range map[int]int{0: 0, 1: 366, 3: 1096, 4: 1461, 5: 1827, 6: check.SixYears} {
		require.Equal(t, days, check.LongestYears(years), "%d years", years)
	}
}
