package webex_test

import (
	"net/http"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

func TestBudgetPaysForRetries(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt, at := script(status(200, "{}"), status(500, ""), status(429, ""), status(503, "", "TrackingID", "T-4"))
		c := webex.New(webex.Options{MaxRequests: 4, Exchanger: newLive(t, options(rt))})
		_, err := c.Do(t.Context(), people)
		require.NoError(t, err)
		_, err = c.Do(t.Context(), people)
		e := failure(t, err)
		require.Equal(t, webex.Budget, e.Kind)
		require.Equal(t, "the budget of 4 requests is used up", e.Detail)
		require.Equal(t, 503, e.Status, "of the last answer that came")
		require.Equal(t, 3, e.Attempts)
		require.Len(t, *at, 4)
		require.Equal(t, 4, c.Sent())
		require.Equal(t, 2, c.Requests())

		_, err = c.Do(t.Context(), people)
		require.Equal(t, webex.Budget, failure(t, err).Kind)
		require.Len(t, *at, 4)
		require.Equal(t, 2, c.Requests())
	})
}

func TestBudgetPaysForRedirects(t *testing.T) {
	t.Parallel()
	sent := 0
	l := server(t, "", func(w http.ResponseWriter, r *http.Request) {
		sent++
		w.Header().Set("Location", r.URL.Path)
		w.WriteHeader(http.StatusFound)
	})
	c := webex.New(webex.Options{MaxRequests: 2, Exchanger: l})
	_, err := c.Do(t.Context(), people)
	require.Equal(t, webex.Budget, failure(t, err).Kind)
	require.Equal(t, 2, sent)
	require.Equal(t, 2, c.Sent())
}

func TestSentWithoutABudget(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		rt, _ := script(status(500, ""), status(200, "{}"))
		c := webex.New(webex.Options{Exchanger: newLive(t, options(rt))})
		_, err := c.Do(t.Context(), people)
		require.NoError(t, err)
		require.Equal(t, 2, c.Sent())
		require.Equal(t, 1, c.Requests())
		recorded := webex.New(webex.Options{Exchanger: answers(200, "{}")})
		_, err = recorded.Do(t.Context(), people)
		require.NoError(t, err)
		require.Equal(t, 1, recorded.Sent())
	})
}
