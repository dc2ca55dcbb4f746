package identity

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
)

func controlHubIdle(in *check.Input, r finding.Resource, a check.Attestation) finding.Finding {
	minutes, said := a.Int("control_hub_minutes")
	return timer(r, "Control Hub", a.Answer, minutes, said, in.Params.Int("control_hub_max_min"))
}

// webClientIdle judges the timer inside the network, and the one outside it
// where it is another: the worse decides.
func webClientIdle(in *check.Input, r finding.Resource, a check.Attestation) finding.Finding {
	most := in.Params.Int("web_max_min")
	inside, said := a.Int("web_minutes")
	f := timer(r, "the web client", a.Answer, inside, said, most)
	outside, other := a.Int("web_off_network_minutes")
	if !other {
		return f
	}
	g := timer(r, "the web client outside the network", a.Answer, outside, true, most)
	switch {
	case g.Status != f.Status && finding.Worst(f.Status, g.Status) == g.Status:
		return g
	case f.Status == finding.Pass && outside > inside:
		return check.Warn(r, fmt.Sprintf("the web client signs idle users out after %d min outside the network, later than after the %d min inside, as attested", outside, inside))
	}
	return f
}

// timer judges one attested timer.
func timer(r finding.Resource, what, answer string, minutes int, said bool, most int) finding.Finding {
	switch {
	case answer != "on":
		return check.Fail(r, fmt.Sprintf("%s never signs idle users out, as attested", what))
	case !said:
		return check.NotAttested(r, fmt.Sprintf("the attestation does not say after how many minutes %s signs idle users out", what))
	case minutes <= 0:
		return check.Fail(r, fmt.Sprintf("%s never signs idle users out, as attested", what))
	case minutes > most:
		return check.Warn(r, fmt.Sprintf("%s signs idle users out after %d min, more than %d, as attested", what, minutes, most))
	default:
		return check.Pass(r, fmt.Sprintf("%s signs idle users out after %d min, as attested", what, minutes))
	}
}
