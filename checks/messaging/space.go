package messaging

import (
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// spaceResource is a space, by its id alone: titles can be PHI.
func spaceResource(s snapshot.Space) finding.Resource {
	return finding.Resource{Type: "space", ID: s.ID}
}

// labelWord is the kind of a space as a word of evidence.
func labelWord(kind check.SpaceKind) any {
	if kind == check.DoubtfulSpace {
		return nil
	}
	return string(kind)
}

// outside counts the members of a space who are from another organisation.
type outside struct{ known, doubtful int }

// outsiders counts them, but for bots, which always are of their makers'
// organisation (see apps.bots), and for people at a partner's domain.
func outsiders(in *check.Input, s snapshot.Space, partners []string) (n outside) {
	own := ""
	if in.Organization.Value != nil {
		own = in.Organization.Value.UUID
	}
	for _, m := range s.Members {
		foreign := m.PersonOrg != own
		switch {
		case m.Bot == snapshot.Yes:
		case m.PersonOrg == "" || own == "":
			n.doubtful++
		case !foreign:
		case m.Bot == snapshot.Unknown, m.Person.Domain == "":
			n.doubtful++
		case !slices.ContainsFunc(partners, func(p string) bool { return strings.EqualFold(p, m.Person.Domain) }):
			n.known++
		}
	}
	return n
}

// absent says why a setting of the organisation is not known.
func absent(in *check.Input, field, name string) string {
	switch src := in.OrgSettings.SourceOf(field); {
	case in.OrgSettings.Value == nil && in.OrgSettings.Missing() != nil:
		return in.OrgSettings.Missing().Detail
	case src.InPlaceOf != nil:
		return src.InPlaceOf.Detail
	default:
		return "Webex did not return " + name
	}
}

func isConsumerDomain(domain string) bool { return snapshot.ConsumerDomain(plainDomain(domain)) }

// isNoDomain knows what stands for more than one domain, such as "*" or "com".
func isNoDomain(domain string) bool {
	domain = plainDomain(domain)
	return !strings.Contains(domain, ".") || strings.ContainsAny(domain, "*@ ")
}

// plainDomain is a domain without what people write before it.
func plainDomain(domain string) string {
	return strings.ToLower(strings.Trim(strings.TrimPrefix(strings.TrimSpace(domain), "*"), "@."))
}
