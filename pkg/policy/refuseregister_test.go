package policy_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
)

func TestRegisterRefused(t *testing.T) {
	t.Parallel()
	s := registerSchema(t, asking())
	for _, r := range append(registerRefused(), notYAML...) {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			entries, err := policy.ParseRegister("attestations.yaml", []byte(r.file()), policy.Statements(asking()), nil)
			require.Nil(t, entries)
			isRefused(t, r, "attestations.yaml", err)
			if r.sees {
				require.Error(t, fits(t, s, []byte(r.file())), "the schema takes it")
			}
		})
	}
}

func registerRefused() []refused {
	// entry is a good one about all of the organisation, changed.
	entry := func(changes ...string) string {
		e := `version: 1%attestations:%  - statement: attest.baa%    answer: yes%    owner: mallory%    role: mallory%    signed_on: 2026-01-01%    valid_until: 2027-01-01%    details: {products: [Meetings]}`
		for _, change := range changes {
			from, to, _ := strings.Cut(change, " => ")
			if !strings.Contains(e, from) {
				panic("nothing to change: " + from)
			}
			e = strings.Replace(e, from, to, 1)
		}
		return e
	}
	about := func(statement, rest string) string {
		return "version: 1%attestations:%  - {statement: " + statement + ", answer: on, owner: mallory, role: mallory, signed_on: 2026-01-01, valid_until: 2027-01-01" + rest + "}"
	}
	hash := strings.Repeat("0a", 32)
	return []refused{
		{name: "unknown statement", text: entry("attest.baa => attest.ba"), line: 3, says: `"statement" names no statement of the catalogue; did you mean "attest.baa"?`, sees: true},
		{name: "foreign statement", text: entry("attest.baa => mallory"), line: 3, says: `"statement" names no statement of the catalogue`, sees: true},
		{name: "no statement", text: entry("statement: attest.baa%    answer => answer"), line: 3, says: `"statement" is missing`, sees: true},
		{name: "no answer", text: entry("%    answer: yes => "), line: 3, says: `"answer" is missing`, sees: true},
		{name: "no owner", text: entry("%    owner: mallory => "), line: 3, says: `"owner" is missing`, sees: true},
		{name: "no role", text: entry("%    role: mallory => "), line: 3, says: `"role" is missing`, sees: true},
		{name: "no day", text: entry("%    signed_on: 2026-01-01 => "), line: 3, says: `"signed_on" is missing`, sees: true},
		{name: "no last day", text: entry("%    valid_until: 2027-01-01 => "), line: 3, says: `"valid_until" is missing`, sees: true},
		{name: "unknown key", text: entry("role: => rolle:"), line: 6, says: `unknown key "rolle" in "attestations"; did you mean "role"?`, sees: true},
		{name: "another answer", text: entry("yes => mallory"), line: 4, says: `"answer" is none of its words; the words are yes, no`, sees: true},
		{name: "answer as a switch", text: entry("yes => true"), line: 4, says: "put it into quotes", sees: true},
		{name: "an entry as word", text: "version: 1%attestations:%  - mallory", line: 3, says: `"attestations" is not a group`, sees: true},
		{name: "entries as word", text: "version: 1%attestations: mallory", line: 2, says: `"attestations" is not a list`, sees: true},

		{name: "ended before it was signed", text: entry("2027-01-01 => 2025-01-01"), line: 8, says: `"valid_until" is not after "signed_on"`},
		{name: "ended on its first day", text: entry("2027-01-01 => 2026-01-01"), line: 8, says: `"valid_until" is not after "signed_on"`},
		{name: "for more than three years", text: entry("2027-01-01 => 2029-02-02"), line: 8, says: "let it end on 2029-02-01 or before"},
		{name: "for ever", text: entry("2027-01-01 => 0001-01-01"), line: 8, says: "not a day", sees: true},
		{name: "a day that does not exist", text: entry("2026-01-01 => 2026-02-29"), line: 7, says: "the calendar does not have"},
		{name: "began on no day", text: entry() + "%    effective: mallory", line: 10, says: "not a day", sees: true},
		{name: "two on one day", text: entry() + "%" + strings.TrimPrefix(entry("yes => no"), "version: 1%attestations:%"), line: 10, says: "the entry on line 3 says the same day about the same thing"},
		{name: "two sites on one day", text: about("meetings.setting", ", scope: [a, b]") + "%" + strings.TrimPrefix(about("meetings.setting", ", scope: [c, B]"), "version: 1%attestations:%"), line: 4, says: "the entry on line 3 says the same day"},
		{name: "one site twice in an entry", text: about("meetings.setting", ", scope: [a, A]"), line: 3, says: "the entry on line 3 says the same day"},

		{name: "details missing", text: entry("%    details: {products: [Meetings]} => "), line: 3, says: `"details" is missing`, sees: true},
		{name: "detail missing", text: entry("{products: [Meetings]} => {}"), line: 9, says: `"products" is missing in "details"`, sees: true},
		{name: "unknown detail", text: entry("{products: => {product:"), line: 9, says: `did you mean "products"?`, sees: true},
		{name: "details as word", text: entry("{products: [Meetings]} => mallory"), line: 9, says: `"details" is not a group`, sees: true},
		{name: "details where there are none", text: about("meetings.setting", ", details: {mallory: 1}"), line: 3, says: `unknown key "mallory" in "details"; remove it`, sees: true},
		{name: "word that is not listed", text: entry("[Meetings] => [Meetings, mallory]"), line: 9, says: `an item of "products" is none of its words; the words are Meetings, Messaging`, sees: true},
		{name: "list as word", text: entry("[Meetings] => Meetings"), line: 9, says: `"products" is not a list`, sees: true},
		{name: "number with a point", text: entry("[Meetings]} => [Meetings],%      people: 1.5}"), line: 10, says: `"people" is not a whole number`, sees: true},
		{name: "number below zero", text: entry("[Meetings]} => [Meetings],%      people: -1}"), line: 10, says: `"people" is out of bounds`, sees: true},
		{name: "number in quotes", text: entry("[Meetings]} => [Meetings],%      people: '1'}"), line: 10, says: `"people" is not a whole number`, sees: true},
		{name: "share in percent", text: entry("[Meetings]} => [Meetings],%      trained: 97}"), line: 10, says: `"trained" is out of bounds; write a number from 0 to 1`, sees: true},
		{name: "yes for true", text: entry("[Meetings]} => [Meetings],%      revised: yes}"), line: 10, says: `"revised" is not true or false`, sees: true},
		{name: "empty word", text: entry("[Meetings]} => [Meetings],%      partner: ''}"), line: 10, says: `"partner" is not text`, sees: true},
		{name: "detail on no day", text: entry("[Meetings]} => [Meetings],%      reviewed_on: 2026-13-01}"), line: 10, says: `"reviewed_on" is not a day`, sees: true},
		{name: "detail on a day that does not exist", text: entry("[Meetings]} => [Meetings],%      reviewed_on: 2026-06-31}"), line: 10, says: `"reviewed_on" is a day that the calendar does not have`},

		{name: "scope of the whole organisation", text: entry("answer: => scope: [mallory]%    answer:"), line: 4, says: `"scope" does not belong here; remove it: The statement is about the organisation as a whole.`, sees: true},
		{name: "scope missing", text: strings.Replace(about("attest.products", ""), "answer: on", "answer: covered", 1), line: 3, says: `"scope" is missing`, sees: true},
		{name: "no scope", text: strings.Replace(about("attest.products", ", scope: []"), "answer: on", "answer: covered", 1), line: 3, says: `"scope" has fewer than 1`, sees: true},
		{name: "unknown scope", text: strings.Replace(about("attest.products", ", scope: [Calling, mallory]"), "answer: on", "answer: covered", 1), line: 3, says: `an item of "scope" is none of its words; the words are Calling, Meetings, Messaging`, sees: true},
		{name: "scope in another case", text: about("meetings.setting/client", ", scope: [Mobile]"), line: 3, says: `did you mean "mobile"?`, sees: true},

		{name: "evidence of nothing", text: entry() + "%    evidence: {}", line: 10, says: `"evidence" has 0 of path, url`, sees: true},
		{name: "two places", text: entry() + "%    evidence: {path: a, url: 'https://mallory.example/a'}", line: 10, says: `"evidence" has 2 of path, url`, sees: true},
		{name: "hash alone", text: entry() + "%    evidence: {sha256: " + hash + "}", line: 10, says: `"evidence" has 0 of path, url`, sees: true},
		{name: "short hash", text: entry() + "%    evidence: {path: a, sha256: " + hash[1:] + "}", line: 10, says: `"sha256" is not a SHA-256`, sees: true},
		{name: "hash of other letters", text: entry() + "%    evidence: {path: a, sha256: 'x" + hash[1:] + "'}", line: 10, says: `"sha256" is not a SHA-256`, sees: true},
		{name: "hash of digits", text: entry() + "%    evidence: {path: a, sha256: " + strings.Repeat("1", 64) + "}", line: 10, says: "put it into quotes", sees: true},
		{name: "address in the clear", text: entry() + "%    evidence: {url: 'http://mallory.example/a'}", line: 10, says: "not an https address", sees: true},
		{name: "address with a password", text: entry() + "%    evidence: {url: 'https://mallory:secret@clinic.example/a'}", line: 10, says: "not an https address", sees: true},
		{name: "absolute path", text: entry() + "%    evidence: {path: /etc/mallory}", line: 10, says: "not a relative path", sees: true},
		{name: "path upwards", text: entry() + "%    evidence: {path: ../mallory}", line: 10, says: "not a relative path", sees: true},
		{name: "path upwards inside", text: entry() + "%    evidence: {path: a/../../mallory}", line: 10, says: "not a relative path", sees: true},
		{name: "path upwards at its end", text: entry() + "%    evidence: {path: a/..}", line: 10, says: "not a relative path", sees: true},
		{name: "this directory", text: entry() + "%    evidence: {path: ./mallory}", line: 10, says: "not a relative path", sees: true},
		{name: "hidden file", text: entry() + "%    evidence: {path: .ssh/mallory}", line: 10, says: "not a relative path", sees: true},
		{name: "path of Windows", text: entry() + `%    evidence: {path: 'a\mallory'}`, line: 10, says: "not a relative path", sees: true},
		{name: "drive", text: entry() + `%    evidence: {path: "C:mallory"}`, line: 10, says: "not a relative path", sees: true},
		{name: "double slash", text: entry() + `%    evidence: {path: "a//mallory"}`, line: 10, says: "not a relative path", sees: true},
		{name: "directory", text: entry() + `%    evidence: {path: "mallory/"}`, line: 10, says: "not a relative path", sees: true},
		{name: "notes as list", text: entry() + "%    notes: [mallory]", line: 10, says: `"notes" is not text`, sees: true},
	}
}
