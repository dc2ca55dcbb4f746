package collect

import (
	"net/url"
	"slices"
	"strconv"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// questions lists every probe: one for each endpoint, or two where it shows two
// things to different people. Asked of one host, site, location or device, they
// stand for all.
func questions() []*question {
	return slices.Concat(
		accountQuestions(),
		settingQuestions(),
		logQuestions(),
		meetingQuestions(),
		recordingQuestions(),
		messagingQuestions(),
		appQuestions(),
		callingQuestions(),
		lineQuestions(),
		centerQuestions(),
		deviceQuestions(),
	)
}

// atMost is a query for a page of that size.
func atMost(n int, pairs ...string) url.Values {
	q := url.Values{"max": {strconv.Itoa(n)}}
	for i := 0; i < len(pairs); i += 2 {
		q.Set(pairs[i], pairs[i+1])
	}
	return q
}

// asking asks with one query whatever is known.
func asking(q url.Values) func(*known) (url.Values, []string, *excuse) {
	return func(*known) (url.Values, []string, *excuse) { return q, nil, nil }
}

// aboutOrganization asks about the organisation by its id in the path.
func aboutOrganization(id func(*run) string, more ...string) func(*known) (url.Values, []string, *excuse) {
	return func(k *known) (url.Values, []string, *excuse) {
		return nil, append([]string{id(k.r)}, more...), nil
	}
}

// onSiteIn asks about a window on a site.
func onSiteIn(back func(k *known) webex.Window, max int, pairs ...string) func(*known, string) url.Values {
	return func(k *known, site string) url.Values {
		return windowQuery(back(k), max, append([]string{"siteUrl", site}, pairs...)...)
	}
}

// lastMonth and lastWeek are windows before the run.
func lastMonth(k *known) webex.Window {
	return webex.Window{From: k.r.now().Add(-maxSpan), To: k.r.now()}
}

func lastWeek(k *known) webex.Window {
	return webex.Window{From: k.r.now().Add(-7 * days), To: k.r.now()}
}

// names is a list of sections, for the tables.
func names(all ...snapshot.Name) []snapshot.Name { return all }

// keep notes the first page of a list.
func keep[W any](into func(*known) *page[W]) reader {
	return answers(func(k *known, w listOf[W], more bool) verdict {
		*into(k) = page[W]{items: w.Items, more: more, read: true}
		return verdict{}
	})
}
