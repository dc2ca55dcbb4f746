package collect

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var securityAuditEndpoint = Endpoint{
	Host: webex.API, Path: "/v1/admin/securityAudit/events", Rank: snapshot.RankAPI,
	Scope: "audit:events_read", Role: "full administrator",
	Wire: listOf[wireSignIn]{},
}

// wireSignIn lacks names and agents. The address is hashed and cut to its
// network as soon as it is decoded, and the hash is forgotten when the section
// is done.
type wireSignIn struct {
	Created stamp    `json:"created"`
	ActorID uuidText `json:"actorId"`
	Data    struct {
		EventCategory    phrase   `json:"eventCategory"`
		EventDescription phrase   `json:"eventDescription"`
		ActorIP          clientIP `json:"actorIp"`
		wireAttempt
	} `json:"data"`
}

const (
	signInDays    = 125 // how far back sign-ins are read: 90 days before any of the last 30, and some
	addressDays   = 30  // how far back their addresses are compared
	addressWindow = time.Hour
)

// signIns reads the sign-ins and sums them up per account. An empty log proves
// nothing: Webex writes it only for organisations with Pro Pack that switched
// it on, and answers with an empty list otherwise.
func signIns(ctx context.Context, r *run) {
	since := r.now().AddDate(0, 0, -signInDays)
	query := r.orgQuery()
	query.Set("startTime", wireTime(since))
	query.Set("endTime", wireTime(r.now()))
	query.Set("max", "1000")
	s := &r.s.SignIns
	s.Source = securityAuditEndpoint.source()
	s.Source.Since = since

	accounts, lacking := map[string]*account{}, 0
	for page, err := range webex.Linked[wireSignIn](ctx, r.o.Client, securityAuditEndpoint.request(query), "items") {
		if err != nil {
			s.Gap = r.gap(securityAuditEndpoint, err)
			break
		}
		s.Source.ReadAt = page.ReadAt
		s.Items = []snapshot.SignIn{} // something came
		for _, w := range page.Items {
			if !r.count(accounts, w) {
				lacking++
			}
		}
	}
	for _, uuid := range slices.Sorted(maps.Keys(accounts)) {
		s.Items = append(s.Items, accounts[uuid].sum(uuid, since, r.now().AddDate(0, 0, -addressDays)))
	}
	if s.Gap == nil {
		s.Gap = securityAuditEndpoint.lacking(lacking, "a category, actor, time or address")
	}
	if s.Gap == nil && len(s.Items) == 0 {
		s.Gap = noSignIns()
	}
}

// noSignIns is the gap of a log of sign-ins without any.
func noSignIns() *snapshot.Gap {
	return &snapshot.Gap{
		Reason: snapshot.NotLicensed, Cause: snapshot.LicenceMissing,
		Detail: "GET " + securityAuditEndpoint.Path + " holds no sign-in at all; the log needs Pro Pack and the Control Hub switch that allows user authentication data",
	}
}

// account is what is remembered of one account while the log is read.
type account struct {
	at   []time.Time // of every sign-in
	seen []sighting  // the last 30 days
}

// sighting is a sign-in from an address, which is held as a keyed hash and as
// its network.
type sighting struct {
	at               time.Time
	address, network string
}

// count adds a sign-in to its account; false when the event lacks what it needs
// for that. Sign-outs and sign-ins that failed are no use of an account.
func (r *run) count(accounts map[string]*account, w wireSignIn) bool {
	uuid, at := string(w.ActorID), w.Created.Time
	came := w.Data.succeeded(string(w.Data.EventDescription))
	switch name := category(string(w.Data.EventCategory)); {
	case name != "" && name != "LOGINS", came == snapshot.No, failedSignIn(string(w.Data.EventDescription)):
		return true
	case name == "" || came == snapshot.Unknown || uuid == "" || at.IsZero() || w.Data.ActorIP.text == "":
		return false
	}
	a := accounts[uuid]
	if a == nil {
		a = &account{}
		accounts[uuid] = a
	}
	a.at = append(a.at, at)
	if at.After(r.now().AddDate(0, 0, -addressDays)) {
		a.seen = append(a.seen, sighting{at: at, address: w.Data.ActorIP.key(r), network: w.Data.ActorIP.network()})
	}
	return true
}

// sum says what is kept of an account's sign-ins. The log began at since; the
// pauses and networks are those of the sign-ins after recent.
func (a *account) sum(uuid string, since, recent time.Time) snapshot.SignIn {
	slices.SortFunc(a.at, time.Time.Compare)
	s := snapshot.SignIn{
		ActorUUID:           uuid,
		Last:                a.at[len(a.at)-1],
		MaxAddressesPerHour: maxAddresses(a.seen),
		Networks:            []string{},
	}
	unplaced := 0
	for _, seen := range a.seen {
		if seen.network == "" {
			unplaced++
			continue
		}
		s.Networks = append(s.Networks, seen.network)
	}
	slices.Sort(s.Networks)
	s.Networks, s.Unplaced = slices.Compact(s.Networks), snapshot.Some(unplaced)
	s.PauseDays, s.PauseOpen = longestPause(a.at, since, recent)
	return s
}

// longestPause finds the longest time without a sign-in that ended after
// recent, in whole days, and whether it was there when the log began. The
// moments are sorted.
func longestPause(at []time.Time, since, recent time.Time) (days snapshot.Opt[int], open snapshot.Tri) {
	before := since
	for i, t := range at {
		if pause := int(t.Sub(before) / (24 * time.Hour)); t.After(recent) {
			if most, known := days.Get(); !known || pause > most {
				days, open = snapshot.Some(pause), snapshot.TriFrom(i == 0)
			}
		}
		before = t
	}
	return days, open
}

// failedSignIn says whether the description of a sign-in tells that it failed.
func failedSignIn(description string) bool {
	return containsAny(strings.ToLower(description), "fail", "denied", "unsuccessful", "rejected", "locked")
}

// maxAddresses returns the largest number of different addresses within any
// stretch of one hour.
func maxAddresses(seen []sighting) int {
	slices.SortFunc(seen, func(a, b sighting) int { return a.at.Compare(b.at) })
	var most, from int
	inside := map[string]int{}
	for _, s := range seen {
		for ; s.at.Sub(seen[from].at) > addressWindow; from++ {
			if inside[seen[from].address]--; inside[seen[from].address] == 0 {
				delete(inside, seen[from].address)
			}
		}
		inside[s.address]++
		most = max(most, len(inside))
	}
	return most
}
