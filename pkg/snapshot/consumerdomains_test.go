package snapshot

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestConsumerDomain(t *testing.T) {
	t.Parallel()
	for _, domain := range []string{
		"gmail.com", "GMX.de", "gmx.at", "hotmail.co.uk", "hotmail.es", "live.co.uk", "outlook.com.br", "outlook.fr", "yahoo.ca", "yahoo.co.in",
		"yahoo.com.mx", "yahoo.com.co", "fastmail.fm", "rediffmail.com", "ya.ru", "zohomail.com", "yandex.ru", "cfl.rr.com", "frontier.com", "juno.com", "swbell.net", "webex.bot", "web.de",
	} {
		require.True(t, ConsumerDomain(domain), domain)
	}
	for _, domain := range []string{
		"", "clinic.example", "live.io", "live.co", "outlook.tv", "yahoo-clinic.com", "yahoo.clinic.com", "yahooinc.com", "mail.gmail.com", "rr.com.example", "gmx.example",
		"live.health", "hotmail", "xrr.com",
	} {
		require.False(t, ConsumerDomain(domain), domain)
	}
}
