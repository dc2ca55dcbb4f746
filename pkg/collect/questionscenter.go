package collect

import (
	"net/url"
	"strconv"

	"wxaudit/pkg/snapshot"
)

// centerQuestions are about the Contact Center, where there is one.
func centerQuestions() []*question {
	settings := func(e Endpoint, read reader) *question {
		return &question{ask: e, parts: names(snapshot.ContactCenterName), wave: 2, read: read,
			with: func(k *known) (url.Values, []string, *excuse) {
				_, ids, not := inCenter(true)(k)
				return url.Values{"agentView": {"true"}}, ids, not
			}}
	}
	list := func(e Endpoint, of snapshot.Name, read reader) *question {
		return &question{ask: e, fills: names(of), wave: 2, read: read,
			with: func(k *known) (url.Values, []string, *excuse) {
				_, ids, not := inCenter(true)(k)
				return url.Values{"page": {"0"}, "pageSize": {strconv.Itoa(centerPage)}}, ids, not
			}}
	}
	return []*question{
		settings(centerSettingsEndpoint, plain[centerOf[wireCenterSettings]]()),
		settings(centerDesktopEndpoint, plain[centerOf[wireCenterDesktop]]()),
		list(centerQueuesEndpoint, snapshot.CCQueuesName, plain[centerOf[wireCenterQueue]]()),
		list(centerProfilesEndpoint, snapshot.CCProfilesName, answers(func(k *known, w centerOf[wireCenterProfile], _ bool) verdict {
			total, known := w.Meta.TotalRecords.amount().Get()
			k.profiles = page[wireCenterProfile]{w.Data, !known || total > len(w.Data), true}
			return verdict{}
		})),
		{ask: centerProfileEndpoint, parts: names(snapshot.CCProfilesName), wave: 3, read: plain[wireCenterProfile](),
			with: func(k *known) (url.Values, []string, *excuse) {
				w, ok := k.profiles.find(wireCenterProfile.curt)
				if !ok {
					return nil, nil, k.profiles.none("profile of which the list leaves out what it permits")
				}
				return nil, []string{k.r.orgUUID(), w.ID}, nil
			}},
		list(centerAgentsEndpoint, snapshot.CCAgentsName, plain[centerOf[wireCenterAgent]]()),
		list(centerVariablesEndpoint, snapshot.CCVariablesName, plain[centerOf[wireCenterVariable]]()),
		{ask: centerAIEndpoint, fills: names(snapshot.CCFeaturesName), wave: 2, with: inCenter(true), read: plain[centerOf[wireCenterAI]]()},
	}
}

// curt says whether a run has to ask for the profile by itself.
func (w wireCenterProfile) curt() bool {
	return w.ID != "" && w.recordings() == "" && len(w.Permissions) == 0
}

// inCenter asks the Contact Center, by the organisation's id where its paths hold
// one. Where it is at no known address, the licences tell what a run will say.
func inCenter(withID bool) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) {
		if !k.r.o.ContactCenter {
			if k.noCenter == nil {
				return nil, nil, nothing("there is no licence for a Contact Center")
			}
			return nil, nil, &excuse{state: LeftOut, gap: k.noCenter}
		}
		if !withID {
			return nil, nil, nil
		}
		return nil, []string{k.r.orgUUID()}, nil
	}
}
