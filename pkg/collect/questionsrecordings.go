package collect

import (
	"net/url"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// recordingQuestions are about recordings of meetings and calls.
func recordingQuestions() []*question {
	return []*question{
		{ask: recordingsEndpoint, of: "what can be watched or was deleted", wave: 2, onSite: onSiteIn(lastMonth, 1, "status", "available"),
			fills: names(snapshot.RecordingsName, snapshot.DeletedRecordingsName, snapshot.OldRecordingsName), read: plain[listOf[wireRecording]]()},
		{ask: purgedRecordingsEndpoint, of: "what was purged", fills: names(snapshot.PurgedRecordingsName), wave: 2,
			onSite: onSiteIn(lastMonth, 1, "status", "purged"), read: officers[wireRecording](purgedRecordingsEndpoint, " of what was purged")},
		{ask: transcriptsEndpoint, fills: names(snapshot.TranscriptsName), wave: 2,
			onSite: onSiteIn(lastMonth, 1), read: officers[wireTranscript](transcriptsEndpoint, "")},
		{ask: accessSummaryEndpoint, fills: names(snapshot.RecordingAccessName), wave: 2,
			onSite: onSiteIn(func(k *known) webex.Window { return webex.Window{From: k.r.now().Add(-lookBack), To: k.r.now()} }, 100, "hostEmail", "all"),
			read: answers(func(k *known, w listOf[wireAccessSummary], more bool) verdict {
				if _, ok := k.opened.find(wireAccessSummary.asked); !ok { // on no site before
					k.opened = page[wireAccessSummary]{w.Items, more || k.opened.more, true}
				}
				if onlyMine(k, w.Items, func(s wireAccessSummary) mail { return s.HostEmail }) {
					return verdict{doubt: accessSummaryEndpoint.ownAnswer("it names no recording of another host")}
				}
				return verdict{}
			})},
		{ask: accessDetailEndpoint, parts: names(snapshot.RecordingAccessName), wave: 3, read: plain[listOf[wireAccessDetail]](),
			with: func(k *known) (url.Values, []string, *excuse) {
				w, ok := k.opened.find(wireAccessSummary.asked)
				if !ok {
					return nil, nil, unsure("no recording was found that somebody opened")
				}
				return atMost(1, "recordingId", w.RecordingID, "hostEmail", w.HostEmail.value()), nil, nil
			}},
		{ask: callRecordingEndpoint, fills: names(snapshot.CallRecordingName),
			read: answers(func(k *known, w wireCallRecording, _ bool) verdict {
				k.callsOff = w.Enabled.Tri() == snapshot.No
				return verdict{}
			})},
		{ask: convergedRecordingsEndpoint, of: "what was deleted", fills: names(snapshot.RemovedCallsName, snapshot.CallFilesName),
			with: func(k *known) (url.Values, []string, *excuse) {
				return windowQuery(lastMonth(k), 1, "status", "deleted"), nil, nil
			},
			read: plain[listOf[wireCall]]()},
		{ask: purgedCallsEndpoint, of: "what was purged", fills: names(snapshot.RemovedCallsName),
			with: func(k *known) (url.Values, []string, *excuse) {
				return windowQuery(lastMonth(k), 1, "status", "purged"), nil, nil
			},
			read: officers[wireCall](purgedCallsEndpoint, " of what was purged")},
	}
}

// officers reads a list of what Webex shows to compliance officers only: an
// empty one says nothing, unless one is known to have asked.
func officers[W any](e Endpoint, what string) reader {
	return answers(func(k *known, w listOf[W], _ bool) verdict {
		if len(w.Items) > 0 {
			return verdict{}
		}
		return verdict{doubt: k.unseen(e, what)}
	})
}

// asked says whether a run asks who opened the recording.
func (w wireAccessSummary) asked() bool {
	views, viewsKnown := w.ViewCount.amount().Get()
	downloads, downloadsKnown := w.DownloadCount.amount().Get()
	return w.RecordingID != "" && (!viewsKnown || !downloadsKnown || views+downloads > 0)
}
