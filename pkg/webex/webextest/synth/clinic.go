package synth

import (
	"net/http"
	"time"
)

// Clinic is Mercy Valley Clinic: two sites, of which only the one for
// telehealth is misconfigured, and a number of mistakes by people. Each is
// deliberate:
//
//	fault                                              function           checks
//	the telehealth site opens before the host          telehealthSite     meetings.join-before-host-site
//	its passwords are weak                             telehealthSite     meetings.strong-password-site
//	it lists meetings, lets guests present and
//	record screens, and lets hosts choose room names   telehealthSite     meetings.unlisted, meetings.host-privilege-grant,
//	                                                                      meetings.content-leak-paths, links.pmr-custom-url
//	two hosts' meetings open before the host           earlyMeetings      meetings.join-before-host
//	the meetings of one doctor have no lobby or lock   openDoor           meetings.lobby-for-uninvited, meetings.auto-lock
//	single meetings without password, public, with
//	a live stream, or where anybody may be cohost      oddMeetings        meetings.password-present, meetings.unlisted,
//	                                                                      meetings.content-leak-paths, meetings.host-privilege-grant
//	strangers and telephones in visits                 uninvited          meetings.uninvited-participants
//	patients in one Personal Room, and invited to
//	another, whose invitees Webex does not list        personalRooms      links.pmr-patient-use
//	Personal Rooms without a lock, with room names
//	made of addresses                                  personalRooms      links.pmr-hardening, links.pmr-custom-url
//	one series for four patients, another in a space   sharedSeries       links.shared-across-patients
//	an endless series with two outsiders               endlessSeries      links.long-lived-series
//	downloads allowed at the telehealth site           recordingHabits    recordings.downloads-prevented
//	recordings shared by themselves, for two hosts     recordingHabits    recordings.auto-share-off
//	a series that records by itself                    recordingHabits    recordings.auto-record-off
//	a stranger and a collector of downloads            openedRecordings   recordings.unexpected-access
//	a recording in the bin after five weeks, and one
//	that is in no list any more                        lostRecordings     recordings.deleted-early
//	recordings of somebody who has left                lostRecordings     recordings.orphaned-owner
//	a recording older than six years                   lostRecordings     recordings.disposal-overdue
//	call recordings that Webex keeps for one year      lostRecordings     recordings.retention-setting, recordings.deleted-early
//	messages kept for "72 months", 2160 days           signInHabits       messaging.retention-six-years
//	no MFA in Webex, but single sign-on: no fault      signInHabits       identity.mfa-enforced asks for an attestation
//	accounts made by the provider's word               signInHabits       identity.sso-enforced
//	lockout of one minute after twenty-five failures   signInHabits       identity.lockout
//	sessions of thirty days                            signInHabits       identity.session-persistence
//	an account for the front desk                      accounts           identity.unique-users
//	six full administrators: two as they should be,
//	one through a group, one who is compliance
//	officer too, one who is gone for four months,
//	and the next                                       administrators     admins.full-admin-count, admins.compliance-officer-separation,
//	                                                                      admins.dormant, admins.unused-role
//	an administrator with a private address            administrators     admins.external
//	one who was invited forty days ago                 administrators     admins.dormant
//	a bot that administers devices                     accounts           admins.non-human
//	a reseller who changes settings                    outsideActor       admins.external
//	the assistant starts by itself for two hosts, who
//	have a transcript, a summary and captions          spoilGenerated     ai.assistant-default-off, ai.generated-content
//	fourteen guest identities, and Vidcast             spoilGenerated     accounts.guests, attest.products-covered
//	external communication opened, by the log          spoilGenerated     audit.sensitive-changes
//	a queue that records all calls without a pause,
//	and agents who may edit recordings                 spoilCenter        cc.recording-controls
//	transcripts and summaries of calls                 spoilCenter        cc.ai-features
//	a date of birth that is an open variable           spoilCenter        cc.sensitive-variables
//	agent desktops that stay open for two hours        spoilCenter        identity.idle-timeout
//	a room device that is offline for good, and one
//	not seen for three months, of the beta channel     spoilDevices       devices.unmaintained
//	a room without a location, with old software       spoilDevices       devices.unmaintained
//	a room device with an open settings menu           spoilDevices       devices.config-hardening
//	those who are called from one location do not
//	hear that the call is recorded                     spoilTelephony     calling.recording-announcement
//	a user may delete recordings of calls              spoilTelephony     calling.recording-user-access
//	voicemail copied to a private and to an own
//	address, told of by text message, and faxes        spoilTelephony     calling.voicemail-and-fax-copies
//	PINs of four digits, and voicemail made text       spoilTelephony     calling.voicemail-policy
//	a public clinical space, another with somebody
//	from a laboratory and a bot, one without a label   spoilSpaces        messaging.space-exposure, messaging.classification, apps.bots
//	messages to everybody, files for browsers and
//	bots                                               spoilSpaces        messaging.external-communication, messaging.file-sharing
//	webhooks to a vendor, without encryption, through
//	a tunnel and switched off; a linked folder         spoilApps          apps.outbound-destinations, apps.webhook-integrity
//	an integration of a compliance officer, and all
//	integrations allowed                               spoilApps          apps.authorizations
//	the receiver of a webhook still speaks TLS 1.0     spoilTLS           crypto.tls-minimum
//	no sign-in log and no purged recordings to read    permissions        every check that needs them is unknown
func Clinic() *Organization {
	o := found(charter{
		name: "Mercy Valley Clinic", domain: "mercyvalley.example",
		created:   time.Date(2020, 7, 13, 15, 4, 0, 0, time.UTC),
		sites:     [2]string{"mercyvalley.webex.com", "mercyvalley-telehealth.webex.com"},
		people:    64,
		hosts:     22,
		mailboxes: "patients.example",
	})
	for _, spoil := range []func(*Organization){
		telehealthSite, earlyMeetings, openDoor, oddMeetings, uninvited, personalRooms, sharedSeries, endlessSeries,
		recordingHabits, openedRecordings, lostRecordings, signInHabits, accounts, administrators, outsideActor, permissions,
		spoilSpaces, spoilApps, spoilGenerated, spoilTelephony, spoilCenter, spoilDevices, spoilTLS,
	} {
		spoil(o)
	}
	return o
}

func telehealthSite(o *Organization) {
	s := &o.sites[1].settings
	s.SiteOptions.AllowCustomPersonalRoomURL = true
	s.SecurityOptions = securityOptions{
		JoinBeforeHost: true, AudioBeforeHost: true, FirstAttendeeAsPresenter: true, AllowMobileScreenCapture: true,
		PasswordCriteria: passwordCriteria{MinLength: 4, MinNumeric: 1, DisallowValues: []string{}},
	}
}

func signInHabits(o *Organization) {
	o.settings["sparkDataRetentionDays"] = "2160"
	o.broker.MFAEnabled = false
	o.broker.JITCreation = true
	o.broker.LockoutFailureCount, o.broker.LockoutDuration, o.broker.LockoutDurationMultiplier = 25, 1, 1
	o.broker.KeepMeSignedIn, o.broker.KeepMeSignedInDuration = true, 30
}

// permissions takes two rights from the auditor, who is neither a compliance
// officer nor has the add-on that the sign-in log needs.
func permissions(o *Organization) {
	o.refused["/v1/admin/securityAudit/events"] = refusal{
		func(*http.Request) bool { return true }, "the organization lacks the Pro Pack license for user authentication data"}
	o.refused["/v1/admin/recordings"] = refusal{
		func(r *http.Request) bool { return r.URL.Query().Get("status") == "purged" }, "only a compliance officer has the role for purged recordings"}
}
