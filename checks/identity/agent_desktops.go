package identity

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// failAgentMinutes is the limit of an hour: whoever leaves the agent desktop
// open for longer has no timeout worth the name.
const failAgentMinutes = 60

// agentDesktops judges the agent profiles of the Contact Center. A profile
// without a timeout of its own has that of the tenant.
func agentDesktops(in *check.Input) []finding.Finding {
	src := in.CCAgents.Source
	if len(in.CCAgents.Items) == 0 {
		if in.CCAgents.Missing() != nil {
			return nil // the engine says so
		}
		return []finding.Finding{check.NotApplicable(finding.Resource{Type: "setting", ID: "agent-desktop-idle-timeout", Name: "agent desktop idle timeout"},
			"there is no agent profile of a Contact Center", check.Evidence(src, "items", 0))}
	}
	var fs []finding.Finding
	for _, p := range in.CCAgents.Items {
		r := finding.Resource{Type: "agent_profile", ID: p.ID}
		switch minutes, known := p.TimeoutMinutes.Get(); {
		case p.ID == "":
			fs = append(fs, check.Absent(finding.Resource{Type: "agent_profile", ID: "unnamed"}, src, "id"))
		case p.TimeoutCustom == snapshot.Unknown:
			fs = append(fs, check.Absent(r, src, "timeoutDesktopInactivityCustomEnabled"))
		case p.TimeoutCustom == snapshot.No:
			fs = append(fs, tenantDesktop(in, r))
		case !known:
			fs = append(fs, check.Absent(r, src, "timeoutDesktopInactivityMins"))
		default:
			fs = append(fs, desktop(in, r, minutes, check.Evidence(src, "timeoutDesktopInactivityMins", minutes)))
		}
	}
	return fs
}

func tenantDesktop(in *check.Input, r finding.Resource) finding.Finding {
	cc := in.ContactCenter
	if g := cc.Missing(); g != nil {
		return check.Unread(r, cc.Source, g)
	}
	if g := cc.Value.Gaps["desktop"]; g != nil {
		return check.Unread(r, cc.SourceOf("desktop_timeout_minutes"), g)
	}
	on, src := cc.Value.DesktopTimeoutOn, cc.SourceOf("desktop_timeout_minutes")
	minutes, known := cc.Value.DesktopTimeoutMinutes.Get()
	switch ev := check.Evidence(src, "timeoutDesktopInactivityEnabled", on.Any()); {
	case on == snapshot.Unknown:
		return check.Absent(r, src, ev.Field)
	case on == snapshot.No:
		return check.Fail(r, "an agent profile has the tenant's timeout, which is off", ev)
	case !known:
		return check.Absent(r, src, "timeoutDesktopInactivityMins")
	default:
		return desktop(in, r, minutes, ev, check.Evidence(src, "timeoutDesktopInactivityMins", minutes))
	}
}

// desktop judges the minutes after which an agent desktop signs out.
func desktop(in *check.Input, r finding.Resource, minutes int, ev ...finding.Evidence) finding.Finding {
	most := in.Params.Int("agent_max_min")
	switch {
	case minutes <= 0 || minutes > failAgentMinutes:
		return check.Fail(r, fmt.Sprintf("an agent profile signs idle agents out after %d min, more than %d or never", minutes, failAgentMinutes), ev...)
	case minutes > most:
		return check.Warn(r, fmt.Sprintf("an agent profile signs idle agents out after %d min, more than %d", minutes, most), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("an agent profile signs idle agents out after %d min", minutes), ev...)
	}
}
