package calling

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// shortest is the number of digits below which one PIN for all new mailboxes
// fails, whatever is allowed otherwise.
const shortest = 6

// organizationPins judges the organisation's rules for PINs.
func organizationPins(in *check.Input) finding.Finding {
	r := check.SettingResource("voicemail PIN")
	c, gap := organizationCalling(in, snapshot.PartPinRules)
	src := in.Calling.SourceOf("pin_rules")
	if gap != nil {
		return check.Unread(r, src, gap)
	}
	first := check.Evidence(src, "defaultVoicemailPinEnabled", c.PinRules.DefaultPin.Any())
	f := pins(in, r, "the organisation", c.PinRules, c.PinRules.DefaultPin, src)
	f.Evidence = append([]finding.Evidence{first}, f.Evidence...)
	switch {
	case f.Status == finding.Fail || f.Status == finding.Unknown:
		return f
	case c.PinRules.DefaultPin == snapshot.Unknown:
		return check.Absent(r, src, "defaultVoicemailPinEnabled")
	case c.PinRules.DefaultPin == snapshot.Yes && f.Status == finding.Pass:
		return check.Warn(r, "the organisation gives new mailboxes one PIN for all", f.Evidence...)
	case c.PinRules.DefaultPin == snapshot.Yes:
		f.Message += ", and gives new mailboxes one PIN for all"
	}
	return f
}

// locationPins judges a location's own rules for PINs; the default PIN is the
// organisation's, and judged there where it is not known.
func locationPins(in *check.Input, l snapshot.CallingLocation) finding.Finding {
	r, src := locationResource(l), partSource(in, l, snapshot.PartPinRules)
	if g := l.Gaps[snapshot.PartPinRules]; g != nil {
		return check.Unread(r, src, g)
	}
	c, _ := organizationCalling(in, snapshot.PartPinRules)
	return pins(in, r, r.Name, l.PinRules, c.PinRules.DefaultPin, src)
}

// pins judges rules for PINs, but for the default PIN alone.
func pins(in *check.Input, r finding.Resource, who string, p snapshot.PinRules, defaultPin snapshot.Tri, src snapshot.Source) finding.Finding {
	ev := []finding.Evidence{
		check.Evidence(src, "length.min", p.MinLength.Any()),
		check.Evidence(src, "blockRepeatedDigits.enabled", p.BlockRepeated.Any()),
		check.Evidence(src, "blockContiguousSequences.enabled", p.BlockContiguous.Any()),
		check.Evidence(src, "blockRepeatedPatternsEnabled", p.BlockPatterns.Any()),
	}
	length, known := p.MinLength.Get()
	least := in.Params.Int("min_pin")
	var faults check.Faults
	faults.Fail(defaultPin == snapshot.Yes && known && length < shortest, fmt.Sprintf("gives new mailboxes one PIN for all, and PINs of %d digits are enough", length))
	faults.Warn(known && length < least, fmt.Sprintf("takes PINs of %d digits, fewer than the %d of min_pin", length, least))
	faults.Warn(p.BlockRepeated == snapshot.No, "takes PINs of repeated digits")
	faults.Warn(p.BlockContiguous == snapshot.No, "takes PINs of digits in a row")
	faults.Warn(p.BlockPatterns == snapshot.No, "takes PINs of repeated patterns")
	return faults.Judge(r, src, who, fmt.Sprintf("takes PINs of %d digits or more, without simple ones", length), ev...)
}
