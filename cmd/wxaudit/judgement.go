package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/report"
	"wxaudit/pkg/snapshot"
)

// judgementOptions name the files by which an organisation is judged.
type judgementOptions struct {
	policy       string
	attestations []string
}

func (o *judgementOptions) register(f *pflag.FlagSet) {
	f.StringVar(&o.policy, "policy", "", "policy `file`: parameters, PHI scope, waivers (wxaudit policy init writes one)")
	f.StringArrayVar(&o.attestations, "attestations", nil,
		"attestation register `FILE`; the word strict makes what nobody has attested fail; may be repeated")
}

// judgement is what an organisation says about itself.
type judgement struct {
	policy       *policy.Policy // nil without a file
	attestations []check.Attestation
	strict       bool
	inputs       report.Inputs
}

// load reads the files. Whatever is wrong with them ends the run before
// anything is asked or written.
func (o *judgementOptions) load() (*judgement, error) {
	j := &judgement{}
	all := checks.All()
	if o.policy != "" {
		data, err := readSmall(o.policy)
		if err != nil {
			return nil, usage(err, "wxaudit policy init writes a policy file")
		}
		if j.policy, err = policy.Parse(o.policy, data, all); err != nil {
			return nil, usage(err, "")
		}
		for _, domain := range j.policy.InternalDomains {
			if snapshot.ConsumerDomain(domain) {
				return nil, usage(fmt.Errorf("%s: anybody can get a mailbox in %s, so it cannot be internal", o.policy, domain), "take it out of organization.internal_domains")
			}
		}
		j.inputs.PolicySHA256 = sum(data)
	}
	file := ""
	for _, word := range o.attestations {
		switch {
		case word == "strict":
			j.strict = true
		case word == "":
			return nil, usage(errors.New("--attestations is empty"), "name the register's file, or write --attestations=strict")
		case file != "":
			return nil, usage(fmt.Errorf("--attestations names two files, %q and %q", file, word), "keep one register")
		default:
			file = word
		}
	}
	j.inputs.StrictAttestations = j.strict
	if file == "" {
		return j, nil
	}
	data, err := readSmall(file)
	if err != nil {
		return nil, usage(err, "wxaudit attest add writes a register")
	}
	if j.attestations, err = policy.ParseRegister(file, data, policy.Statements(all), evidenceBeside(file)); err != nil {
		return nil, usage(err, "")
	}
	j.inputs.AttestationsSHA256, j.inputs.Attestations = sum(data), len(j.attestations)
	return j, nil
}

// maxSmall bounds the files that people write by hand, in bytes.
const maxSmall = 1 << 20

// readSmall reads such a file.
func readSmall(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, plainPathError(err)
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, maxSmall+1))
	if err != nil {
		return nil, plainPathError(err)
	}
	if len(data) > maxSmall {
		return nil, fmt.Errorf("%s is larger than 1 MiB, which no such file needs", path)
	}
	return data, nil
}

// plainPathError says which file and why, without the name of the system call.
func plainPathError(err error) error {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		return fmt.Errorf("%s: %w", pe.Path, pe.Err)
	}
	return err
}

func sum(data []byte) string {
	h := sha256.Sum256(data)
	return hex.EncodeToString(h[:])
}

// evidenceBeside verifies the evidence that a register names by paths relative
// to itself.
func evidenceBeside(register string) func(path, want string) check.Proof {
	dir := filepath.Dir(register)
	return func(path, want string) check.Proof {
		have, err := hashIn(dir, filepath.FromSlash(path))
		switch {
		case err != nil:
			return check.ProofMissing
		case want == "":
			return check.ProofNoHash
		case strings.EqualFold(want, have):
			return check.ProofVerified
		default:
			return check.ProofMismatch
		}
	}
}

// hashBeside returns the path of a file relative to the directory of the
// register, with slashes, and its hash.
func hashBeside(register, path string) (relative, hash string, err error) {
	dir, err := filepath.Abs(filepath.Dir(register))
	if err != nil {
		return "", "", err
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return "", "", err
	}
	relative, err = filepath.Rel(dir, whole)
	if err != nil || !filepath.IsLocal(relative) {
		return "", "", fmt.Errorf("%s is not below the directory of the register", path)
	}
	hash, err = hashIn(dir, relative)
	return filepath.ToSlash(relative), hash, err
}

// hashIn is the SHA-256 of an ordinary file below a directory, out of which no
// link leads.
func hashIn(dir, path string) (string, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", plainPathError(err)
	}
	defer root.Close()
	info, err := root.Stat(path)
	if err != nil {
		return "", plainPathError(err)
	}
	if !info.Mode().IsRegular() {
		return "", fmt.Errorf("%s is not an ordinary file", path)
	}
	f, err := root.Open(path)
	if err != nil {
		return "", plainPathError(err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", plainPathError(err)
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
