package webex

import (
	"context"
	"testing"

	"github.com/stretchr/testify/require"
)

// tally answers everything, and counts by service.
type tally map[Alias]int

func (c tally) Exchange(_ context.Context, r Request) (*Response, error) {
	c[r.Host]++
	return &Response{Status: 200, Body: []byte(`{}`)}, nil
}

func TestARefusedServiceIsNotAsked(t *testing.T) {
	t.Parallel()
	sent := tally{}
	c := New(Options{Exchanger: sent})
	ask := func(service Alias) error {
		_, err := c.Do(t.Context(), Request{Host: service, Path: "/v1/x", Template: "/v1/x"})
		return err
	}
	require.NoError(t, ask(Officer))
	c.Refuse(Officer)
	var e *Error
	require.ErrorAs(t, ask(Officer), &e)
	require.Equal(t, Refused, e.Kind)
	require.Equal(t, "GET /v1/x: refused: nothing is asked of it in this run", e.Error())
	require.NoError(t, ask(API))
	require.Equal(t, tally{Officer: 1, API: 1}, sent)
	require.Equal(t, 2, c.Requests())
	require.Equal(t, 2, c.Sent())
}
