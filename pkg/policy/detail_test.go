package policy_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
)

func TestParseDetail(t *testing.T) {
	t.Parallel()
	st := asking()[0].Statements[0]
	for _, tt := range []struct {
		text string
		name string
		want any // nil when it is refused
		says string
	}{
		{text: "people=12", name: "people", want: 12},
		{text: " people = 12 ", name: "people", want: 12},
		{text: "trained=0.97", name: "trained", want: 0.97},
		{text: "trained=1", name: "trained", want: 1.0},
		{text: "revised=yes", name: "revised", want: true},
		{text: "revised=FALSE", name: "revised", want: false},
		{text: "partner=Cisco = Webex", name: "partner", want: "Cisco = Webex"},
		{text: "products=Meetings, Messaging", name: "products", want: []string{"Meetings", "Messaging"}},
		{text: "reviewed_on=2026-01-31", name: "reviewed_on", want: day(t, "2026-01-31")},

		{text: "people", says: "name=value"},
		{text: "=12", says: "has no detail"},
		{text: "poeple=12", says: `did you mean "people"?`},
		{text: "people=a dozen of mallory", says: "not a whole number"},
		{text: "people=1.5", says: "not a whole number"},
		{text: "people=010", says: "not a whole number"},
		{text: "people=", says: "not a whole number"},
		{text: "people=99999999999999999999", says: "not a whole number"},
		{text: "trained=97", says: "from 0 to 1"},
		{text: "trained=NaN", says: "from 0 to 1"},
		{text: "revised=1", says: "true or false"},
		{text: "partner=", says: "not a word"},
		{text: "products=mallory", says: "among Meetings, Messaging"},
		{text: "products=Meetings,", says: "among Meetings, Messaging"},
		{text: "reviewed_on=2026-02-30", says: "a day such as"},
	} {
		t.Run(tt.text, func(t *testing.T) {
			t.Parallel()
			name, value, err := policy.ParseDetail(st, tt.text)
			if tt.want == nil {
				require.ErrorContains(t, err, tt.says)
				require.NotContains(t, err.Error(), "mallory")
				return
			}
			require.NoError(t, err)
			require.Equal(t, tt.name, name)
			require.Equal(t, tt.want, value)
		})
	}
}
