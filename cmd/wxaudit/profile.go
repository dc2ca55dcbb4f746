package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/webex/auth"
	"wxaudit/pkg/webex/auth/store"
)

// The profiles that a run looks for by itself.
const (
	administrator     = store.Administrator
	complianceOfficer = store.ComplianceOfficer
)

// checkProfile refuses names that could not be one on every system.
func checkProfile(name string) error {
	if err := store.CheckProfile(name); err != nil {
		return usage(fmt.Errorf("--profile: %w", err), "name it after the role, such as "+complianceOfficer)
	}
	return nil
}

// tokenFile is a --token-file: a file that somebody else keeps, and whose tokens
// it holds.
type tokenFile struct{ profile, path string }

// parseTokenFiles reads the flags, [PROFILE=]FILE each. Without a name the
// tokens are the administrator's.
func parseTokenFiles(flags []string) ([]tokenFile, error) {
	var files []tokenFile
	for _, text := range flags {
		f := tokenFile{administrator, text}
		if name, path, ok := strings.Cut(text, "="); ok && store.CheckProfile(name) == nil {
			f = tokenFile{name, path}
		}
		if f.path == "" {
			return nil, usage(errors.New("--token-file is empty"), "name a file: --token-file /run/secrets/webex.json")
		}
		if slices.ContainsFunc(files, func(have tokenFile) bool { return have.profile == f.profile }) {
			return nil, usage(fmt.Errorf("--token-file names two files for the profile %s", f.profile),
				"say whose the other is: --token-file "+complianceOfficer+"=FILE")
		}
		files = append(files, f)
	}
	return files, nil
}

// isOfficers says whether a profile is a compliance officer's: by its scopes where
// they are known, and by its name otherwise.
func isOfficers(profile string, g auth.Grant) bool {
	if len(g.Scopes) > 0 {
		return slices.ContainsFunc(g.Scopes, auth.Compliance)
	}
	return profile == complianceOfficer
}
