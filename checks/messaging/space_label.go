package messaging

import (
	"slices"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// labelledSpaces judges the labels of the spaces that the token sees. What it
// does not see is no part of this check; but that the list came whole is.
func labelledSpaces(in *check.Input) (fs []finding.Finding) {
	gap, seen := in.Spaces.Missing(), in.Spaces.Items
	if gap != nil && (gap.Reason != snapshot.Forbidden || len(seen) == 0) {
		fs = append(fs, check.Unread(finding.Resource{Type: "section", ID: string(snapshot.SpacesName), Name: "spaces"}, in.Spaces.Source, gap))
	}
	for _, s := range seen {
		fs = append(fs, labelOfSpace(in, s))
	}
	return fs
}

func labelOfSpace(in *check.Input, s snapshot.Space) finding.Finding {
	src, res := in.Spaces.Source, spaceResource(s)
	if s.ClassificationID == "" {
		switch in.KindOfSpace(s, nil) {
		case check.UnlabelledSpace:
			return check.Warn(res, "the space carries no label", check.Evidence(src, "classificationId", "none"))
		default:
			return check.Absent(res, src, "classificationId")
		}
	}
	i := slices.IndexFunc(in.Classifications.Items, func(c snapshot.Classification) bool { return c.ID == s.ClassificationID })
	if i < 0 {
		return check.Unknown(res, snapshot.FieldAbsent, "the space carries a label that is not among the classifications of the organisation",
			check.Evidence(src, "classificationId", nil))
	}
	rank, known := in.Classifications.Items[i].Rank.Get()
	ev := check.Evidence(in.Classifications.Source, "rank", in.Classifications.Items[i].Rank.Any())
	switch {
	case !known:
		return check.Absent(res, in.Classifications.Source, "rank")
	case rank == 0:
		return check.Warn(res, "the space carries the lowest label, which Webex also shows when it cannot tell", ev)
	default:
		return check.Pass(res, "the space carries a label", ev)
	}
}
