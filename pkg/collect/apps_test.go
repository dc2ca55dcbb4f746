package collect

import (
	"fmt"
	"net/http"
	"net/url"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/snapshot"
)

// hookLists answers with the token's own webhooks and those of the organisation.
func hookLists(own, shared reply) func(url.Values) reply {
	return func(q url.Values) reply {
		if q.Get("ownedBy") == "org" {
			return shared
		}
		return own
	}
}

func aHook(id, more string) string {
	return fmt.Sprintf(`{"id":%q,"name":"canary-name","filter":"canary=1","targetUrl":"https://hooks.clinic.example/canary?canary=1","resource":"recordings","event":"created","status":"active"%s}`, id, more)
}

func TestWebhooks(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{webhooksEndpoint.Path: hookLists(
		rows(aHook("mine", `,"secret":"canary-secret","ownedBy":"creator"`), aHook("bare", `,"ownedBy":"creator"`)),
		rows(aHook("shared", `,"ownedBy":"org"`), aHook("open", `,"ownedBy":"org","secret":""`)),
	)}}
	r := onWard(w)
	r.section(t.Context(), snapshot.WebhooksName)
	require.Nil(t, r.s.Webhooks.Missing())
	got := map[string]snapshot.Webhook{}
	for _, h := range r.s.Webhooks.Items {
		got[h.ID] = h
		require.Equal(t, "hooks.clinic.example", h.Host)
	}
	require.Equal(t, snapshot.Yes, got["mine"].Secret)
	require.Equal(t, snapshot.No, got["bare"].Secret, "Webex shows the secrets of one's own webhooks")
	require.Equal(t, snapshot.Unknown, got["shared"].Secret, "and may hide those of others")
	require.Equal(t, snapshot.No, got["open"].Secret)
	require.NotContains(t, asJSON(t, r.s), "canary")
}

func TestWebhooksNotWhole(t *testing.T) {
	t.Parallel()
	shared := rows(aHook("a", `,"ownedBy":"org"`))
	for name, tt := range map[string]struct {
		own, shared reply
		roles       []string
		want        snapshot.Reason
		items       int
	}{
		"of the organisation refused": {rows(aHook("a", "")), refuse(http.StatusForbidden), []string{"R-full"}, snapshot.Forbidden, 1},
		"own refused":                 {refuse(http.StatusForbidden), shared, []string{"R-full"}, snapshot.Forbidden, 1},
		"ownedBy not understood":      {rows(), rows(aHook("a", `,"ownedBy":"creator"`)), []string{"R-full"}, snapshot.Schema, 1},
		"empty without the role":      {rows(), rows(), []string{"R-ro"}, snapshot.Forbidden, 0},
		"empty with the role":         {rows(), rows(), []string{"R-full"}, "", 0},
		"no id":                       {rows(`{"status":"active"}`), shared, []string{"R-full"}, snapshot.FieldAbsent, 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{handlers: map[string]func(url.Values) reply{webhooksEndpoint.Path: hookLists(tt.own, tt.shared)}})
			r.s.Auditor.Value.Roles = tt.roles
			r.section(t.Context(), snapshot.WebhooksName)
			require.Equal(t, tt.want, reason(r.s.Webhooks.Missing()))
			require.Len(t, r.s.Webhooks.Items, tt.items)
			if r.s.Webhooks.Gap != nil {
				require.Contains(t, r.s.Webhooks.Gap.Detail, fmt.Sprintf("webhooks seen: %d", tt.items))
			}
		})
	}
}

func TestSubscriptions(t *testing.T) {
	t.Parallel()
	const one = `{"id":"s","name":"canary","description":"canary","eventTypes":["task:new","agent:login"],"destinationUrl":"https://events.vendor.example/canary","createdBy":"canary@mail.example","status":"active"}`
	for name, tt := range map[string]struct {
		answer reply
		want   snapshot.Reason
		items  int
	}{
		"whole":     {tell(`{"data":[` + one + `],"meta":{"subscriptionCount":1}}`), "", 1},
		"version 1": {tell(`{"data":[` + one + `],"meta":{"subscriptionCount":3}}`), snapshot.Truncated, 1},
		"no data":   {tell(`{"meta":{}}`), snapshot.Schema, 0},
		"refused":   {refuse(http.StatusForbidden), snapshot.Forbidden, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{handlers: map[string]func(url.Values) reply{subscriptionsEndpoint.Path: always(tt.answer)}})
			r.o.ContactCenter = true
			r.section(t.Context(), snapshot.SubscriptionsName)
			require.Equal(t, tt.want, reason(r.s.Subscriptions.Missing()))
			require.Len(t, r.s.Subscriptions.Items, tt.items)
			require.NotContains(t, asJSON(t, r.s), "canary")
		})
	}
}

