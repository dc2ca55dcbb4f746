package admins

import (
	"fmt"
	"strings"
	"time"
)

// approval is an entry of a list that an operator keeps: somebody, and for
// whole entries a reason (or an owner) and a date.
type approval struct {
	who    string // e-mail or UUID, lower case
	reason string
	date   time.Time
}

type approvals []approval

// readApprovals reads entries of the form "who" and "who|reason|YYYY-MM-DD".
// It refuses everything else: a list that is half understood approves nobody.
func readApprovals(entries []string) (approvals, error) {
	var list approvals
	for i, e := range entries {
		parts := strings.Split(e, "|")
		for j := range parts {
			parts[j] = strings.TrimSpace(parts[j])
		}
		a := approval{who: strings.ToLower(parts[0])}
		if a.who == "" || strings.ContainsAny(a.who, " \t") {
			return nil, fmt.Errorf("entry %d names nobody", i+1)
		}
		switch len(parts) {
		case 1:
		case 3:
			day, err := time.Parse(time.DateOnly, parts[2])
			if err != nil || parts[1] == "" {
				return nil, fmt.Errorf("entry %d is not of the form who|reason|YYYY-MM-DD", i+1)
			}
			a.reason, a.date = parts[1], day
		default:
			return nil, fmt.Errorf("entry %d is not of the form who|reason|YYYY-MM-DD", i+1)
		}
		if list.named(a.who) {
			return nil, fmt.Errorf("entry %d names somebody a second time", i+1)
		}
		list = append(list, a)
	}
	return list, nil
}

func (l approvals) named(who string) bool {
	for _, a := range l {
		if a.who == who {
			return true
		}
	}
	return false
}

// find looks an administrator up, by UUID and by the addresses of the people
// list. Those of the identity service do not count: which address decides must
// not depend on which list could be read.
func (l approvals) find(a *administrator) (approval, bool) {
	names := []string{strings.ToLower(a.uuid)}
	if a.person != nil {
		names = append(append(names, strings.ToLower(a.person.Email)), a.person.Emails...)
	}
	for _, entry := range l {
		for _, n := range names {
			if n == entry.who {
				return entry, true
			}
		}
	}
	return approval{}, false
}

// expired says whether the day of the entry is over.
func (a approval) expired(now time.Time) bool {
	return !a.date.IsZero() && !now.Before(a.date.AddDate(0, 0, 1))
}
