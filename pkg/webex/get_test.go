package webex_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

type person struct {
	ID    string `json:"id"`
	Count int8   `json:"count"`
}

func TestGetDecodes(t *testing.T) {
	t.Parallel()
	p, resp, err := webex.Get[person](t.Context(), webex.New(webex.Options{Exchanger: answers(200, `{"id":"a","emails":["x"]}`)}), people)
	require.NoError(t, err)
	require.Equal(t, person{ID: "a"}, p)
	require.Equal(t, 200, resp.Status)
}

func TestGetTakesNoBodyForZero(t *testing.T) {
	t.Parallel()
	for _, body := range []string{"", " \n", "null"} {
		p, resp, err := webex.Get[*person](t.Context(), webex.New(webex.Options{Exchanger: answers(204, body)}), people)
		require.NoError(t, err)
		require.Nil(t, p)
		require.Equal(t, 204, resp.Status)
	}
}

func TestGetRefusesOtherShapesWithoutQuotingThem(t *testing.T) {
	t.Parallel()
	for body, detail := range map[string]string{
		`{"id":"a","count":"canary"}`: "the field count is of another type than documented",
		`{"id":"a","count":7777777}`:  "the field count is of another type than documented",
		`["canary"]`:                  "the answer is of another type than documented",
		`canary`:                      "the answer is not JSON",
		`{"id":"canary`:               "the answer is not JSON",
		`{"id":"a"} canary`:           "the answer is not JSON",
	} {
		p, resp, err := webex.Get[person](t.Context(), webex.New(webex.Options{Exchanger: answers(200, body)}), people)
		e := failure(t, err)
		require.Equal(t, webex.Schema, e.Kind, body)
		require.Equal(t, detail, e.Detail, body)
		require.Equal(t, 200, e.Status)
		require.Zero(t, p, "nothing of a broken answer is returned")
		require.Nil(t, resp)
	}
}

func TestGetPassesFailuresOn(t *testing.T) {
	t.Parallel()
	_, _, err := webex.Get[person](t.Context(), webex.New(webex.Options{Exchanger: answers(403, "")}), people)
	require.Equal(t, webex.Forbidden, failure(t, err).Kind)
}
