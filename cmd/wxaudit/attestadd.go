package main

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"wxaudit/checks"
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/policy"
	"wxaudit/pkg/sink/file"
)

// attestAddOptions are the flags of wxaudit attest add.
type attestAddOptions struct {
	file                                          string
	answer, owner, role                           string
	scope, details                                []string
	signedOn, validUntil, effective               string
	evidencePath, evidenceURL, evidenceSHA, notes string
}

func newAttestAddCommand(sys *system) *cobra.Command {
	o := &attestAddOptions{}
	cmd := &cobra.Command{
		Use:   "add STATEMENT",
		Short: "Write an entry into the register",
		Long: `Write an entry into the register. wxaudit attest show STATEMENT says which answers and
details it takes. Nothing that stands in the file is changed.`,
		Example: `  wxaudit attest add calling.voicemail-and-fax-copies/email-baa --answer yes \
      --owner ann@clinic.example --role "privacy officer" --valid-until 2027-06-30 \
      --evidence contracts/mail-baa.pdf`,
		Args:              cobra.ExactArgs(1),
		ValidArgsFunction: completeStatements,
		RunE:              func(_ *cobra.Command, args []string) error { return o.run(sys, args[0]) },
	}
	f := cmd.Flags()
	f.StringVar(&o.file, "attestations", registerName, "register `file`; a new one is begun when it is not there")
	f.StringVar(&o.answer, "answer", "", "one of the statement's answers")
	f.StringArrayVar(&o.scope, "scope", nil, "`item` that the entry is about, such as a site; may be repeated")
	f.StringVar(&o.owner, "owner", "", "who vouches for it: name or e-mail address")
	f.StringVar(&o.role, "role", "", "their office")
	f.StringVar(&o.signedOn, "signed-on", "", "`day` on which they signed (default today)")
	f.StringVar(&o.validUntil, "valid-until", "", "last `day` on which it counts")
	f.StringVar(&o.effective, "effective", "", "`day` from which the thing itself holds, such as a contract")
	f.StringArrayVar(&o.details, "detail", nil, "`name=value`; may be repeated")
	f.StringVar(&o.evidencePath, "evidence", "", "`file` that proves it, beside or below the register; its SHA-256 is written")
	f.StringVar(&o.evidenceURL, "evidence-url", "", "`address` of what proves it")
	f.StringVar(&o.evidenceSHA, "evidence-sha256", "", "SHA-256 of what the address holds")
	f.StringVar(&o.notes, "notes", "", "for people; never reported")
	return cmd
}

func (o *attestAddOptions) run(sys *system, id string) error {
	st, err := statementOf(id)
	if err != nil {
		return err
	}
	var missing []string
	for _, flag := range []struct{ name, value string }{{"--answer", o.answer}, {"--owner", o.owner}, {"--role", o.role}, {"--valid-until", o.validUntil}} {
		if flag.value == "" {
			missing = append(missing, flag.name)
		}
	}
	if missing != nil {
		return usage(errors.New("still to be given: "+strings.Join(missing, ", ")), "wxaudit attest show "+st.ID+" says what the statement takes")
	}
	if st.Named && len(o.scope) == 0 {
		return usage(fmt.Errorf("--scope is missing: an entry about %s names each %s", st.ID, st.Per), "wxaudit attest show "+st.ID+" says which there are")
	}
	entry, err := o.entry(sys, st)
	if err != nil {
		return err
	}
	data, err := readSmall(o.file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return usage(err, "")
	}
	grown, err := policy.Append(o.file, data, entry, policy.Statements(checks.All()))
	if err != nil {
		return usage(err, "nothing was written; wxaudit attest show "+st.ID+" says what it takes, and what stands in the file you change there")
	}
	if err := file.Write(o.file, grown); errors.Is(err, fs.ErrNotExist) {
		return usage(err, "")
	} else if err != nil {
		return unfinished(err, "nothing was written")
	}
	fmt.Fprintf(sys.stderr, "wrote %s: %s is %s until %s\n", o.file, st.ID, entry.Answer, entry.ValidUntil)
	return nil
}

func (o *attestAddOptions) entry(sys *system, st check.Statement) (policy.Entry, error) {
	e := policy.Entry{Notes: o.notes, Attestation: check.Attestation{
		Statement: st.ID, Answer: o.answer, Scope: o.scope, Owner: o.owner, Role: o.role,
		SignedOn: finding.DayOf(sys.now(), sys.now().Location()), Details: map[string]any{},
	}}
	if !slices.Contains(st.Answers, o.answer) {
		return e, usage(fmt.Errorf("--answer %q is not one of the answers to %s", o.answer, st.ID), "use one of: "+strings.Join(st.Answers, ", "))
	}
	for _, day := range []struct {
		flag, text string
		into       *finding.Day
	}{{"--signed-on", o.signedOn, &e.SignedOn}, {"--valid-until", o.validUntil, &e.ValidUntil}, {"--effective", o.effective, &e.Effective}} {
		if day.text == "" {
			continue
		}
		parsed, err := finding.ParseDay(day.text)
		if err != nil {
			return e, usage(fmt.Errorf("%s: %w", day.flag, err), "")
		}
		*day.into = parsed
	}
	for _, text := range o.details {
		name, value, err := policy.ParseDetail(st, text)
		if err != nil {
			return e, usage(err, "wxaudit attest show "+st.ID+" says which details there are")
		}
		if _, twice := e.Details[name]; twice {
			return e, usage(fmt.Errorf("--detail %s is given twice", name), "a list takes its words with commas between them")
		}
		e.Details[name] = value
	}
	return e, o.proof(&e)
}

// proof notes the evidence with the hash of a file that is there.
func (o *attestAddOptions) proof(e *policy.Entry) error {
	if o.evidencePath != "" && o.evidenceURL != "" {
		return usage(errors.New("--evidence and --evidence-url name two things"), "keep one")
	}
	e.Evidence = policy.Evidence{URL: o.evidenceURL, SHA256: o.evidenceSHA}
	if o.evidencePath == "" {
		return nil
	}
	path, hash, err := hashBeside(o.file, o.evidencePath)
	if err != nil {
		return usage(err, "the file must be there, beside the register or below its directory")
	}
	if o.evidenceSHA != "" && o.evidenceSHA != hash {
		return usage(fmt.Errorf("%s has another SHA-256 than --evidence-sha256 says", o.evidencePath), "leave --evidence-sha256 out to take the file's own")
	}
	e.Evidence.Path, e.Evidence.SHA256 = path, hash
	return nil
}
