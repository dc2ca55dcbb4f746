package webex_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/webex"
)

// faults are the ways in which a page can fail, and what that is on page one.
func faults() map[string]struct {
	page page
	kind webex.Kind
} {
	type fault = struct {
		page page
		kind webex.Kind
	}
	return map[string]fault{
		"forbidden":    {page{status: 403}, webex.Forbidden},
		"not found":    {page{status: 404}, webex.NotFound},
		"bad request":  {page{status: 400}, webex.BadRequest},
		"throttled":    {page{status: 429}, webex.Throttled},
		"unavailable":  {page{status: 503}, webex.Unavailable},
		"no key":       {page{body: `{"Items":null,"data":[]}`}, webex.Schema},
		"null":         {page{body: `{"items":null}`}, webex.Schema},
		"object":       {page{body: `{"items":{}}`}, webex.Schema},
		"wrong items":  {page{body: `{"items":["canary"]}`}, webex.Schema},
		"array":        {page{body: `[1]`}, webex.Schema},
		"empty body":   {page{body: ``}, webex.Schema},
		"web page":     {page{body: `<html>`}, webex.Schema},
		"refused":      {page{err: &webex.Error{Kind: webex.Refused}}, webex.Refused},
		"not recorded": {page{err: &webex.Error{Kind: webex.NotRecorded}}, webex.NotRecorded},
		"unauthorized": {page{status: 401}, webex.Unauthorized},
		"canceled":     {page{err: &webex.Error{Kind: webex.Canceled}}, webex.Canceled},
		"timeout":      {page{err: &webex.Error{Kind: webex.Timeout}}, webex.Timeout},
		"budget":       {page{err: &webex.Error{Kind: webex.Budget}}, webex.Budget},
	}
}

func TestFirstPageFailuresKeepTheirKind(t *testing.T) {
	t.Parallel()
	for name, f := range faults() {
		t.Run(name, func(t *testing.T) {
			l := &listing{pages: []page{f.page}}
			got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(""), "items"))
			require.Equal(t, f.kind, failure(t, err).Kind)
			require.Empty(t, got)
		})
	}
}

func TestLaterPageFailuresAreTruncations(t *testing.T) {
	t.Parallel()
	stay := map[webex.Kind]bool{webex.Unauthorized: true, webex.Canceled: true, webex.Timeout: true, webex.Budget: true}
	for name, f := range faults() {
		t.Run(name, func(t *testing.T) {
			l := &listing{pages: []page{{body: items(1), link: "?cursor=a"}, f.page}}
			got, err := read(t, webex.Linked[int](t.Context(), l.client(), ask(""), "items"))
			e := failure(t, err)
			require.Equal(t, []int{1}, got)
			if stay[f.kind] {
				require.Equal(t, f.kind, e.Kind)
				return
			}
			require.Equal(t, webex.Truncated, e.Kind)
			require.Contains(t, e.Detail, "page 2 of the list could not be read: ")
			require.NotContains(t, e.Error(), "canary")
			if f.page.status != 0 {
				require.Equal(t, f.page.status, e.Status)
				require.Equal(t, "T-2", e.TrackingID)
			}
		})
	}
}
