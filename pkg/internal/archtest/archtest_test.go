package archtest_test

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"
)

func TestTree(t *testing.T) {
	t.Parallel()
	root := os.DirFS("../../..")
	_, err := root.Open("go.mod")
	require.NoError(t, err, "this is not the root of the module")
	found, err := problems(root)
	require.NoError(t, err)
	require.Empty(t, found, "\n%s", strings.Join(found, "\n"))
}

// A rule that finds nothing proves nothing, so each is shown a tree that breaks it.
func TestEveryRuleFindsWhatBreaksIt(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		file, source string
		want         string // empty when there is nothing wrong
	}{
		"ground imports ours":       {"pkg/finding/x.go", `import "wxaudit/pkg/hipaa"`, "pkg/finding imports wxaudit/pkg/hipaa, which is not below it"},
		"ground does I/O":           {"pkg/snapshot/x.go", `import "os"`, "pkg/snapshot imports os, which is not among"},
		"ground uses the network":   {"pkg/hipaa/x.go", `import "net/http"`, "imports net/http"},
		"a check does I/O":          {"checks/meetings/x.go", `import "os/exec"`, "imports os/exec"},
		"a check logs":              {"checks/meetings/x.go", `import "log/slog"`, "imports log/slog"},
		"a check rolls dice":        {"checks/meetings/x.go", `import "math/rand/v2"`, "imports math/rand/v2"},
		"a check asks Webex":        {"checks/meetings/x.go", `import "wxaudit/pkg/webex"`, "imports wxaudit/pkg/webex"},
		"a check uses another area": {"checks/meetings/x.go", `import "wxaudit/checks/links"`, "imports wxaudit/checks/links"},
		"a check embeds":            {"checks/meetings/x.go", `import _ "embed"`, ""},
		"the catalogue has areas":   {"checks/x.go", `import "wxaudit/checks/links"`, ""},
		"the client knows sections": {"pkg/webex/x.go", `import "wxaudit/pkg/snapshot"`, "imports wxaudit/pkg/snapshot"},
		"the client's parts":        {"pkg/webex/replay/x.go", `import "wxaudit/pkg/webex"`, ""},
		"a collector bypasses it":   {"pkg/collect/x.go", `import "net/http"`, "imports net/http, which reaches outside"},
		"a collector judges":        {"pkg/collect/x.go", `import "wxaudit/pkg/check"`, "imports wxaudit/pkg/check"},
		"the engine knows checks":   {"pkg/engine/x.go", `import "wxaudit/checks"`, "imports wxaudit/checks"},
		"a writer reads a section":  {"pkg/report/json/x.go", `import "wxaudit/pkg/snapshot"`, "imports wxaudit/pkg/snapshot"},
		"a writer opens a file":     {"pkg/report/json/x.go", `import "os"`, "imports os"},
		"a sink knows a format":     {"pkg/sink/file/x.go", `import "wxaudit/pkg/report/json"`, "imports wxaudit/pkg/report/json"},
		"another module":            {"pkg/report/x.go", `import "github.com/spf13/cobra"`, "imports github.com/spf13/cobra, which is a module"},
		"test support in a product": {"cmd/wxaudit/x.go", `import "wxaudit/pkg/webex/webextest"`, "which is for tests"},
		"testing in a product":      {"pkg/sink/file/x.go", `import "testing"`, "which is for tests"},
		"a dot":                     {"pkg/report/x.go", `import . "strings"`, "imports strings with a dot"},
		"cgo":                       {"pkg/sink/file/x.go", `import "C"`, "which is not Go"},
		"a package without a rule":  {"pkg/util/x.go", ``, "pkg/util has no rule"},
		"another clock":             {"pkg/webex/x.go", "import \"time\"\nvar x = time.Now", "uses time.Now outside cmd/wxaudit"},
		"a renamed clock":           {"pkg/webex/x.go", "import t \"time\"\nvar x = t.Since", "uses t.Since"},
		"the command's clock":       {"cmd/wxaudit/x.go", "import \"time\"\nvar x = time.Now", ""},
		"a field of that name":      {"pkg/engine/x.go", "var time struct{ Now int }\nvar x = time.Now", ""},
		"the environment":           {"pkg/sink/file/x.go", "import \"os\"\nvar x = os.Getenv(\"HOME\")", "uses os.Getenv"},
		"leaving":                   {"pkg/sink/file/x.go", "import \"os\"\nfunc f() { os.Exit(1) }", "uses os.Exit"},
		"printing":                  {"pkg/engine/x.go", "import \"fmt\"\nfunc f() { fmt.Println() }", "uses fmt.Println"},
		"printing without fmt":      {"pkg/engine/x.go", "func f() { println() }", "uses println"},
		"init":                      {"pkg/engine/x.go", "func init() {}", "has an init function"},
		"a promise":                 {"pkg/report/text/x.go", "const x = `HIPAA Compliant`", `says "compliant"`},
		"a promise in a comment":    {"pkg/report/text/x.go", "// never compliant\nvar x = 1", ""},
		"a quotation in a check":    {"checks/links/x.go", "const x = \"compliant\"", ""},
		"a test may":                {"pkg/engine/x_test.go", `import "os"`, ""},
		"test data":                 {"pkg/engine/testdata/x.go", `import "os"`, ""},
		"other operating systems":   {"pkg/engine/x_windows.go", `import "os"`, "imports os"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := "// Package x is an example.\npackage x\n" + tc.source
			found, err := problems(fstest.MapFS{tc.file: {Data: []byte(source)}})
			require.NoError(t, err)
			if tc.want == "" {
				require.Empty(t, found)
				return
			}
			require.Len(t, found, 1)
			require.Contains(t, found[0], tc.want)
		})
	}
}

func TestPackageComments(t *testing.T) {
	t.Parallel()
	const with, without = "// Package x is an example.\npackage x\n", "package x\n"
	for name, tc := range map[string]struct {
		a, b string
		want []string
	}{
		"one":  {with, without, nil},
		"none": {without, without, []string{"pkg/engine: has 0 package comments, not 1"}},
		"two":  {with, with, []string{"pkg/engine: has 2 package comments, not 1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			found, err := problems(fstest.MapFS{"pkg/engine/a.go": {Data: []byte(tc.a)}, "pkg/engine/b.go": {Data: []byte(tc.b)}})
			require.NoError(t, err)
			require.Equal(t, tc.want, found)
		})
	}
}