func TestSubscriptionsWithoutAddress(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		licenses []snapshot.License
		gap      *snapshot.Gap
		want     snapshot.Reason
	}{
		"no licence":          {[]snapshot.License{{ID: "a", Name: "Messaging"}}, nil, ""},
		"a licence":           {[]snapshot.License{{ID: "a", Name: "Contact Center Premium Agent"}}, nil, snapshot.Error},
		"licences unreadable": {nil, &snapshot.Gap{Reason: snapshot.Forbidden}, snapshot.Forbidden},
		"licences cut off":    {[]snapshot.License{{ID: "a", Name: "Messaging"}}, &snapshot.Gap{Reason: snapshot.Truncated}, snapshot.Truncated},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := &ward{}
			r := onWard(w)
			r.s.Licenses.Items, r.s.Licenses.Gap = tt.licenses, tt.gap
			r.section(t.Context(), snapshot.SubscriptionsName)
			require.Equal(t, tt.want, reason(r.s.Subscriptions.Missing()))
			require.Empty(t, w.asked, "nothing is sent to an address that nobody gave")
		})
	}
}

func TestDataSources(t *testing.T) {
	t.Parallel()
	r := onWard(&ward{handlers: map[string]func(url.Values) reply{
		dataSourcesEndpoint.Path:        always(rows(`{"id":"a","url":"https://media.vendor.example/canary","status":"active","jwsToken":"canary"}`, `{"id":"b","nonce":"canary"}`, `{}`)),
		dataSourcesEndpoint.Path + "/b": always(tell(`{"id":"b","url":"https://other.vendor.example/","status":"disabled","subject":"canary","audience":"canary"}`)),
	}})
	r.section(t.Context(), snapshot.DataSourcesName)
	require.Equal(t, snapshot.Forbidden, reason(r.s.DataSources.Missing()), "those of other service apps are shown to nobody")
	require.Equal(t, []snapshot.Outlet{
		{Kind: "data_source", ID: "a", Scheme: "https", Host: "media.vendor.example", Status: "active"},
		{Kind: "data_source", ID: "b", Scheme: "https", Host: "other.vendor.example", Status: "disabled"},
	}, r.s.DataSources.Items)
	require.NotContains(t, asJSON(t, r.s), "canary")
}

func TestLinkedFolders(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer reply
		gap    *snapshot.Gap // of the spaces
		want   snapshot.Reason
		items  int
	}{
		"whole":       {rows(`{"id":"f","displayName":"canary","itemId":"canary","driveId":"canary","contentUrl":"https://files.vendor.example/canary"}`), nil, "", 1},
		"own spaces":  {rows(), new(run).onlyVisible(), snapshot.Forbidden, 0},
		"no member":   {refuse(http.StatusNotFound), new(run).onlyVisible(), snapshot.NotFound, 0},
		"without ids": {rows(`{}`), nil, snapshot.FieldAbsent, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{handlers: map[string]func(url.Values) reply{linkedFoldersEndpoint.Path: always(tt.answer)}})
			r.s.Spaces = snapshot.Section[snapshot.Space]{Items: []snapshot.Space{{ID: "a"}}, Gap: tt.gap}
			r.give(snapshot.SpacesName)
			r.section(t.Context(), snapshot.LinkedFoldersName)
			require.Equal(t, tt.want, reason(r.s.LinkedFolders.Missing()))
			require.Len(t, r.s.LinkedFolders.Items, tt.items)
			require.NotContains(t, asJSON(t, r.s), "canary")
		})
	}
}

