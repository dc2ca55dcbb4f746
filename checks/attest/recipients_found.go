package attest

import (
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/snapshot"
)

// hosts are where webhooks, subscriptions, data sources and linked folders lead.
func (c *collector) hosts() {
	src := c.in.Webhooks.Source
	for _, w := range c.in.Webhooks.Items {
		if w.Host == "" {
			c.absent("webhook", w.ID, "targetUrl", src)
			continue
		}
		c.domain(w.Host, "a webhook sends there", check.Evidence(src, "targetUrl", w.Host))
	}
	for _, s := range []struct {
		snapshot.Section[snapshot.Outlet]
		kind, how string
	}{
		{c.in.Subscriptions, "subscription", "a Contact Center subscription sends there"},
		{c.in.DataSources, "data_source", "a data source lies there"},
		{c.in.LinkedFolders, "linked_folder", "a folder of a space lies there"},
	} {
		for _, o := range s.Items {
			if o.Host == "" {
				c.absent(s.kind, o.ID, "the host", s.Source)
				continue
			}
			c.domain(o.Host, s.how, check.Evidence(s.Source, "host", o.Host))
		}
	}
}

// apps are the applications that somebody has authorised.
func (c *collector) apps() {
	src := c.in.Authorizations.Source
	for _, p := range c.in.Authorizations.Items {
		switch {
		case p.Gap != nil:
			c.doubt("authorizations", p.PersonID, p.Gap, src)
		case p.Apps == nil:
			c.absent("authorizations", p.PersonID, "items", src)
		}
		for _, a := range p.Apps {
			if a.ClientID == "" {
				c.absent("authorizations", p.PersonID, "clientId", src)
				continue
			}
			c.add(recipient{id: a.ClientID, name: a.Name, how: "somebody has authorised the application", ev: check.Evidence(src, "clientId", true)})
		}
	}
}

// recorders are providers that record calls in Webex's place.
func (c *collector) recorders() {
	src := c.in.CallRecording.Source
	if r := c.in.CallRecording.Value; r != nil {
		switch {
		case r.Enabled == snapshot.No:
		case r.Vendor == "":
			c.absent("call_recording", "provider", "vendorName", src)
		default:
			c.vendor(r.Vendor, src)
		}
	}
	src = c.in.CallingLocations.Source
	for _, l := range c.in.CallingLocations.Items {
		switch {
		case l.Gaps[snapshot.PartVendors] != nil:
			c.doubt("calling_location", l.ID, l.Gaps[snapshot.PartVendors], src)
		case l.OrgVendor == snapshot.Yes:
		case l.Vendor == "":
			c.absent("calling_location", l.ID, "vendorName", src)
		default:
			c.vendor(l.Vendor, src)
		}
	}
}

func (c *collector) vendor(name string, src snapshot.Source) {
	if !strings.EqualFold(strings.TrimSpace(name), "Webex") {
		c.add(recipient{id: strings.ToLower(name), name: name, how: "it records calls", keeps: true, ev: check.Evidence(src, "vendorName", "other")})
	}
}

// voicemail is copied and stored elsewhere.
func (c *collector) voicemail() {
	for _, b := range c.in.Voicemail.Items {
		src := c.in.Voicemail.Source
		switch {
		case b.Gap != nil:
			c.doubt("voicemail_box", b.ID, b.Gap, src)
			continue
		case b.Enabled == snapshot.No:
			continue
		}
		if b.Source.Path != "" {
			src = b.Source
		}
		c.party(b.ID, "emailCopyOfMessage", b.Copy, b.CopyTo, src)
		if b.NotifyMail != snapshot.No { // a telephone company is a mere conduit
			c.party(b.ID, "notifications", b.Notify, b.NotifyTo, src)
		}
		switch {
		case b.Storage == "":
			c.absent("voicemail_box", b.ID, "messageStorage", src)
		case strings.EqualFold(b.Storage, "EXTERNAL"):
			c.party(b.ID, "messageStorage", snapshot.Yes, b.StorageTo, src)
		}
	}
}

// party is where one kind of copy goes.
func (c *collector) party(id, field string, on snapshot.Tri, to snapshot.Party, src snapshot.Source) {
	switch {
	case on == snapshot.No, to.Kind == snapshot.Staff:
	case on == snapshot.Unknown, to.Kind != snapshot.Outsider, to.Domain == "":
		c.absent("voicemail_box", id, field, src)
	default:
		c.domain(to.Domain, "voicemail is sent there", check.Evidence(src, field, to.Domain))
	}
}

// administrators of other organisations change settings here.
func (c *collector) administrators() {
	src := c.in.AdminAudit.Source
	own := ""
	if org := c.in.Organization.Value; org != nil {
		own = org.UUID
	}
	for _, e := range c.in.AdminAudit.Items {
		switch {
		case under(e.Actor.Domain, webexDomains), under(e.Actor.Domain, c.in.InternalDomains), e.ActorOrg != "" && strings.EqualFold(e.ActorOrg, own):
		case e.ActorOrg == "" || own == "":
			c.absent("administrator", "actor", "actorOrgId", src)
		default:
			r := recipient{id: strings.ToLower(e.ActorOrg), name: e.Actor.Domain, how: "its administrators change settings here", ev: check.Evidence(src, "actorOrgId", "other")}
			if r.name == "" {
				r.name = e.ActorOrg
			}
			c.add(r)
		}
	}
}

// bots read the spaces that they are members of.
func (c *collector) bots() {
	src := c.in.Spaces.Source
	for _, s := range c.in.Spaces.Items {
		if s.Gap != nil {
			c.doubt("space", s.ID, s.Gap, src)
		} else if s.Members == nil {
			c.absent("space", s.ID, "items", src)
		}
		for _, m := range s.Members {
			mailbox, _, _ := strings.Cut(m.BotName, "@")
			switch {
			case m.Bot == snapshot.No:
			case m.Bot == snapshot.Unknown || mailbox == "":
				c.absent("space", s.ID, "personEmail", src)
			default:
				c.add(recipient{id: "bot:" + strings.ToLower(mailbox), name: mailbox, how: "the bot is a member of a space", ev: check.Evidence(src, "personEmail", true)})
			}
		}
	}
}
