package collect

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/check"
)

func TestPseudonymsMail(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for address, want := range map[string]string{
		"jane.doe@clinic.example":   `^u-[0-9a-f]{12}@clinic\.example$`,
		"front-desk@clinic.example": `^u-[0-9a-f]{12}\.front-desk@clinic\.example$`,
		"Admin@clinic.example":      `^u-[0-9a-f]{12}\.admin@clinic\.example$`,
		"admin.jane@clinic.example": `^admin\.u-[0-9a-f]{12}@clinic\.example$`,
		"room12@clinic.example":     `^u-[0-9a-f]{12}\.room@clinic\.example$`,
		"capital@clinic.example":    `^xapix\.u-[0-9a-f]{12}@clinic\.example$`,
		"svc-backup@clinic.example": `^u-[0-9a-f]{12}\.svc\.backup@clinic\.example$`,
		"nobody":                    `^u-[0-9a-f]{12}$`,
		"":                          `^$`,
	} {
		require.Regexp(t, want, p.Mail(address), address)
	}
	require.Equal(t, p.Mail("Jane@a.example"), p.Mail(" jane@A.example"))
	require.NotEqual(t, p.Mail("jane@a.example"), p.Mail("john@a.example"))
	require.NotEqual(t, p.Mail("jane@a.example"), (&Pseudonyms{secret: []byte("other")}).Mail("jane@a.example"))

	p.keep = func(address string) bool { return strings.HasSuffix(address, "@clinic.example") }
	require.Equal(t, "jane@clinic.example", p.Mail("Jane@clinic.example"))
	require.NotContains(t, p.Mail("jane@mail.example"), "jane")
}

// TestPseudonymsKeepWhatPatternsSee: the patterns of the checks about shared and
// service accounts say the same about a mailbox and its pseudonym.
func TestPseudonymsKeepWhatPatternsSee(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	patterns, err := check.NamePatterns([]string{"front ?desk", "reception", "nurse", "clinic", "scheduling", "shared", "room", "kiosk", "test", "training", "admin@", "info@",
		"svc", "service", "bot", "api", "integration", "automation", "sync", "backup", "noreply"})
	require.NoError(t, err)
	for _, mailbox := range []string{"jane.doe", "frontdesk", "front.desk", "admin", "admin2", "jane.admin", "the-info", "info.desk", "capital", "abbott", "svc_api", "room-5", "room12",
		"rooms", "nurse", "nursing", "receptionist", "roomadmin", "info2", "7info7", "tests.ann", "épiroom", "broome"} {
		pseudonym := p.Mail(mailbox + "@x.example")
		for i, np := range patterns {
			require.Equal(t, np.MatchesAddress(mailbox+"@x.example"), np.MatchesAddress(pseudonym), "%s as %s under pattern %d", mailbox, pseudonym, i)
		}
	}
	for _, name := range []string{"Front Desk", "Jane Doe", "Nurse Station 5", "Abbott", "Room12", "Rooms", "API Gateway", "Élise Room", "Kim Broome", "Éroom"} {
		for i, np := range patterns {
			require.Equal(t, np.Matches(name), np.Matches(p.Name(name)), "%s as %s under pattern %d", name, p.Name(name), i)
		}
	}
}

func TestPseudonymsName(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for name, want := range map[string]string{
		"Jane Doe": redacted, "Front Desk 2": "front desk", "Nurse Jane Doe": "nurse", "Jane's Test Room": "test room", "": "",
	} {
		require.Equal(t, want, p.Name(name), name)
	}
}

func TestPseudonymsToken(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	require.Regexp(t, `^k-[0-9a-f]{16}$`, p.Token("Jane's visit"))
	require.Equal(t, p.Token("Jane's visit"), p.Token("  jane's   VISIT "))
	require.NotEqual(t, p.Token("a"), p.Token("b"))
	require.NotEqual(t, p.Token("1.23.4.5"), p.Token("12.3.4.5"))
	require.Empty(t, p.Token(" "))
	require.Regexp(t, `^k-[0-9]{15}$`, p.Token("123 456 789"))
	require.Equal(t, p.Token("123 456 789"), p.Token("123456789"))
}

func TestDomainOf(t *testing.T) {
	t.Parallel()
	p := &Pseudonyms{secret: []byte("k")}
	for address, want := range map[string]string{
		"jane@Clinic.Example": "clinic.example", "a@b@c-1.example": "c-1.example", "jane": "", "": "", "jane@": "",
		"x@Jane Doe": "", "x@jane_doe": "", "x@10.1.2.3": "", "x@клиника.example": "", "x@[10.1.2.3]": "", "x@a.example>": "",
	} {
		require.Equal(t, want, domainOf(address), address)
		require.Equal(t, want, domainOf(p.Mail(address)), address)
		if want == "" && address != "" {
			require.Regexp(t, "^u-[0-9a-f]{12}$", p.Mail(address))
		}
	}
}
