package checks_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

const catalogue = "../../shared/reference/checks.json"

// TestEveryCheckIsListed looks for checks in the source, so that one that is
// written but not wired into All cannot stay unnoticed.
func TestEveryCheckIsListed(t *testing.T) {
	listed := map[string]bool{}
	for _, c := range checks.All() {
		require.False(t, listed[c.ID], "%s is listed twice", c.ID)
		listed[c.ID] = true
	}
	paths, err := filepath.Glob("*/*.go")
	require.NoError(t, err)
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		ids := declared(t, path)
		require.LessOrEqual(t, len(ids), 1, "%s holds more than one check", path)
		for _, id := range ids {
			require.True(t, listed[id], "%s (%s) is not in All", id, path)
			area, name, _ := strings.Cut(id, ".")
			require.Equal(t, filepath.Join(area, strings.ReplaceAll(name, "-", "_")+".go"), path, "%s is in the wrong file", id)
			delete(listed, id)
		}
	}
	require.Empty(t, listed, "in All, but not found in the source")
}

// declared returns the ids of the check.Check literals in a file.
func declared(t *testing.T, path string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	require.NoError(t, err)
	var ids []string
	ast.Inspect(file, func(n ast.Node) bool {
		lit, ok := n.(*ast.CompositeLit)
		if !ok {
			return true
		}
		sel, ok := lit.Type.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Check" {
			return true
		}
		for _, e := range lit.Elts {
			kv, ok := e.(*ast.KeyValueExpr)
			require.True(t, ok, "%s: fields of a check are named", path)
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == "ID" {
				id, err := strconv.Unquote(kv.Value.(*ast.BasicLit).Value)
				require.NoError(t, err)
				ids = append(ids, id)
			}
		}
		return true
	})
	return ids
}

func TestEveryCheckIsDescribed(t *testing.T) {
	for _, c := range checks.All() {
		t.Run(c.ID, func(t *testing.T) {
			for name, text := range map[string]string{
				"title": c.Title, "severity": string(c.Severity), "severity why": c.SeverityWhy, "mode": string(c.Mode),
				"basis note": c.BasisNote, "seed": c.Seed, "why": c.Why, "resource": c.Resource, "remedy": c.Remedy,
				"pass": c.Logic.Pass, "fail": c.Logic.Fail, "warn": c.Logic.Warn,
				"not applicable": c.Logic.NotApplicable, "unknown": c.Logic.Unknown,
			} {
				require.NotEmpty(t, strings.TrimSpace(text), name)
			}
			require.LessOrEqual(t, len([]rune(c.Title)), 110, "title")
			require.NotEmpty(t, c.Basis)
			require.NotEmpty(t, c.Traps)
			require.NotNil(t, c.Run)
			require.Contains(t, finding.Severities, c.Severity)
			require.Contains(t, c.Answers, finding.Unknown, "every check must be able to say that it does not know")
			require.Len(t, slices.Compact(slices.Sorted(slices.Values(c.Answers))), len(c.Answers), "an answer is named twice")
			for _, a := range c.Answers {
				require.Contains(t, finding.Statuses, a)
			}
		})
	}
}

// TestSectionsAndFieldsExist keeps the names that a check gives for what it
// reads true.
func TestSectionsAndFieldsExist(t *testing.T) {
	var empty snapshot.Snapshot
	for _, c := range checks.All() {
		t.Run(c.ID, func(t *testing.T) {
			for _, name := range c.Reads() {
				require.NotNil(t, empty.Part(name), "there is no section %q", name)
			}
			for _, name := range c.Needs {
				require.NotContains(t, c.Scans, name, "a section is either needed or scanned")
			}
			for _, field := range c.Fields {
				section, _, nested := strings.Cut(field, ".")
				if nested {
					require.Contains(t, c.Reads(), snapshot.Name(section), "%s is in a section that the check does not read", field)
				}
			}
		})
	}
}

