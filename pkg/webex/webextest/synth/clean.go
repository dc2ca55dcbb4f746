package synth

import "time"

// Clean is Lakeside Family Health, which follows the checklist wherever Webex
// can be asked: no check may fail or warn. Its token may read everything.
func Clean() *Organization {
	return found(charter{
		name: "Lakeside Family Health", domain: "lakeside-health.example",
		created:   time.Date(2021, 3, 8, 15, 4, 0, 0, time.UTC),
		sites:     [2]string{"lakeside.webex.com", "lakeside-visits.webex.com"},
		people:    62,
		hosts:     20,
		firstName: 40,
		mailboxes: "patients.example",
	})
}
