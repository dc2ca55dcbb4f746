package meetings

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// siteJudge says what the settings of one site are worth.
type siteJudge func(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source) finding.Finding

// eachSite judges the settings of every site. A site without settings is
// unknown, not skipped: the call without a site answers for the preferred site
// alone, which makes a second site easy to forget.
func eachSite(in *check.Input, judge siteJudge) []finding.Finding {
	var fs []finding.Finding
	src, read := in.SiteSettings.Source, map[string]bool{}
	for _, s := range in.SiteSettings.Items {
		read[s.Site] = true
		r := check.SiteResource(s.Site)
		if s.Gap != nil {
			fs = append(fs, check.Unread(r, src, s.Gap))
			continue
		}
		fs = append(fs, judge(s, r, src))
	}
	for _, s := range in.Sites.Items {
		if !read[s.URL] {
			fs = append(fs, check.Unknown(check.SiteResource(s.URL), snapshot.Error,
				fmt.Sprintf("the settings of %s were not read", s.URL)))
		}
	}
	return fs
}

// eachUsedSite is eachSite for checks that do not apply to a site that nobody
// uses. Where it is not known whether a site is used, its settings decide
// nothing: they could be those of a site that does not matter.
func eachUsedSite(in *check.Input, judge siteJudge) []finding.Finding {
	use := siteUse(in)
	return eachSite(in, func(s snapshot.SiteSettings, r finding.Resource, src snapshot.Source) finding.Finding {
		f := judge(s, r, src)
		switch used, ev := use(s.Site); used {
		case snapshot.Yes:
			return f
		case snapshot.No:
			return check.NotApplicable(r, fmt.Sprintf("%s has no meeting licence in use and held no meeting in %d days", s.Site, check.EndedBack), ev)
		default:
			return check.Unknown(r, snapshot.FieldAbsent,
				fmt.Sprintf("it could not be read whether %s is in use; as for its settings: %s", s.Site, f.Message),
				append([]finding.Evidence{ev}, f.Evidence...)...)
		}
	})
}

// siteUse returns a function that says whether a site is in use: somebody has
// a licence for it, or a meeting was held on it.
func siteUse(in *check.Input) func(site string) (snapshot.Tri, finding.Evidence) {
	held, unplaced := map[string]bool{}, in.EndedMeetings.Missing() != nil
	for _, m := range in.EndedMeetings.Items {
		held[m.Site] = true
		unplaced = unplaced || m.Site == ""
	}
	consumed := map[string]snapshot.Opt[int]{}
	for _, s := range in.Sites.Items {
		consumed[s.URL] = s.Consumed
	}
	return func(site string) (snapshot.Tri, finding.Evidence) {
		n, known := consumed[site].Get()
		ev := check.Evidence(in.Sites.Source, "consumedUnits", consumed[site].Any())
		switch {
		case n > 0 || held[site]:
			return snapshot.Yes, ev
		case known && n == 0 && !unplaced:
			return snapshot.No, ev
		default:
			return snapshot.Unknown, ev
		}
	}
}