// matrixOnly are rows that name a check which does not cite them: the matrix
// and the catalogue of the reference differ there, and each is followed.
var matrixOnly = map[string][]hipaa.Citation{
	"attest.vendor-report": {
		"164.310(a)(2)(i)", "164.310(a)(2)(ii)", "164.310(a)(2)(iii)", "164.310(a)(2)(iv)", "164.310(d)(2)(iv)",
	},
	"attest.incident-and-contingency":   {"164.310(d)(2)(iv)"},
	"attest.policies-and-documentation": {"164.312(c)(2)"},
	"attest.baa-executed":               {"164.314(a)(2)(i)"},
}

// TestControlsAgreeWithMatrix reads the citations in both directions.
func TestControlsAgreeWithMatrix(t *testing.T) {
	byID := map[string]check.Check{}
	for _, c := range checks.All() {
		byID[c.ID] = c
		require.NotEmpty(t, c.Controls, c.ID)
		for _, cite := range c.Controls {
			row, ok := hipaa.Lookup(cite)
			require.True(t, ok, "%s cites %s, which is no row of the matrix", c.ID, cite)
			require.Contains(t, row.Checks, c.ID, "the matrix does not name %s under %s", c.ID, cite)
		}
	}
	for _, row := range hipaa.Matrix() {
		for _, id := range row.Checks {
			c, ok := byID[id]
			require.True(t, ok, "%s names %s, which does not exist", row.Citation, id)
			if !slices.Contains(matrixOnly[id], row.Citation) {
				require.Contains(t, c.Controls, row.Citation, "%s does not cite %s", id, row.Citation)
			}
		}
	}
}

// prose are parameters whose default the catalogue describes in words.
var prose = map[string]any{
	"recordings.deleted-early archived_evidence": []any{},
	"audit.sensitive-changes change_tickets":     []any{},
}

func TestChecksAgreeWithCatalogue(t *testing.T) {
	raw, err := os.ReadFile(catalogue)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the reference catalogue is not here")
	}
	require.NoError(t, err)
	var rows []struct {
		ID       string           `json:"id"`
		Title    string           `json:"title"`
		Severity check.Severity   `json:"severity"`
		Mode     check.Mode       `json:"mode_class"`
		HIPAA    []hipaa.Citation `json:"hipaa"`
		Params   map[string]any   `json:"params"`
	}
	require.NoError(t, json.Unmarshal(raw, &rows))

	require.Len(t, checks.All(), len(rows), "every check of the catalogue is written")
	have := checks.All()
	for _, row := range rows { // the rows are in catalogue order, and so must the checks be
		if len(have) == 0 || have[0].ID != row.ID {
			continue
		}
		c := have[0]
		have = have[1:]
		t.Run(c.ID, func(t *testing.T) {
			require.Equal(t, row.Title, c.Title)
			require.Equal(t, row.Severity, c.Severity)
			require.Equal(t, row.Mode, c.Mode)
			require.Equal(t, row.HIPAA, c.Controls)
			params := map[string]any{}
			for _, p := range c.Params {
				params[p.Name] = p.Default
			}
			want := map[string]any{}
			for name, v := range row.Params {
				if better, ok := prose[c.ID+" "+name]; ok {
					v = better
				}
				if _, list := params[name].([]string); list {
					v = asList(v)
				}
				want[name] = v
			}
			wantJSON, err := json.Marshal(want)
			require.NoError(t, err)
			haveJSON, err := json.Marshal(params)
			require.NoError(t, err)
			require.JSONEq(t, string(wantJSON), string(haveJSON))
		})
	}
	require.Empty(t, have, "not in the catalogue, or not in its order")
}

// asList reads "a, b" as a list: the catalogue writes some lists that way.
func asList(v any) any {
	s, ok := v.(string)
	if !ok {
		return v
	}
	return strings.Split(s, ", ")
}

// Rule R8: a clock that is wrong puts every answer in doubt that counts days.
func TestChecksThatCountDaysSaySo(t *testing.T) {
	t.Parallel()
	counting := []string{"lookback_days", "lookahead_days", "inactive_days", "grace_days", "lookback"}
	for _, c := range checks.All() {
		if slices.ContainsFunc(c.Params, func(p check.Param) bool { return slices.Contains(counting, p.Name) }) {
			require.True(t, c.TimeBased, c.ID)
		}
	}
}
