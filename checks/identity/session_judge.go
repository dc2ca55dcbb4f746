package identity

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// failKeepDays is Webex's own default of two weeks: longer is chosen, and fails.
const failKeepDays = 14

func keepSignedIn(in *check.Input) finding.Finding {
	res, src, auth := check.SettingResource("KeepMeSignedIn"), in.Authentication.SourceOf, authentication(in)
	days, known := auth.KeepDays.Get()
	on := check.Evidence(src("keep_signed_in"), "KeepMeSignedIn", auth.KeepSignedIn.Any())
	ev := []finding.Evidence{on, check.Evidence(src("keep_days"), "KeepMeSignedInDuration", auth.KeepDays.Any())}
	switch {
	case auth.KeepSignedIn == snapshot.Unknown:
		return unread(in, res, "keep_signed_in", "KeepMeSignedIn")
	case auth.KeepSignedIn == snapshot.No:
		return check.Pass(res, "browsers are not kept signed in", on)
	case !known:
		return unread(in, res, "keep_days", "KeepMeSignedInDuration")
	default:
		return keptFor(in, res, days, ev...)
	}
}

// keptFor judges for how many days browsers stay signed in.
func keptFor(in *check.Input, res finding.Resource, days int, ev ...finding.Evidence) finding.Finding {
	switch {
	case days < 1:
		return check.Unknown(res, snapshot.Schema, fmt.Sprintf("browsers are kept signed in for %d days, a number that Webex does not explain", days), ev...)
	case days > failKeepDays:
		return check.Fail(res, fmt.Sprintf("browsers may stay signed in for %d days", days), ev...)
	case in.Params.Bool("allow_keep_signed_in") && days <= in.Params.Int("max_keep_days"):
		return check.Pass(res, fmt.Sprintf("browsers may stay signed in for %d days at most", days), ev...)
	case !in.Params.Bool("allow_keep_signed_in"):
		return check.Warn(res, fmt.Sprintf("browsers may stay signed in (for %d days), which your policy does not allow", days), ev...)
	default:
		return check.Warn(res, fmt.Sprintf("browsers may stay signed in for %d days, more than %d", days, in.Params.Int("max_keep_days")), ev...)
	}
}

func keptByWord(in *check.Input, a check.Attestation) finding.Finding {
	res := check.SettingResource("KeepMeSignedIn")
	days, known := a.Int("keep_days")
	switch {
	case a.Answer == "not_kept" && authentication(in).KeepSignedIn == snapshot.Yes:
		return check.NotAttested(res, "Webex shows that browsers are kept signed in, although it is attested that they are not; for how many days is not known")
	case a.Answer == "not_kept":
		return check.Pass(res, "browsers are not kept signed in, as attested")
	case !known:
		return check.NotAttested(res, "the attestation does not say for how many days browsers are kept signed in")
	default:
		return keptFor(in, res, days)
	}
}

// rememberLogin judges a convenience: Webex remembers who somebody is, not that
// they have signed in.
func rememberLogin(in *check.Input) finding.Finding {
	res, src, auth := check.SettingResource("RememberMyLoginId"), in.Authentication.SourceOf, authentication(in)
	days, known := auth.RememberDays.Get()
	on := check.Evidence(src("remember_login"), "RememberMyLoginId", auth.RememberLogin.Any())
	ev := []finding.Evidence{on, check.Evidence(src("remember_days"), "RememberMyLoginIdDuration", auth.RememberDays.Any())}
	switch {
	case auth.RememberLogin == snapshot.Unknown:
		return unread(in, res, "remember_login", "RememberMyLoginId")
	case auth.RememberLogin == snapshot.No:
		return check.Pass(res, "sign-in names are not remembered", on)
	case !known:
		return unread(in, res, "remember_days", "RememberMyLoginIdDuration")
	case days < 1:
		return check.Unknown(res, snapshot.Schema, fmt.Sprintf("sign-in names are remembered for %d days, a number that Webex does not explain", days), ev...)
	default:
		return rememberedFor(in, res, days, ev...)
	}
}

func rememberedFor(in *check.Input, res finding.Resource, days int, ev ...finding.Evidence) finding.Finding {
	if most := in.Params.Int("max_remember_days"); days > most {
		return check.Warn(res, fmt.Sprintf("sign-in names are remembered for %d days, more than %d", days, most), ev...)
	}
	return check.Pass(res, fmt.Sprintf("sign-in names are remembered for %d days at most", days), ev...)
}

// remembersSaid says whether an entry tells about sign-in names, which it may
// leave out.
func remembersSaid(a check.Attestation) bool {
	_, said := a.Int("remember_days")
	return said
}

func rememberedByWord(in *check.Input, a check.Attestation) finding.Finding {
	res := check.SettingResource("RememberMyLoginId")
	days, _ := a.Int("remember_days")
	switch {
	case days < 0:
		return check.NotAttested(res, fmt.Sprintf("the attestation says that sign-in names are remembered for %d days, which is no number of days", days))
	case days == 0 && authentication(in).RememberLogin == snapshot.Yes:
		return check.NotAttested(res, "Webex shows that sign-in names are remembered, although it is attested that they are not; for how many days is not known")
	case days == 0:
		return check.Pass(res, "sign-in names are not remembered, as attested")
	default:
		return rememberedFor(in, res, days)
	}
}
