package archtest_test

import "strings"

// rule says what the files of a package, tests aside, may import. A package
// that no rule names is a mistake: whoever adds one decides where it belongs.
type rule struct {
	path    string   // a package, or every package below it with a final /...
	ours    []string // packages of this module, written as path is
	std     std
	also    []string // packages of the standard library beside std
	modules []string // packages of other modules
}

// std is what a package may use of the standard library.
type std int

const (
	pure  std = iota // only what pureStd lists: no file, network, process, log or randomness
	quiet            // anything that is not in ioStd
	loud             // anything but test support
)

// pureStd is what packages between the snapshot and the report may use.
var pureStd = []string{
	"bytes", "cmp", "crypto/hmac", "crypto/sha256", "encoding/base64", "encoding/hex", "encoding/json", "errors", "fmt", "iter", "maps",
	"math", "net/netip", "net/url", "reflect", "regexp", "slices", "sort", "strconv", "strings", "sync", "sync/atomic",
	"time", "unicode", "unicode/utf8",
}

// ioStd is what reaches outside the program.
var ioStd = []string{"net", "net/http", "os", "os/exec", "os/signal", "syscall", "crypto/rand", "math/rand", "math/rand/v2", "log"}

// testSupport may be imported by tests and test packages only. What the tests of
// the command share cannot stand below pkg/internal.
var testSupport = []string{"wxaudit/pkg/internal/...", "wxaudit/pkg/webex/webextest/...", "wxaudit/pkg/report/schematest", "wxaudit/pkg/report/hostiletest", "testing", "testing/...", "net/http/httptest"}

const (
	finding  = "pkg/finding"
	hipaa    = "pkg/hipaa"
	snapshot = "pkg/snapshot"
	check    = "pkg/check"
)

// rules is the table of the architecture document. The first that fits counts.
var rules = []rule{
	{path: finding},
	{path: hipaa},
	{path: snapshot},
	{path: check, ours: []string{finding, hipaa, snapshot}},
	{path: "checks", ours: []string{"checks/...", check, finding, hipaa, snapshot}, also: []string{"embed", "io"}},
	{path: "checks/...", ours: []string{check, finding, hipaa, snapshot}, also: []string{"embed"}},
	{path: "pkg/webex/webextest/...", ours: []string{"pkg/webex/..."}, std: loud, also: testSupport},
	{path: "pkg/webex/auth/store", ours: []string{"pkg/webex/auth"}, std: loud, modules: []string{
		"github.com/gofrs/flock", "github.com/zalando/go-keyring",
	}},
	{path: "pkg/webex/...", ours: []string{"pkg/webex/..."}, std: loud, modules: []string{
		"github.com/hashicorp/go-cleanhttp", "github.com/hashicorp/go-retryablehttp",
		"golang.org/x/oauth2/...", "golang.org/x/sync/...", "golang.org/x/time/rate",
	}},
	{path: "pkg/collect", ours: []string{"pkg/webex", snapshot}, std: quiet, modules: []string{
		"github.com/teambition/rrule-go", "golang.org/x/sync/errgroup",
	}},
	{path: "pkg/har", ours: []string{"pkg/collect", "pkg/webex", "pkg/webex/replay"}, std: quiet},
	{path: "pkg/policy", ours: []string{check, finding}, std: quiet, modules: []string{"go.yaml.in/yaml/v3"}},
	{path: "pkg/engine", ours: []string{check, finding, hipaa, snapshot, "pkg/policy"}, also: []string{"runtime"}},
	{path: "pkg/report/schematest", ours: []string{"pkg/report/json"}, std: loud, also: testSupport, modules: []string{
		"github.com/santhosh-tekuri/jsonschema/v6", "github.com/stretchr/testify/require",
	}},
	{path: "pkg/report/hostiletest", ours: []string{"..."}, std: loud, also: testSupport, modules: []string{"github.com/leodido/go-syslog/v4/..."}},
	{path: "pkg/report/...", ours: []string{"pkg/report", "pkg/report/asciijson", "pkg/report/ocsf", check, finding, hipaa}, also: []string{
		"bufio", "embed", "encoding", "encoding/csv", "encoding/xml", "html/template", "io", "text/tabwriter",
	}, modules: []string{"github.com/google/uuid"}},
	{path: "pkg/sink/otlp", ours: []string{"pkg/sink", "pkg/sink/post"}, std: loud, modules: []string{
		"go.opentelemetry.io/proto/otlp/...", "google.golang.org/protobuf/...",
	}},
	{path: "pkg/sink/spool", ours: []string{"pkg/sink"}, std: loud, modules: []string{"github.com/gofrs/flock"}},
	{path: "pkg/sink/...", ours: []string{"pkg/report", "pkg/report/asciijson", "pkg/sink", "pkg/sink/post", "pkg/sink/file"}, std: loud},
	{path: "pkg/internal/receivertest", ours: []string{"pkg/sink/..."}, std: loud, also: testSupport, modules: []string{
		"go.opentelemetry.io/proto/otlp/...", "google.golang.org/protobuf/...",
	}},
	{path: "pkg/internal/chromiumtest", std: loud, also: testSupport, modules: []string{"github.com/chromedp/cdproto/network", "github.com/chromedp/chromedp"}},
	{path: "pkg/internal/goldentest", std: loud, also: testSupport, modules: []string{"github.com/stretchr/testify/require"}},
	{path: "pkg/internal/...", ours: []string{"..."}, std: loud, also: testSupport},
	{path: "cmd/wxaudit", ours: []string{"..."}, std: loud, modules: []string{
		"github.com/cli/browser", "github.com/gofrs/flock", "github.com/spf13/cobra/...", "github.com/spf13/pflag", "golang.org/x/oauth2/...", "golang.org/x/sync/...", "golang.org/x/sys/...", "golang.org/x/term",
	}},
}

