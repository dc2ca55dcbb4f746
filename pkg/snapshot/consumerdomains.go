package snapshot

import (
	"slices"
	"strings"
)

// ConsumerDomain says whether anybody can get a mailbox in that domain: it is
// nobody's own, and whoever called it internal would take patients for staff.
func ConsumerDomain(domain string) bool {
	domain = strings.ToLower(domain)
	brand, land, _ := strings.Cut(domain, ".")
	return slices.Contains(consumerDomains, domain) || slices.Contains(worldwide, brand) && isLand(land) || strings.HasSuffix(domain, ".rr.com")
}

// consumerDomains are mailbox providers that anybody can sign up with; an
// account there does not make the domain the organisation's own.
var consumerDomains = strings.Fields(`
	126.com 163.com aim.com ameritech.net aol.com att.net bellsouth.net btinternet.com cableone.net centurylink.net centurytel.net
	charter.net comcast.net cox.net duck.com earthlink.net email.com embarqmail.com fastmail.com fastmail.fm foxmail.com free.fr
	frontier.com frontiernet.net gmail.com gmx.com gmx.net googlemail.com hanmail.net hey.com hotmail.com hushmail.com icloud.com
	inbox.com juno.com laposte.net libero.it live.com lycos.com mac.com mail.com mail.de mail.ru me.com mindspring.com msn.com
	naver.com netscape.net netzero.net optimum.net optonline.net orange.fr outlook.com pacbell.net passport.com pm.me
	privaterelay.appleid.com prodigy.net proton.me protonmail.ch protonmail.com q.com qq.com rediffmail.com roadrunner.com
	rocketmail.com rogers.com sbcglobal.net shaw.ca sky.com snet.net sparkbot.io spectrum.net suddenlink.net swbell.net sympatico.ca
	t-online.de tds.net telus.net tuta.io tutamail.com tutanota.com twc.com usa.net verizon.net virginmedia.com wanadoo.fr web.de
	webex.bot windowslive.com windstream.net wowway.com ya.ru yahoo.com yandex.com ymail.com zoho.com zohomail.com`)

// worldwide are providers with a domain in many lands, such as yahoo.co.in.
var worldwide = []string{"aol", "gmx", "hotmail", "live", "msn", "outlook", "yahoo", "yandex"}

// isLand says whether what follows a name is the ending of a land. Some of two
// letters are everybody's, unless the land keeps a part for trade.
func isLand(ending string) bool {
	trade, land, found := strings.Cut(ending, ".")
	if !found {
		return isTwoLetters(ending) && !slices.Contains([]string{"ai", "co", "fm", "gg", "io", "ly", "me", "to", "tv"}, ending)
	}
	return (trade == "com" || trade == "co") && isTwoLetters(land)
}

func isTwoLetters(s string) bool {
	return len(s) == 2 && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz") == ""
}
