package collect

import (
	"net/url"

	"wxaudit/pkg/snapshot"
)

// logQuestions are about what Webex writes down.
func logQuestions() []*question {
	return []*question{
		{ask: adminAuditEndpoint, of: "the last year", fills: names(snapshot.AdminAuditName, snapshot.AuditReachName),
			with: func(k *known) (url.Values, []string, *excuse) {
				q := k.r.orgQuery()
				q.Set("from", wireTime(k.r.now().AddDate(0, 0, -adminAuditDays)))
				q.Set("to", wireTime(k.r.now()))
				q.Set("max", "200")
				q.Set("offset", "0")
				return q, nil, nil
			},
			read: answers(func(k *known, w listOf[moment], more bool) verdict {
				if !more {
					k.adminEvents = snapshot.Some(len(w.Items))
				}
				if len(w.Items) == 0 {
					return verdict{doubt: adminAuditEndpoint.hidden("some administrator will have changed something in a year")}
				}
				return verdict{}
			})},
		{ask: securityAuditEndpoint, fills: names(snapshot.SignInsName),
			with: func(k *known) (url.Values, []string, *excuse) {
				q := k.r.orgQuery()
				q.Set("startTime", wireTime(k.r.now().AddDate(0, 0, -signInDays)))
				q.Set("endTime", wireTime(k.r.now()))
				q.Set("max", "100")
				return q, nil, nil
			},
			read: answers(func(k *known, w listOf[wireSignIn], more bool) verdict {
				if len(w.Items) == 0 {
					return verdict{gap: noSignIns()}
				}
				if !more {
					k.signInPages = snapshot.Some(1)
				}
				return verdict{}
			})},
	}
}
