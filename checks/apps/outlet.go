package apps

import (
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// outlet is one way out of Webex, whatever its kind.
type outlet struct {
	res    finding.Resource
	src    snapshot.Source
	field  string // in which the address stands
	what   string
	host   string
	active snapshot.Tri
	// resource is what a webhook tells of; empty for the others, which always
	// carry PHI: media, files, events of customers.
	resource string
	webhook  bool
}

// outlets gathers what is known of all the lists.
func outlets(in *check.Input) []outlet {
	var all []outlet
	for _, w := range in.Webhooks.Items {
		all = append(all, outlet{res: webhookResource(w), src: in.Webhooks.Source, field: "targetUrl.host", what: "the webhook",
			host: w.Host, active: activity(w.Status), resource: w.Resource, webhook: true})
	}
	add := func(section snapshot.Section[snapshot.Outlet], field, what string, lasting bool) {
		for _, o := range section.Items {
			one := outlet{res: finding.Resource{Type: o.Kind, ID: o.ID, Name: o.Host}, src: section.Source, field: field, what: what,
				host: o.Host, active: activity(o.Status)}
			if lasting {
				one.active = snapshot.Yes
			}
			all = append(all, one)
		}
	}
	add(in.Subscriptions, "destinationUrl.host", "the event subscription", false)
	add(in.DataSources, "url.host", "the data source", false)
	add(in.LinkedFolders, "contentUrl.host", "the linked folder", true) // has no status
	return all
}

// activity reads a status: a word that is none of those that say "off" is on.
func activity(status string) snapshot.Tri {
	switch strings.ToLower(status) {
	case "":
		return snapshot.Unknown
	case "inactive", "disabled":
		return snapshot.No
	default:
		return snapshot.Yes
	}
}

// carriesPHI says whether what is sent needs a business associate agreement.
func (o outlet) carriesPHI(needed []string) snapshot.Tri {
	switch {
	case !o.webhook, strings.EqualFold(o.resource, "all"):
		return snapshot.Yes
	case o.resource == "":
		return snapshot.Unknown
	default:
		return snapshot.TriFrom(slices.ContainsFunc(needed, func(n string) bool { return strings.EqualFold(n, o.resource) }))
	}
}

// approves says whether a host is one of those approved: by its name, or below
// an entry such as *.example.org.
func approves(approved []string, host string) bool {
	return slices.ContainsFunc(approved, func(a string) bool {
		if below, ok := strings.CutPrefix(a, "*."); ok {
			return below != "" && strings.HasSuffix(host, "."+strings.ToLower(below))
		}
		return a != "" && strings.EqualFold(a, host)
	})
}
