package attest

import (
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// places is what Webex itself shows of where a service keeps data.
type places struct {
	seen []place
	// gap says that there may be more; nil when all was read, or when Webex shows
	// nothing for the service.
	gap *snapshot.Gap
}

// place is one region that Webex named.
type place struct {
	region string // as the register writes it
	ev     finding.Evidence
}

func (p *places) add(src snapshot.Source, field, region string) {
	if region == "" {
		p.miss(&snapshot.Gap{Reason: snapshot.FieldAbsent, Detail: fmt.Sprintf("Webex did not return %s", field)})
		return
	}
	word := regionWord(region)
	p.seen = append(p.seen, place{word, check.Evidence(src, field, word)})
}

func (p *places) miss(g *snapshot.Gap) {
	if p.gap == nil {
		p.gap = g
	}
}

// unlike returns the first place in another region.
func (p *places) unlike(region string) (place, bool) {
	for _, at := range p.seen {
		if at.region != region {
			return at, true
		}
	}
	return place{}, false
}

// placesOf looks for the regions of a service. Only calling and messaging show
// any: the prefix ciscospark://us of most ids is historic and proves nothing.
func placesOf(in *check.Input, service string) places {
	var p places
	switch service {
	case string(calling):
		callingPlaces(in, &p)
	case string(messaging):
		p.miss(in.Devices.Missing())
		for _, d := range in.Devices.Items {
			if region := clusterRegion(d.ID); region != "" {
				p.add(in.Devices.Source, "id", region)
			}
		}
	}
	return p
}

func callingPlaces(in *check.Input, p *places) {
	p.miss(in.Calling.Missing())
	if c := in.Calling.Value; c != nil {
		if g := c.Gaps[snapshot.PartDataPolicy]; g != nil {
			p.miss(g)
		} else {
			p.add(in.Calling.SourceOf("data_region"), "orgDataRegion", c.DataRegion)
		}
	}
	p.miss(in.CallingLocations.Missing())
	for _, l := range in.CallingLocations.Items {
		if g := l.Gaps[snapshot.PartDataPolicy]; g != nil {
			p.miss(g)
		} else if l.OrgDataRegion != snapshot.Yes { // else the organisation's region counts
			p.add(in.CallingLocations.Source, "dataRegion", l.DataRegion)
		}
	}
	p.miss(in.CallFiles.Missing())
	for _, f := range in.CallFiles.Items {
		p.add(in.CallFiles.Source, "storageRegion", f.Region)
	}
}

// regionWord writes a region as the register does: "US", "USA" and "us-east-1"
// are us.
func regionWord(region string) string {
	word, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(region)), "-")
	switch word {
	case "usa", "united states":
		return "us"
	case "uk":
		return "gb"
	case "de", "fr", "nl", "eun", "euc", "emea", "europe":
		return "eu"
	}
	return strings.Join(strings.FieldsFunc(word, func(c rune) bool { return c == ' ' || c == '@' }), "_")
}

// clusterRegion is the region of the cluster in an id of a device, such as
// ciscospark://urn:TEAM:us-east-1_a/DEVICE/…; empty when the id names none.
func clusterRegion(id string) string {
	raw, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(id, "="))
	if err != nil {
		return ""
	}
	rest, ok := strings.CutPrefix(string(raw), "ciscospark://urn:TEAM:")
	if !ok {
		return ""
	}
	cluster, _, _ := strings.Cut(rest, "/")
	return cluster
}

// agreeing says in words what Webex adds to the word of a person.
func (p *places) agreeing() string {
	if len(p.seen) == 0 {
		return "; Webex shows nothing to hold against it"
	}
	return ", and so Webex shows it"
}

// evidence is one piece for each field that Webex showed.
func (p *places) evidence() []finding.Evidence {
	var ev []finding.Evidence
	for _, at := range p.seen {
		same := func(e finding.Evidence) bool { return e.Source == at.ev.Source && e.Field == at.ev.Field }
		if !slices.ContainsFunc(ev, same) {
			ev = append(ev, at.ev)
		}
	}
	return ev
}
