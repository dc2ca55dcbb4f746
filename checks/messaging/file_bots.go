package messaging

import (
	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// unblockedBots judges bots that may take files and leave them: a failure where
// there are bots in clinical spaces.
func unblockedBots(in *check.Input, res finding.Resource, ev ...finding.Evidence) finding.Finding {
	doubt := in.Spaces.Missing() != nil
	for _, s := range in.Spaces.Items {
		kind := in.KindOfSpace(s, nil)
		if kind == check.OtherSpace || kind == check.UnlabelledSpace {
			continue
		}
		doubt = doubt || s.Gap != nil || s.Members == nil
		for _, m := range s.Members {
			if m.Bot == snapshot.Yes && kind == check.ClinicalSpace {
				return check.Fail(res, "bots may share files without limit, and there are bots in clinical spaces",
					append(ev, check.Evidence(in.Spaces.Source, "members.bot", true))...)
			}
			doubt = doubt || m.Bot != snapshot.No
		}
	}
	if doubt {
		return check.Unknown(res, snapshot.Truncated, "bots may share files without limit, and it is not known whether there are bots in clinical spaces", ev...)
	}
	return check.Warn(res, "bots may share files without limit, and there are none in clinical spaces", ev...)
}
