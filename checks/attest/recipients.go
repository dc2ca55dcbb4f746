package attest

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// recipient is an organisation, or a machine of one, that gets something out of
// this Webex organisation.
type recipient struct {
	id, name string
	how      string // a clause: "a webhook sends there"
	ev       finding.Evidence
	// unsure says why it may be the organisation's own after all.
	unsure string
	// keeps says that it keeps what it gets: whoever does is no mere conduit.
	keeps bool
}

func (r recipient) resource() finding.Resource {
	return finding.Resource{Type: "recipient", ID: r.id, Name: r.name}
}

// recipientSections are where recipients show up. While one of them is not
// whole, nothing can pass: somebody may be missing.
var recipientSections = []snapshot.Name{
	snapshot.WebhooksName, snapshot.SubscriptionsName, snapshot.DataSourcesName, snapshot.LinkedFoldersName,
	snapshot.AuthorizationsName, snapshot.CallRecordingName, snapshot.CallingLocationsName, snapshot.VoicemailName,
	snapshot.AdminAuditName, snapshot.SpacesName,
}

// recipients returns each recipient once, sorted, and an unknown finding for
// every place where one may be hidden.
func recipients(in *check.Input) ([]recipient, []finding.Finding) {
	c := collector{in: in, found: map[string]recipient{}}
	c.sections()
	c.hosts()
	c.apps()
	c.recorders()
	c.voicemail()
	c.administrators()
	c.bots()
	all := make([]recipient, 0, len(c.found))
	for _, r := range c.found {
		all = append(all, r)
	}
	slices.SortFunc(all, func(a, b recipient) int { return cmp.Compare(a.id, b.id) })
	return all, c.doubts
}

type collector struct {
	in     *check.Input
	found  map[string]recipient
	doubts []finding.Finding
}

// sections doubts every section that is not whole. Those about calling are not
// there at all without a licence for it.
func (c *collector) sections() {
	calls := []snapshot.Name{snapshot.CallRecordingName, snapshot.CallingLocationsName, snapshot.VoicemailName}
	none := c.in.LicenseInUse(snapshot.License.Calling) == snapshot.No
	for _, name := range recipientSections {
		part := c.in.Part(name)
		g := part.Missing()
		if g == nil || none && slices.Contains(calls, name) && (g.Reason == snapshot.NotLicensed || g.Reason == snapshot.NotFound) {
			continue
		}
		r := finding.Resource{Type: "section", ID: string(name), Name: strings.ReplaceAll(string(name), "_", " ")}
		if list := unseen(c.in, name, g); list != "" {
			c.doubts = append(c.doubts, lookedThrough(c.in, r, list, g))
			continue
		}
		c.doubts = append(c.doubts, check.Unread(r, part.Origin(), g))
	}
}

// unseen names, as hiddenStatement does, a list that even an administrator's
// token does not see to its end; "" for one that this run failed to read, for
// which nobody's word stands in.
func unseen(in *check.Input, name snapshot.Name, g *snapshot.Gap) string {
	switch {
	case g.Reason != snapshot.Forbidden:
		return ""
	case name == snapshot.DataSourcesName: // refused to all but the service app itself
		return "data-sources"
	case name == snapshot.LinkedFoldersName && in.LinkedFolders.Items != nil:
		return "linked-folders"
	case name == snapshot.SpacesName && in.Spaces.Items != nil:
		return "bots"
	default:
		return ""
	}
}

// lookedThrough answers on somebody's word for a list that was not read to its
// end.
func lookedThrough(in *check.Input, r finding.Resource, list string, g *snapshot.Gap) finding.Finding {
	f := in.Attest(r, hiddenStatement, list, in.Params.Int("review_days"), func(a check.Attestation) finding.Finding {
		if a.Answer != "yes" {
			return check.Warn(r, fmt.Sprintf("%s are attested to have vendors that the register does not name", list))
		}
		return check.Pass(r, fmt.Sprintf("somebody attests to have looked through the %s, and the register to name each vendor", list))
	})
	if f.Status == finding.Unknown {
		f.Message = g.Detail + "; " + f.Message
	}
	return f
}

func (c *collector) add(r recipient) {
	old, known := c.found[r.id]
	if known {
		old.keeps = old.keeps || r.keeps
		r = old
	}
	c.found[r.id] = r
}

// doubt notes that a recipient may be hidden in one item.
func (c *collector) doubt(kind, id string, g *snapshot.Gap, src snapshot.Source) {
	r := finding.Resource{Type: kind, ID: cmp.Or(id, "nameless")}
	c.doubts = append(c.doubts, check.Unknown(r, g.Reason, "somebody who gets data may be hidden: "+g.Detail, check.Evidence(src, kind, nil)))
}

func (c *collector) absent(kind, id, field string, src snapshot.Source) {
	c.doubt(kind, id, &snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf("Webex did not return %s", field)}, src)
}

// webexDomains are Cisco's own, which the agreement with Cisco is about.
var webexDomains = []string{"webex.com", "ciscospark.com", "wbx2.com", "cisco.com"}

// domain adds a host or an e-mail domain, unless it is Cisco's or the
// organisation's own.
func (c *collector) domain(host, how string, ev finding.Evidence) {
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	if under(host, webexDomains) || under(host, c.in.InternalDomains) {
		return
	}
	if len(host) > longestWord {
		ev.Value = true // evidence is a short word
	}
	r := recipient{id: host, name: host, how: how, ev: ev}
	if len(c.in.InternalDomains) == 0 {
		r.unsure = "which domains are the organisation's own was not learnt"
	}
	c.add(r)
}

// longestWord is the length, in bytes, of a host that can stand as evidence.
const longestWord = 64

// under says whether a host is one of the domains, or below one.
func under(host string, domains []string) bool {
	return slices.ContainsFunc(domains, func(d string) bool { return host == d || strings.HasSuffix(host, "."+d) })
}
