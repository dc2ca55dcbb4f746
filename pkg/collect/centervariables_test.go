package collect

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestVariableNamesInRecordings(t *testing.T) {
	t.Parallel()
	for name, want := range map[any]any{
		"Patient_DOB": "Patient_DOB", "mrn 4085267209": "mrn", "patient jane@mail.example": "patient", "Jane Roe": redacted, "": "", nil: nil,
		"zipcode": redacted,
	} {
		require.Equal(t, want, shapeOf(centerVariablesEndpoint)(map[string]any{"data": []any{map[string]any{"name": name}}}, nil).(map[string]any)["data"].([]any)[0].(map[string]any)["name"], name)
	}
}