// forbidden are the functions that only the command may use, so that time,
// environment and output are handed down and a test can be the outside.
var forbidden = map[string][]string{
	"time": {"Now", "Since", "Until"},
	"os":   {"Getenv", "LookupEnv", "Environ", "Exit", "Stdout", "Stderr", "Stdin"},
	"fmt":  {"Print", "Printf", "Println"},
	"log":  {"Fatal", "Fatalf", "Fatalln", "Print", "Printf", "Println"},
}

const (
	theCommand = "cmd/wxaudit"
	theGate    = "pkg/internal/realpart" // asks the environment which tests to run
	module     = "wxaudit/"
)

// wordless are the packages in which no text may promise what no tool can.
var wordless = []string{"pkg/engine", "pkg/report/..."}

const promise = "compliant"

// fits says whether a package path is meant by a pattern.
func fits(pattern, path string) bool {
	if pattern == "..." {
		return true
	}
	if base, below := strings.CutSuffix(pattern, "/..."); below {
		return path == base || strings.HasPrefix(path, base+"/")
	}
	return pattern == path
}

func anyFits(patterns []string, path string) bool {
	for _, p := range patterns {
		if fits(p, path) {
			return true
		}
	}
	return false
}

// refuse says why a package may not import path, or nothing.
func (r rule) refuse(path string) string {
	if path == "C" || path == "unsafe" {
		return "is not Go"
	}
	if anyFits(testSupport, path) && !anyFits(r.also, path) {
		return "is for tests"
	}
	if anyFits(r.also, path) {
		return ""
	}
	if own, ok := strings.CutPrefix(path, module); ok {
		if anyFits(r.ours, own) {
			return ""
		}
		return "is not below it"
	}
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") {
		if anyFits(r.modules, path) {
			return ""
		}
		return "is a module that it may not use"
	}
	switch {
	case r.std == pure && !anyFits(pureStd, path):
		return "is not among the packages without side effects"
	case r.std == quiet && anyFits(ioStd, path):
		return "reaches outside the program"
	default:
		return ""
	}
}