func TestAuthorizations(t *testing.T) {
	t.Parallel()
	w := &ward{handlers: map[string]func(url.Values) reply{authorizationsEndpoint.Path: func(q url.Values) reply {
		if q.Get("personId") == "P-nur" {
			return refuse(http.StatusForbidden)
		}
		return rows(`{"id":"canary","applicationId":"canary","clientId":"C1","applicationName":"Notes","created":"2026-02-01T00:00:00Z","type":"access"}`,
			`{"clientId":"C1","applicationName":"Notes","created":"2025-02-01T00:00:00Z","type":"refresh"}`)
	}}}
	r := onWard(w)
	noIdentityRoles(r)
	r.s.People.Items[0].Roles, r.s.People.Items[1].Roles, r.s.People.Items[2].Roles = []string{"R-full"}, []string{}, []string{"R-ro"}
	r.section(t.Context(), snapshot.AuthorizationsName)
	require.Nil(t, r.s.Authorizations.Missing())
	require.Equal(t, []string{"personId=P-aud", "personId=P-nur"}, w.queries(authorizationsEndpoint.Path), "nobody without a role is asked about")
	require.Len(t, r.s.Authorizations.Items[0].Apps, 1)
	require.Equal(t, 2025, r.s.Authorizations.Items[0].Apps[0].Created.Year(), "the oldest grant counts")
	require.Equal(t, snapshot.Forbidden, reason(r.s.Authorizations.Items[1].Gap))
	require.Nil(t, r.s.Authorizations.Items[1].Apps)
	require.NotContains(t, asJSON(t, r.s), "canary")

	r = onWard(w)
	noIdentityRoles(r)
	r.section(t.Context(), snapshot.AuthorizationsName)
	require.Equal(t, snapshot.FieldAbsent, reason(r.s.Authorizations.Missing()), "roles that Webex does not show may be held")
}

func TestAppPolicy(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer     reply
		documented bool
		action     string
		want       snapshot.Reason
	}{
		"deny":            {rows(`{"type":"default","action":"deny","name":"canary"}`), false, "deny", ""},
		"allow":           {rows(`{"type":"default","action":"Allow"}`), false, "allow", ""},
		"another word":    {rows(`{"type":"default","action":"maybe"}`), false, "", snapshot.FieldAbsent},
		"custom only":     {rows(`{"type":"custom","action":"deny"}`), false, "", snapshot.Schema},
		"none":            {rows(), false, "", snapshot.Schema},
		"two":             {rows(`{"type":"default","action":"deny"}`, `{"type":"default","action":"allow"}`), false, "", snapshot.Schema},
		"refused":         {refuse(http.StatusForbidden), false, "", snapshot.Forbidden},
		"documented only": {rows(`{"type":"default","action":"deny"}`), true, "", snapshot.Error},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{handlers: map[string]func(url.Values) reply{appPolicyEndpoint.Path: always(tt.answer)}})
			r.o.DocumentedOnly = tt.documented
			r.section(t.Context(), snapshot.AppPolicyName)
			require.Equal(t, tt.want, reason(r.s.AppPolicy.Missing()))
			if tt.action != "" {
				require.Equal(t, tt.action, r.s.AppPolicy.Value.Action)
			}
		})
	}
}

func TestUsedApps(t *testing.T) {
	t.Parallel()
	app := func(id string) string {
		return fmt.Sprintf(`{"appClientId":%q,"appName":"Notes","appContactEmail":"canary@mail.example","appUserAdoption":3,"policyAction":"Allow"}`, id)
	}
	pages := func(byStart map[string]reply) func(url.Values) reply {
		return func(q url.Values) reply { return byStart[q.Get("start")] }
	}
	for name, tt := range map[string]struct {
		handle func(url.Values) reply
		want   snapshot.Reason
		items  int
	}{
		"until a page is empty": {pages(map[string]reply{"0": rows(app("a"), app("b")), "2": rows(app("c")), "3": rows()}), "", 3},
		"the same page again":   {always(rows(app("a"))), snapshot.Truncated, 1},
		"broken off":            {pages(map[string]reply{"0": rows(app("a")), "1": refuse(http.StatusForbidden)}), snapshot.Forbidden, 1},
		"refused":               {always(refuse(http.StatusForbidden)), snapshot.Forbidden, 0},
		"no items":              {always(tell(`{}`)), snapshot.Schema, 0},
		"entries without an id": {pages(map[string]reply{"0": rows(`{"appName":"Notes"}`), "1": rows()}), snapshot.FieldAbsent, 0},
		"nothing in use":        {always(rows()), "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := onWard(&ward{handlers: map[string]func(url.Values) reply{usedAppsEndpoint.Path: tt.handle}})
			r.section(t.Context(), snapshot.UsedAppsName)
			require.Equal(t, tt.want, reason(r.s.UsedApps.Missing()))
			require.Len(t, r.s.UsedApps.Items, tt.items)
			require.NotContains(t, asJSON(t, r.s), "canary")
		})
	}
}
