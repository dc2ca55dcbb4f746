package links

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// judgeRoom judges the settings of one Personal Room.
func judgeRoom(room snapshot.PersonalRoom, r finding.Resource, src snapshot.Source, most, warn int, who accounts) finding.Finding {
	subject := fmt.Sprintf("the Personal Room of %s on %s", room.Host, room.Site)
	ev := []finding.Evidence{
		check.Evidence(src, "enabledAutoLock", room.AutoLock.Any()),
		check.Evidence(src, "supportAnyoneAsCoHost", room.SupportAnyoneAsCoHost.Any()),
		check.Evidence(src, "allowFirstUserToBeCoHost", room.AllowFirstUserToBeCoHost.Any()),
		check.Evidence(src, "allowAuthenticatedDevices", room.AllowAuthenticatedDevices.Any()),
	}
	if room.AutoLock == snapshot.Yes {
		ev = append(ev, check.Evidence(src, "autoLockMinutes", room.AutoLockMinutes.Any()))
	}
	faults := roomFaults(room, most, warn)
	strange, why := who.strange(room.CoHosts)
	faults.Warn(strange > 0, fmt.Sprintf("has %s from outside or with a disabled account", check.Count(strange, "standing cohost")))
	field, absent := check.FirstAbsent(ev)
	if room.CoHosts != nil {
		ev = append(ev, check.Evidence(src, "coHosts", len(room.CoHosts)), check.Evidence(src, "coHosts (from outside or disabled)", strange))
	}
	minutes, _ := room.AutoLockMinutes.Get()
	switch {
	case faults.Failed():
		return faults.Finding(r, subject, ev...)
	case absent:
		return check.Absent(r, src, field)
	case why != "":
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s: %s", subject, why), ev...)
	case faults.Any():
		return faults.Finding(r, subject, ev...)
	default:
		return check.Pass(r, fmt.Sprintf("%s locks itself after %s and gives nobody else host rights", subject, check.Count(minutes, "minute")), ev...)
	}
}

// roomFaults are the faults in the settings that are known, whatever else is
// not.
func roomFaults(room snapshot.PersonalRoom, most, warn int) check.Faults {
	minutes, known := room.AutoLockMinutes.Get()
	locks := room.AutoLock == snapshot.Yes && known
	after := check.Count(minutes, "minute")

	var faults check.Faults
	faults.Fail(room.AutoLock == snapshot.No, "never locks itself")
	faults.Fail(locks && minutes > max(most, warn), "locks itself only after "+after)
	faults.Fail(room.SupportAnyoneAsCoHost == snapshot.Yes, "lets its host make anyone a cohost")
	faults.Warn(locks && minutes > most && minutes <= max(most, warn), fmt.Sprintf("locks itself after %s (not %d)", after, most))
	faults.Warn(room.AllowFirstUserToBeCoHost == snapshot.Yes, "makes the first person with a host account a cohost")
	faults.Warn(room.AllowAuthenticatedDevices == snapshot.Yes, "lets video devices of the organisation start meetings")
	return faults
}

// accounts says who may sign in, by address.
type accounts map[string]snapshot.Tri

func accountsOf(people snapshot.Section[snapshot.Person]) accounts {
	a := accounts{}
	for _, p := range people.Items {
		for _, email := range append([]string{p.Email}, p.Emails...) {
			a[email] = p.LoginEnabled
		}
	}
	return a
}

// strange counts the standing cohosts that are outsiders or cannot sign in, or
// says why that is not known.
func (a accounts) strange(cohosts []snapshot.Party) (n int, why string) {
	if cohosts == nil {
		return 0, "Webex did not return coHosts"
	}
	for _, c := range cohosts {
		enabled := a[c.Email]
		switch {
		case c.Kind == snapshot.Outsider, c.Kind == snapshot.Anonymous, c.Kind == snapshot.Staff && c.Email != "" && enabled == snapshot.No:
			n++
		case c.Kind != snapshot.Staff || c.Email == "" || enabled == snapshot.Unknown:
			why = "it could not be read whether a standing cohost still has an account"
		}
	}
	return n, why
}
