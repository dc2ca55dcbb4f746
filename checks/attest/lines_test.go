package attest

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLinesOf(t *testing.T) {
	t.Parallel()
	for licence, want := range map[string][]line{
		"Meeting - Webex Meeting Center":        {meetings},
		"Meeting - Webex Event Center":          {meetings, webinars},
		"Webex Events 3000":                     {webinars},
		"Webex Webinars 1000":                   {webinars},
		"Advanced Space Meetings":               {meetings},
		"Messaging":                             {messaging},
		"Webex Calling - Professional":          {calling},
		"Customer Assist":                       {calling},
		"CX Essentials":                         {calling},
		"Call on Webex (1:1 call, non-PSTN)":    {calling},
		"Unified Communication Manager (UCM)":   {calling},
		"Contact Center Premium Agent":          {contactCenter},
		"Webex Contact Centre":                  {contactCenter},
		"Pro Pack for Webex Control Hub":        {platform},
		"Room Systems":                          {platform},
		"Free screen share":                     {messaging},
		"Webex Assistant":                       {transcriptsAI},
		"Real-Time Translations":                {transcriptsAI},
		"Cisco AI Agent":                        {transcriptsAI},
		"Storage 100 GB":                        {recordingStorage},
		"Slido Premium":                         {slido},
		"Vidcast":                               {vidcast},
		"Webex Connect Plus":                    nil,
		"Fair maintenance":                      nil, // no "ai" in the middle of a word
		"Prevention":                            nil, // and no "event"
		"":                                      nil,
		"MEETING-CENTER":                        {meetings},
		"Messaging and Meetings for Clinicians": {meetings, messaging},
	} {
		require.Equal(t, want, linesOf(licence), licence)
	}
}

func TestEveryLineHasKeywords(t *testing.T) {
	t.Parallel()
	for _, l := range lines {
		require.NotEmpty(t, keywords[l], l)
	}
	require.Len(t, keywords, len(lines))
}
