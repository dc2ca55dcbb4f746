package collect

import (
	"context"

	"wxaudit/pkg/snapshot"
)

// roomDomain ends the addresses of room devices, of every organisation that
// has some: the organisation's own are told from foreign ones by its accounts.
const roomDomain = ".rooms.webex.com"

// roomDevice says whose the room device behind an address is. One of the
// organisation itself is held like staff: its address is nobody's name. Where
// the accounts do not tell, the party is of no kind. The accounts are read only
// when such an address turns up.
func (r *run) roomDevice(ctx context.Context, email, domain string) snapshot.Party {
	r.section(ctx, snapshot.ScimUsersName)
	p := snapshot.Party{Kind: snapshot.Outsider, Domain: domain, Key: r.key(email)}
	if r.s.ScimUsers.Missing() != nil {
		p.Kind = ""
	}
	for _, u := range r.s.ScimUsers.Items {
		switch {
		case u.Email == email && u.UserType == "room":
			p.Kind, p.Email = snapshot.Staff, email
			return p
		case u.Email == "" && (u.UserType == "room" || u.UserType == ""), u.Email == email && u.UserType == "":
			p.Kind = ""
		}
	}
	return p
}
