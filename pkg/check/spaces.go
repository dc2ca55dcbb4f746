package check

import (
	"slices"
	"strings"

	"wxaudit/pkg/snapshot"
)

// ClinicalTitles are the words by which the title of a label says that a space
// holds PHI, where nobody has said which labels do.
var ClinicalTitles = []string{"PHI", "Clinical", "Confidential", "Restricted"}

// SpaceKind is what the label of a space says about PHI in it.
type SpaceKind string

// The kinds of spaces.
const (
	ClinicalSpace   SpaceKind = "clinical"
	OtherSpace      SpaceKind = "other"      // its label is none of the clinical ones
	UnlabelledSpace SpaceKind = "unlabelled" // it carries none
	UntoldSpace     SpaceKind = "untold"     // it carries one, and no label at all says that spaces are clinical
	DoubtfulSpace   SpaceKind = ""           // it is not known which label it carries
)

// KindOfSpace judges a space by its label. Clinical are the ids or titles of
// labels; without any, a label is clinical by the words of ClinicalTitles. A
// check that calls it consults the classifications.
func (in *Input) KindOfSpace(s snapshot.Space, clinical []string) SpaceKind {
	if s.ClassificationID == "" {
		if s.Classified == snapshot.No || s.Classified == snapshot.Unknown && in.noLabels() {
			return UnlabelledSpace
		}
		return DoubtfulSpace
	}
	named := func(text string) bool {
		return slices.ContainsFunc(clinical, func(c string) bool { return sameLabel(c, text) })
	}
	if named(s.ClassificationID) {
		return ClinicalSpace
	}
	i := slices.IndexFunc(in.Classifications.Items, func(c snapshot.Classification) bool { return c.ID == s.ClassificationID })
	switch {
	case i < 0 || in.Classifications.Items[i].Title == "":
		return DoubtfulSpace
	case len(clinical) == 0 && saysClinical(in.Classifications.Items[i]), named(in.Classifications.Items[i].Title):
		return ClinicalSpace
	case len(clinical) > 0 || slices.ContainsFunc(in.Classifications.Items, saysClinical):
		return OtherSpace
	case in.Classifications.Missing() != nil || slices.ContainsFunc(in.Classifications.Items, untitled):
		return DoubtfulSpace // the one that does may be missing
	default:
		return UntoldSpace
	}
}

// Labels says whether some label that spaces can carry has that id or title.
func (in *Input) Labels(name string) bool {
	return slices.ContainsFunc(in.Classifications.Items, func(c snapshot.Classification) bool {
		return sameLabel(name, c.ID) || sameLabel(name, c.Title)
	})
}

func sameLabel(name, text string) bool {
	name = strings.TrimSpace(name)
	return name != "" && strings.EqualFold(name, strings.TrimSpace(text))
}

func saysClinical(c snapshot.Classification) bool { return SaysClinical(c.Title, ClinicalTitles) }

func untitled(c snapshot.Classification) bool { return c.Title == "" }

// SaysClinical says whether a title holds one of the words, as a word of its
// own and whatever its case.
func SaysClinical(title string, words []string) bool {
	for _, w := range words {
		if w != "" && (NamePattern{word: strings.ToLower(w)}).Matches(title) {
			return true
		}
	}
	return false
}

// noLabels says that the organisation is known to have no label that a space
// could carry.
func (in *Input) noLabels() bool {
	return in.Classifications.Missing() == nil && !slices.ContainsFunc(in.Classifications.Items, func(c snapshot.Classification) bool {
		return c.Enabled != snapshot.No
	})
}
