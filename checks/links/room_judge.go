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
	minutes, known := room.AutoLockMinutes.Get()
	switch {
	case room.AutoLock == snapshot.No:
		return check.Fail(r, subject+" never locks itself", ev...)
	case room.SupportAnyoneAsCoHost == snapshot.Yes:
		return check.Fail(r, subject+" lets its host make anyone a cohost", ev...)
	case room.AutoLock == snapshot.Yes && known && minutes > max(most, warn):
		return check.Fail(r, fmt.Sprintf("%s locks itself only after %s", subject, check.Count(minutes, "minute")), ev...)
	}
	if field, absent := check.FirstAbsent(ev); absent {
		return check.Absent(r, src, field)
	}
	strange, why := who.strange(room.CoHosts)
	switch {
	case why != "":
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s: %s", subject, why), ev...)
	case minutes > most:
		return check.Warn(r, fmt.Sprintf("%s locks itself after %s, not %d", subject, check.Count(minutes, "minute"), most), ev...)
	case room.AllowFirstUserToBeCoHost == snapshot.Yes:
		return check.Warn(r, subject+" makes the first person with a host account a cohost", ev...)
	case room.AllowAuthenticatedDevices == snapshot.Yes:
		return check.Warn(r, subject+" lets video devices of the organisation start meetings", ev...)
	case strange > 0:
		return check.Warn(r, fmt.Sprintf("%s has %s from outside or with a disabled account", subject, check.Count(strange, "standing cohost")), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("%s locks itself after %s and gives nobody else host rights", subject, check.Count(minutes, "minute")), ev...)
	}
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
