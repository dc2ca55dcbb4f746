package accounts

import (
	"fmt"
	"strings"
	"time"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// view is what every account is judged with.
type view struct {
	in      *check.Input
	signIns check.SignIns
	acts    acts
	calling map[string]snapshot.Tri // by licence id: whether it is for telephones only
	// everybodys are the ids of licences that Webex gives to every account.
	everybodys map[string]bool
}

func newView(in *check.Input) view {
	v := view{in: in, signIns: check.SignInsOf(in), acts: actsOf(in), calling: map[string]snapshot.Tri{}, everybodys: map[string]bool{}}
	for _, l := range in.Licenses.Items {
		v.calling[l.ID], v.everybodys[l.ID] = snapshot.Unknown, l.Everybodys()
		if l.Name != "" {
			v.calling[l.ID] = snapshot.TriFrom(strings.Contains(strings.ToLower(l.Name), "calling"))
		}
	}
	return v
}

// judge answers for one account over so many days; pending is how many an
// invitation may take. One recent sign of life is enough to pass; to fail, each
// of them must have been read and be old.
func (v view) judge(p *snapshot.Person, days, pending int) finding.Finding {
	in, src, r := v.in, v.in.People.Source, check.PersonResource(*p)
	age := int(in.Now.Sub(p.Created) / (24 * time.Hour))
	enabled, created := check.Evidence(src, "loginEnabled", p.LoginEnabled.Any()), check.Evidence(src, "created", check.Date(p.Created))
	activity := []finding.Evidence{enabled, check.Evidence(src, "lastActivity", check.Date(p.LastActivity)), v.signIns.Evidence(p.UUID)}
	life := v.signIns.Judge(in, p, days)
	acted := v.acts.after(p, in.Now.AddDate(0, 0, -days))
	switch {
	case p.Type == "":
		return check.Absent(r, src, "type")
	case p.Type != "person" && p.Type != "bot" && p.Type != "appuser":
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("%s is an account of a type that is not known: somebody may sign in with it", p.Email), check.Evidence(src, "type", p.Type))
	case p.Type != "person":
		return check.NotApplicable(r, fmt.Sprintf("%s is an account of type %s, which nobody signs in with", p.Email, p.Type), check.Evidence(src, "type", p.Type))
	case p.LoginEnabled == snapshot.Unknown:
		return check.Absent(r, src, "loginEnabled")
	case p.LoginEnabled == snapshot.No:
		return check.Pass(r, fmt.Sprintf("%s cannot sign in any more", p.Email), enabled)
	case p.InvitePending == snapshot.Unknown:
		return check.Absent(r, src, "invitePending")
	case p.Created.IsZero():
		return check.Absent(r, src, "created")
	case in.YetToCome(p.Created):
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("%s was created in the future, as Webex has it", p.Email), created)
	case p.InvitePending == snapshot.Yes && age > pending:
		return check.Warn(r, fmt.Sprintf("%s was invited %d days ago and has not accepted", p.Email, age), created, check.Evidence(src, "invitePending", true))
	case age <= days:
		return check.NotApplicable(r, fmt.Sprintf("%s was created %d days ago", p.Email, age), created)
	case life == check.Awake || acted == snapshot.Yes:
		return check.Pass(r, fmt.Sprintf("%s was active in the last %d days", p.Email, days), activity...)
	case life == check.Unclear || acted == snapshot.Unknown:
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("it is not known whether %s was active in %d days: %s, and %s",
			p.Email, days, check.Presence(p), v.signIns.Told(p.UUID)), activity...)
	case v.telephoneOnly(p) != snapshot.No:
		return check.Unknown(r, snapshot.FieldAbsent, fmt.Sprintf("%s shows no sign of life in %d days, but may have a telephone only, which nobody signs in to", p.Email, days), activity...)
	case life == check.Drowsy:
		return check.Warn(r, fmt.Sprintf("%s was last active on %s; sign-ins are not kept long enough to tell more", p.Email, check.Date(p.LastActivity)), activity...)
	default:
		return check.Fail(r, fmt.Sprintf("%s can sign in, was last active on %s, and did not sign in for %d days", p.Email, check.Date(p.LastActivity), days), activity...)
	}
}

// telephoneOnly says whether every licence of an account is one for telephones,
// but for those that everybody holds.
func (v view) telephoneOnly(p *snapshot.Person) snapshot.Tri {
	if p.Licenses == nil {
		return snapshot.Unknown
	}
	answer := snapshot.No
	for _, id := range p.Licenses {
		switch telephone := v.calling[id]; {
		case v.everybodys[id]:
		case telephone == snapshot.No:
			return snapshot.No
		case telephone == snapshot.Unknown, answer == snapshot.No:
			answer = telephone
		}
	}
	return answer
}
