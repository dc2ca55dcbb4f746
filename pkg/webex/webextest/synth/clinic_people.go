package synth

import "time"

// accounts adds what is no person: an account for the front desk, and a bot.
func accounts(o *Organization) {
	desk := o.addPerson(len(o.staff), "frontdesk")
	desk.DisplayName, desk.FirstName, desk.LastName, desk.NickName = "Front Desk", "Front", "Desk", ""

	bot := o.addPerson(len(o.staff), "pager-bridge")
	bot.Emails = []string{"pager-bridge@webex.bot"}
	bot.DisplayName, bot.FirstName, bot.LastName, bot.NickName = "Pager Bridge", "", "", ""
	bot.Type, bot.Licenses, bot.PhoneNumbers, bot.SipAddresses = "bot", []string{}, nil, nil
	o.grant(bot, "Device Administrator")

	// Webex leaves the roles of some plain users out altogether.
	for _, n := range []int{20, 33, 47} {
		o.staff[n].Roles = nil
	}
	// Two have left; one account is switched off, one was never taken up.
	off := o.staff[60]
	off.LoginEnabled, off.status = "false", "disabled"
	off.LastActivity = milli(o.at(-90, 17))
	fresh := o.staff[61]
	fresh.InvitePending, fresh.status, fresh.LastActivity = true, "pending", ""
	fresh.Created = milli(o.at(-5, 15))
}

func administrators(o *Organization) {
	// Through a group: GET /people does not show the role.
	inherits := o.staff[36]
	o.addGroup("infrastructure", inherits).roles = []string{"id_full_admin"}
	o.log(change{by: inherits, at: o.at(-20, 18), category: "USERS", what: "An admin updated a user"})

	both := o.staff[37]
	o.grant(both, "Full Administrator", "Compliance Officer")
	o.log(change{by: both, at: o.at(-15, 18), category: "COMPLIANCE", what: "An eDiscovery report was created"})

	dormant := o.staff[38]
	o.grant(dormant, "Full Administrator")
	dormant.LastActivity = milli(o.at(-122, 14))
	o.log(change{by: dormant, at: o.at(-130, 14), category: "LOGINS", what: "An Admin logged in"})

	// One of the first three gives up the post, so that there are six.
	third := o.staff[2]
	third.Roles, third.scimRoles = &[]string{}, nil

	private := o.addPerson(len(o.staff), "contractor")
	private.Emails = []string{"tobias.renner.mvc.contract@outlook.com"}
	private.DisplayName, private.FirstName, private.LastName = "Tobias Renner", "Tobias", "Renner"
	o.grant(private, "Full Administrator")
	o.log(change{by: private, at: o.at(-9, 19), category: "MEETINGS", what: "An admin changed meeting site settings"})
	o.log(change{by: o.auditor, at: o.at(-70, 19), category: "USERS", what: "An admin assigned a role to a user", target: private, role: "id_full_admin"})

	invited := o.addPerson(len(o.staff), "")
	o.grant(invited, "User and Device Administrator")
	invited.InvitePending, invited.status, invited.LastActivity = "true", "pending", ""
	invited.Created = milli(o.Now.Add(-40*day - 3*time.Hour))
}

// outsideActor is a reseller's employee, whose organisation is not ours.
func outsideActor(o *Organization) {
	reseller := o.patient("reseller.example")
	for n, what := range []string{"An admin changed meeting site settings", "An admin updated an organization setting"} {
		e := o.log(change{by: o.auditor, at: o.at(-33+n, 21), category: "MEETINGS", what: what})
		e.ActorID = bareID(o.uuid("reseller"))
		e.ActorOrgID = publicID("ORGANIZATION", o.uuid("reseller organisation"))
		e.Data.ActorEmail, e.Data.ActorName, e.Data.ActorOrgName = reseller.email, reseller.name, o.canaries.plant("reseller")
		e.Data.AdminRoles = []string{"id_full_admin"}
	}
}
