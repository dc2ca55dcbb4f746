package collect

import "strings"

// auditText keeps of what an audit log calls an event the words that such logs
// are made of, and puts a mark in the place of all others: a description is a
// key by intention and a sentence about somebody by accident. A word that is
// not known leaves behind what it says about roles and failures, so that
// nothing that is judged by it is lost. It is applied when an event is decoded
// as well as when it is recorded, so that a replay reads what the audit read.
func auditText(text string) string {
	if isAuditKey(text) {
		return text
	}
	var kept []string
	for word := range strings.FieldsSeq(text) {
		for _, w := range auditWord(word) {
			if w != redacted || len(kept) == 0 || kept[len(kept)-1] != redacted {
				kept = append(kept, w)
			}
		}
	}
	return strings.Join(kept, " ")
}

// isAuditKey takes names like LOGINS and EventCategory.LOGINS.
func isAuditKey(text string) bool {
	key := category(text)
	return isPlainWord(key, 40) && key == strings.ToUpper(key) && strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
}

// auditWord returns what may be kept of one word.
func auditWord(word string) []string {
	if word == redacted {
		return []string{word}
	}
	core := strings.Trim(word, `.,;:!?()"'`)
	if core == "" {
		return nil
	}
	known := true
	for part := range strings.FieldsFuncSeq(core, func(c rune) bool { return strings.ContainsRune("_-/.", c) }) {
		known = known && isAuditWord(strings.ToLower(part))
	}
	if known {
		return []string{core}
	}
	lower := strings.ToLower(core)
	var stems []string
	for _, stem := range tellingStems {
		if strings.Contains(lower, stem) {
			stems = append(stems, stem)
			lower = strings.ReplaceAll(lower, stem, " ") // "unassign" does not assign
		}
	}
	if stems == nil {
		return []string{redacted}
	}
	return stems
}

// isAuditWord knows the words, in all their forms.
func isAuditWord(word string) bool {
	word = strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
	if auditVocabulary[word] {
		return true
	}
	for _, ending := range []string{"s", "es", "d", "ed", "ing", "ion", "ions", "al", "er", "ment", "ments", "ally", "ful", "ure", "ures"} {
		if stem, ok := strings.CutSuffix(word, ending); ok && auditVocabulary[stem] {
			return true
		}
	}
	return false
}

// tellingStems are what roleChange, failedSignIn and wireAttempt look for. Longer
// ones come before those that they hold.
var tellingStems = []string{
	"unsuccessful", "unassign", "rejected", "attempt", "withdr", "locked", "denied", "became", "assign", "remov", "revok", "delet", "grant", "given",
	"chang", "updat", "modif", "edit", "fail", "role", "gave", "took", "away", "add", "set",
}

// auditVocabulary holds the words of the audit logs, or what their forms begin
// with.
var auditVocabulary = vocabulary(`
	a an and any as at away became been between by does for from gave given had has have if in inside into is its new no not of off
	old on onto or other out outside over own than that the their them this through to took under until up was were when whether which
	while with within without

	abort accept access activat active add added admin administrat administrator agreement allow api app application approv apps archiv
	assign assistant attempt attendee audio audit auth authenticat authoriz authorization auto automatic away background backup badge bas
	basic became block blocked board bot brand branding bulk business calendar call caller calling calls camera cancel cancelled canceled
	capabilit capability case categories category certificat certificate chang chat check claim clas class classification clean clear
	client cloud code cohost collaborat collaboration comment commerce compliance condition config configur configuration confirm connect
	connection connector consent contact content control convers conversation convert copied copy correct count creat create created creation
	credential csv custodian custom customer dash dashboard data date deactivat decline default defin delegat delet delete deletion denied
	deny deploy detail device devices dial directory disabl disable disallow disclaimer disconnect discovery display distribut dlp document
	domain domains done download dropped ediscovery edit edited email emails enabl enable encrypt encryption end enforc enrol enroll enterprise
	entitl entitlement error escalat event events exceed except exception exclud execut expir expired export external extern fail failed failing
	failure feature federat federation file files filter first flag forc force forgot found full gateway general generat get global gone
	grant granted group groups guest hold holds host hosts hub hybrid id idbroker identit identity import inactiv inactive include includ
	individual info information initiat insert install integrat integration interactiv internal invalid invit invitation invite ip issu
	join keep key keys kms label last launch layout legal level licens license licenses licence limit link linked list listed load lobby
	location lock locked log logged login logins logo logout logouts mail manag manage management manager mapping mark match meet
	meeting meetings member membership merg merge messag message messages messaging metadata mfa migrat minut mobile mode modif modifi
	modified modify monitor mov move multi multiple name network nod node normal notif notification notify number numbers oauth object
	onboard open operat operator option options order org organisation organization organizations origin outlook own owner page paid
	participant partner partial parties party pass passcode password passwords patch pending permission person personal phone pin place
	plan platform policies policy pool port post preferenc preference premium present previous privacy privileg privilege pro process product
	profile program project promot properties property provid provider provision proxies proxy public publish purg purge queu read reason
	reassign receiv recipient record recorded recording recordings recover recurring redirect reenabl refresh refus region regist register
	registr registration reinvit reject rejected releas remind remote remov remove removal renam renew replac report reported reports request
	requir requirement reset resource respons response restor restrict restriction result retain retention retriev return revers review revok
	revoke role roles room rooms rotat route routing rule rules run saml sav save schedul schedule scim scope script search second secret
	secur security select self send sent series server servic service services session sessions set sets setting settings setup share
	shared sharing sign signed signin signout signing single sip site sites space spaces sso standard start started stat state status stop
	storage stor subscrib subscription succe succeed success successful successfully suspend switch sync synchroni synchroniz system tab
	table tag target team teams template templates temporar temporary tenant term terminat test text third threshold tier time timeout
	title token tokens took tracking train transcript transfer transform trial trigger trust turn turned two type unabl unassign unblock
	unclaim unlink unlock unsuccessful updat update updated updates upgrad upload usag usage use used user users valid validat value vendor
	verif verifi verification verify version video view virtual voice voicemail wait warning web webex webhook webhooks webinar whitelist
	widget wipe withdraw withdrawn withdrew workflow workspace workspaces write zone

	communicat complet decreas extend factor idle idp inactivat increas lower matter people period permit permitt prevent rais reduc shorten
`)

func vocabulary(words string) map[string]bool {
	known := map[string]bool{}
	for word := range strings.FieldsSeq(words) {
		known[word] = true
	}
	return known
}
