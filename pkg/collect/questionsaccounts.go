package collect

import (
	"net/url"
	"strconv"

	"wxaudit/pkg/snapshot"
)

// peoplePage is how many people a probe asks for: enough to find somebody who
// can host, and whole for a small organisation.
const peoplePage = 100

// accountQuestions are about who there is.
func accountQuestions() []*question {
	return []*question{
		{ask: peopleEndpoint, fills: names(snapshot.PeopleName), with: asking(atMost(peoplePage)),
			read: answers(func(k *known, w listOf[wirePerson], more bool) verdict {
				k.people, k.peopleMore = w.Items, more
				return k.judgePeople()
			})},
		{ask: scimUsersEndpoint, fills: names(snapshot.ScimUsersName), with: scimPage(1),
			read: answers(func(k *known, w scimListOf[wireScimUser], _ bool) verdict {
				k.scimTotal = w.TotalResults.amount()
				return verdict{}
			})},
		{ask: scimGroupsEndpoint, fills: names(snapshot.ScimGroupsName), with: scimPage(100),
			read: answers(func(k *known, w scimListOf[wireScimGroup], _ bool) verdict {
				k.groupTotal = w.TotalResults.amount()
				for _, group := range w.Resources {
					if g := group.group(); len(g.GrantsRoles) > 0 {
						k.roleGroups = append(k.roleGroups, g.ID)
					}
				}
				return verdict{}
			})},
		{ask: scimMembersEndpoint, parts: names(snapshot.ScimGroupsName), wave: 2,
			read: answers(func(k *known, w wireScimMembers, _ bool) verdict {
				k.memberTotal = w.size()
				return verdict{}
			}),
			with: func(k *known) (url.Values, []string, *excuse) {
				if len(k.roleGroups) > 0 {
					return url.Values{"startIndex": {"1"}, "count": {"1"}}, []string{k.r.orgUUID(), k.roleGroups[0]}, nil
				}
				if total, known := k.groupTotal.Get(); known && total <= 100 {
					return nil, nil, nothing("there is no group that grants a role")
				}
				return nil, nil, unsure("no group is known that grants a role")
			}},
		{ask: authorizationsEndpoint, parts: names(snapshot.AuthorizationsName), hollow: true,
			read: plain[listOf[wireAuthorization]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				return url.Values{"personId": {k.r.s.Auditor.Value.ID}}, nil, nil
			}},
	}
}

func scimPage(count int) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) {
		q := byID()
		q.Set("startIndex", "1")
		q.Set("count", strconv.Itoa(count))
		return q, []string{k.r.orgUUID()}, nil
	}
}

// judgePeople judges a list of people as a run would, as far as its first page
// tells.
func (k *known) judgePeople() verdict {
	if k.peopleMore {
		return verdict{}
	}
	people := []snapshot.Person{}
	for _, w := range k.people {
		people = append(people, w.person())
	}
	return verdict{gap: withoutSelf(k.r, peopleEndpoint, people, func(p snapshot.Person) string { return p.UUID })}
}
