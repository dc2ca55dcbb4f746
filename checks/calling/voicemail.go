package calling

import (
	"fmt"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/snapshot"
)

// voicemailForwarding judges whether users may mail messages out.
func voicemailForwarding(in *check.Input) finding.Finding {
	r := check.SettingResource("voicemail forwarding")
	c, gap := organizationCalling(in, snapshot.PartVoicemail)
	src := in.Calling.SourceOf("voicemail")
	ev := check.Evidence(src, "voiceMessageForwardingEnabled", c.Voicemail.Forwarding.Any())
	switch {
	case gap != nil:
		return check.Unread(r, src, gap)
	case c.Voicemail.Forwarding == snapshot.Unknown:
		return check.Absent(r, src, "voiceMessageForwardingEnabled")
	case c.Voicemail.Forwarding == snapshot.Yes:
		return check.Warn(r, "users may forward voicemail by e-mail, to anybody", ev)
	default:
		return check.Pass(r, "users may not forward voicemail", ev)
	}
}

// voicemailExpiry judges when messages are deleted. Voicemail is seldom the
// record, so an early end is a question and no failure.
func voicemailExpiry(in *check.Input) finding.Finding {
	r := check.SettingResource("voicemail expiry")
	c, gap := organizationCalling(in, snapshot.PartVoicemail)
	src := in.Calling.SourceOf("voicemail")
	if gap != nil {
		return check.Unread(r, src, gap)
	}
	on := check.Evidence(src, "messageExpiryEnabled", c.Voicemail.ExpiryOn.Any())
	after := check.Evidence(src, "numberOfDaysForMessageExpiry", c.Voicemail.ExpiryDays.Any())
	days, known := c.Voicemail.ExpiryDays.Get()
	_, said := in.Attested(transientVoicemail, "")
	switch {
	case c.Voicemail.ExpiryOn == snapshot.Unknown:
		return check.Absent(r, src, "messageExpiryEnabled")
	case c.Voicemail.ExpiryOn == snapshot.No:
		return check.Pass(r, "voicemail is not deleted by itself", on)
	case !known:
		return check.Absent(r, src, "numberOfDaysForMessageExpiry")
	case days < 1:
		return check.Unknown(r, snapshot.Schema, fmt.Sprintf("voicemail is deleted after %d days, a number that Webex does not explain", days), on, after)
	case days >= check.SixYears:
		return check.Pass(r, fmt.Sprintf("voicemail is deleted after %d days, six years or more", days), on, after)
	case !said:
		return check.Warn(r, fmt.Sprintf("voicemail is deleted after %s, and no policy that it is transient is attested", check.Count(days, "day")), on, after)
	}
	return in.Attest(r, transientVoicemail, "", 0, func(a check.Attestation) finding.Finding {
		if a.Answer == "yes" {
			return check.Pass(r, fmt.Sprintf("voicemail is deleted after %s, and is transient by policy", check.Count(days, "day")), on, after)
		}
		return check.Warn(r, fmt.Sprintf("voicemail is deleted after %s, and no policy says that it is transient", check.Count(days, "day")), on, after)
	})
}

// voicemailTranscription judges whether messages at a location become text.
func voicemailTranscription(in *check.Input, l snapshot.CallingLocation) finding.Finding {
	r, src := locationResource(l), partSource(in, l, snapshot.PartVoicemail)
	switch {
	case in.Params.Bool("allow_transcription") && l.Transcription == snapshot.Yes:
		return check.Pass(r, "the transcription of voicemail at "+r.Name+" is allowed", check.Evidence(src, "voicemailTranscriptionEnabled", true))
	case l.Gaps[snapshot.PartVoicemail] != nil:
		return check.Unread(r, src, l.Gaps[snapshot.PartVoicemail])
	default:
		return aiSwitch(in, r, "the transcription of voicemail at "+r.Name, l.Transcription, src, "voicemailTranscriptionEnabled")
	}
}
