package policy_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
)

// oneLine holds an error to what each must be: one line with a place.
func oneLine(t *testing.T, err error, data string) {
	t.Helper()
	var e *policy.Error
	require.True(t, errors.As(err, &e), "%v", err)
	require.Regexp(t, `\Af\.yaml:[0-9]+: [^\n\r\x00-\x1f\x7f]+\z`, err.Error())
	require.NotEmpty(t, e.What)
	require.LessOrEqual(t, e.Line, 1+strings.Count(data, "\n"))
}

func FuzzParse(f *testing.F) {
	f.Add(whole)
	f.Add(everySink)
	f.Add(string(policy.Template(catalogue())))
	for _, r := range append(policyRefused(), notYAML...) {
		if len(r.text) < 1<<16 {
			f.Add(r.file())
		}
	}
	f.Fuzz(func(t *testing.T, data string) {
		p, err := policy.Parse("f.yaml", []byte(data), catalogue())
		if err != nil {
			require.Nil(t, p)
			oneLine(t, err, data)
			return
		}
		require.NotNil(t, p.Location())
		for _, c := range catalogue() {
			for _, a := range p.Adjusted(c) {
				require.NotEqual(t, a.Default, a.Value)
			}
			for name, v := range check.Defaults(c.Params) {
				require.IsType(t, v, p.Params(c)[name])
			}
		}
		for _, w := range p.Waivers {
			require.NotEmpty(t, w.Resources)
			require.False(t, w.Expires.IsZero())
			require.False(t, w.Starts.IsZero())
			require.LessOrEqual(t, w.Expires.Since(w.Starts), 365)
		}
	})
}

func FuzzParseRegister(f *testing.F) {
	f.Add(register)
	for _, r := range append(registerRefused(), notYAML...) {
		if len(r.text) < 1<<16 {
			f.Add(r.file())
		}
	}
	sts := policy.Statements(asking())
	f.Fuzz(func(t *testing.T, data string) {
		entries, err := policy.ParseRegister("f.yaml", []byte(data), sts, func(path, _ string) check.Proof {
			require.False(t, strings.HasPrefix(path, "/") || strings.Contains(path, `\`) || strings.Contains("/"+path+"/", "/../"), path)
			return check.ProofVerified
		})
		if err != nil {
			require.Nil(t, entries)
			oneLine(t, err, data)
			return
		}
		for _, a := range entries {
			require.True(t, a.ValidUntil.After(a.SignedOn))
			require.NotEmpty(t, a.Owner)
		}
		policy.Standing(asking(), entries, day(t, "2026-06-01"))
	})
}

func FuzzAppend(f *testing.F) {
	f.Add("", "Jane", "reason", "a/b", "", "Cisco")
	f.Add(register, "Jane: Doe #", "- a\n- b", "", "https://clinic.example/a?b=c#d", "{}")
	f.Add("version: 1\nattestations: []\n", `"'`, "*a &b !c", "..", "x", "%")
	f.Add("attestations:\n- "+register[len("version: 1\nattestations:\n  - "):]+"version: 1\n", "a", "", "", "", "<<")
	sts := policy.Statements(asking())
	f.Fuzz(func(t *testing.T, data, owner, notes, path, url, partner string) {
		e := added(t)
		e.Owner, e.Notes, e.Evidence.Path, e.Evidence.URL, e.Details["partner"] = owner, notes, path, url, partner
		after, err := policy.Append("f.yaml", []byte(data), e, sts)
		if err != nil {
			require.Nil(t, after)
			oneLine(t, err, data+strings.Repeat("\n", 40))
			return
		}
		entries, err := policy.ParseRegister("f.yaml", after, sts, nil)
		require.NoError(t, err)
		require.NotEmpty(t, entries)
		var found bool
		for _, a := range entries {
			found = found || a.Owner == owner && a.Word("partner") == partner && a.SignedOn == e.SignedOn
		}
		require.True(t, found, "the entry is not there")
		for _, line := range strings.SplitAfter(strings.TrimSuffix(data, "\n"), "\n") {
			if strings.HasPrefix(line, "#") {
				require.Contains(t, string(after), strings.TrimSuffix(line, "\n"), "a remark is lost")
			}
		}
	})
}
