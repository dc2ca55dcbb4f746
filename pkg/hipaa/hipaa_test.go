package hipaa_test

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/hipaa"
)

func TestMatrixHasEveryRowOnce(t *testing.T) {
	seen := map[hipaa.Citation]bool{}
	for _, r := range hipaa.Matrix() {
		require.False(t, seen[r.Citation], "row %s stands twice", r.Citation)
		seen[r.Citation] = true
		require.NotEmpty(t, r.Title(), "row %s", r.Citation)
		require.NotEmpty(t, r.Responsibility, "row %s", r.Citation)
		require.Contains(t, []hipaa.Required{hipaa.R, hipaa.A, hipaa.Standard}, r.Required)
	}
	require.Len(t, seen, 73)
}

func TestLookup(t *testing.T) {
	row, ok := hipaa.Lookup("164.312(a)(2)(iii)")
	require.True(t, ok)
	require.Equal(t, "Access Control: Automatic logoff", row.Title())
	require.Equal(t, hipaa.A, row.Required)
	_, ok = hipaa.Lookup("164.312(z)")
	require.False(t, ok)
}

// The matrix is a transcript; the original decides.
func TestMatrixMatchesTheReference(t *testing.T) {
	f, err := os.Open("../../../shared/reference/hipaa-matrix.csv")
	if err != nil {
		t.Skip("the reference is not here")
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	require.Len(t, hipaa.Matrix(), len(rows)-1)
	for i, want := range rows[1:] {
		got := hipaa.Matrix()[i]
		require.Equal(t, want[0], string(got.Citation))
		require.Equal(t, want[1], got.Standard)
		require.Equal(t, want[3], string(got.Required))
		var who []string
		for _, r := range got.Responsibility {
			who = append(who, string(r))
		}
		require.Equal(t, want[6], strings.Join(who, " + "), got.Citation)
		require.Equal(t, strings.TrimSuffix(want[7], " (documented decision)"), strings.Join(got.Checks, " "), got.Citation)
		require.Equal(t, want[8], strings.Join(got.NIST, " "), got.Citation)
	}
}

func TestEverySourceIsADocument(t *testing.T) {
	t.Parallel()
	for _, a := range hipaa.VendorAssertions() {
		require.NotEqual(t, a.Source, hipaa.DescribeDocument(a.Source), a.ID)
	}
	require.Equal(t, "beyond seeds", hipaa.DescribeDocument("beyond seeds"))
}
