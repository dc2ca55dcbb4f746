package apps

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// Bots is the check apps.bots.
var Bots = check.Check{
	ID:          "apps.bots",
	Title:       "Bots in clinical spaces are known and limited",
	Severity:    check.Medium,
	SeverityWhy: "A bot reads what it is mentioned in (and, by compliance scope, more); its operator may need a BAA.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.GoodPractice},
	BasisNote:   "good practice",
	Seed:        "beyond seeds",
	Why:         "A reminder or summary bot can carry PHI to its maker.",
	Controls:    []hipaa.Citation{"164.308(b)(1)", "164.308(a)(4)(ii)(B)"},
	NIST:        []string{"SA-9", "AC-3", "CM-11"},
	Resource:    "bot (spaces it is in)",
	Logic: check.Logic{
		Pass:          "every bot found in clinical spaces is approved.",
		Fail:          "none by default.",
		Warn:          "unapproved bot in a clinical space.",
		NotApplicable: "no messaging.",
		Unknown:       "spaces not visible.",
	},
	Traps: []string{
		"Bots belong to their creator's organisation; they rarely appear in /people of yours.",
	},
	Remedy: "Control Hub ▸ Apps ▸ Bots ▸ allow list; remove from the space.",
	Params: []check.Param{
		{Name: "approved_bots", Default: []string{}},
	},
	Scans:    []snapshot.Name{snapshot.SpacesName},
	Consults: []snapshot.Name{snapshot.ClassificationsName},
	Fields:   []string{"spaces.members", "spaces.members.bot", "spaces.members.bot_name"},
	Answers:  []finding.Status{finding.Pass, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:      bots,
}

// bots judges the bots of every space whose label does not say that it is no
// clinical one: a space that nobody has labelled may hold PHI (rule R5).
func bots(in *check.Input) []finding.Finding {
	var fs []finding.Finding
	found := map[string]presence{}
	for _, s := range in.Spaces.Items {
		kind := in.KindOfSpace(s, nil)
		if kind == check.OtherSpace {
			continue
		}
		if f, ok := unreadBots(in.Spaces.Source, s); ok {
			fs = append(fs, f)
		}
		for _, m := range s.Members {
			if m.Bot != snapshot.Yes || m.BotName == "" {
				continue
			}
			p := found[m.BotName]
			p.spaces++
			if kind == check.DoubtfulSpace {
				p.doubtful++
			}
			found[m.BotName] = p
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		fs = append(fs, judgeBot(in, name, found[name]))
	}
	return fs
}

// presence is in how many spaces a bot is, and of how many of these the label is
// not known.
type presence struct{ spaces, doubtful int }

func judgeBot(in *check.Input, name string, p presence) finding.Finding {
	res := finding.Resource{Type: "bot", ID: name, Name: name}
	ev := check.Evidence(in.Spaces.Source, "members.bot", p.spaces)
	where := check.Count(p.spaces, "space")
	switch {
	case slices.ContainsFunc(in.Params.Strings("approved_bots"), func(a string) bool { return strings.EqualFold(a, name) }):
		return check.Pass(res, fmt.Sprintf("%s is in %s, and approved", name, where), ev)
	case p.doubtful == p.spaces:
		return check.Unknown(res, snapshot.FieldAbsent, fmt.Sprintf("%s is in %s and not approved, and it is not known whether they are clinical", name, where), ev)
	default:
		return check.Warn(res, fmt.Sprintf("%s is in %s that may be clinical, and not approved", name, where), ev)
	}
}

// unreadBots has an unknown finding for a space of which it is not known which
// bots are in it.
func unreadBots(src snapshot.Source, s snapshot.Space) (finding.Finding, bool) {
	res := finding.Resource{Type: "space", ID: cmp.Or(s.ID, "nameless")}
	switch {
	case s.Gap != nil:
		return check.Unread(res, src, s.Gap), true
	case s.Members == nil:
		return check.Absent(res, src, "members"), true
	case slices.ContainsFunc(s.Members, func(m snapshot.SpaceMember) bool {
		return m.Bot == snapshot.Unknown || m.Bot == snapshot.Yes && m.BotName == ""
	}):
		return check.Absent(res, src, "personEmail"), true
	default:
		return finding.Finding{}, false
	}
}
