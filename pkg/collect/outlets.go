package collect

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"time"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

var (
	// dataSourcesEndpoint is /dataSources/ in Cisco's document; the client sends
	// no empty segments.
	dataSourcesEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/dataSources", Rank: snapshot.RankAPI,
		Scope: "spark-admin:datasource_read", Role: "the service app that registered them",
		Wire: listOf[wireDataSource]{},
	}
	dataSourceEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/dataSources/{dataSourceId}", Rank: snapshot.RankAPI,
		Scope: "spark-admin:datasource_read", Role: "the service app that registered them",
		Wire: wireDataSource{},
	}
	linkedFoldersEndpoint = Endpoint{
		Host: webex.API, Path: "/v1/room/linkedFolders", Rank: snapshot.RankAPI,
		Scope: "spark:rooms_read", Role: "members of the space",
		Wire: listOf[wireLinkedFolder]{},
	}
)

// wireDataSource has no field for tokens, nonces and texts.
type wireDataSource struct {
	ID     string        `json:"id"`
	URL    targetAddress `json:"url"`
	Status enum          `json:"status"`
}

// wireLinkedFolder has no field for the folder's name and ids.
type wireLinkedFolder struct {
	ID         string        `json:"id"`
	ContentURL targetAddress `json:"contentUrl"`
}

// dataSources reads where service apps send media. The list always has a gap:
// each service app sees its own.
func dataSources(ctx context.Context, r *run) {
	s := &r.s.DataSources
	s.Source = dataSourcesEndpoint.source()
	list, at, err := drain(webex.Linked[wireDataSource](ctx, r.o.Client, dataSourcesEndpoint.request(nil), "items"))
	s.Source.ReadAt = at
	if err != nil {
		s.Gap = r.gap(dataSourcesEndpoint, err)
	}
	if list == nil {
		return
	}
	s.Gap = firstGap(s.Gap, othersDataSources())
	s.Items = make([]snapshot.Outlet, len(list))
	readAt := make([]time.Time, len(list))
	each(len(list), func(i int) { s.Items[i], readAt[i] = r.dataSource(ctx, list[i]) })
	s.Source.ReadAt = latest(at, newest(readAt))
	s.Items = slices.DeleteFunc(s.Items, func(o snapshot.Outlet) bool { return o.ID == "" }) // the gap is there already
}

// othersDataSources is the gap of every list of data sources.
func othersDataSources() *snapshot.Gap {
	return dataSourcesEndpoint.unshown("Webex shows data sources only to the service app that registered them")
}

// dataSource reads a data source of which the list does not show the address.
func (r *run) dataSource(ctx context.Context, w wireDataSource) (o snapshot.Outlet, readAt time.Time) {
	if w.ID != "" && w.URL.host == "" {
		one, resp, err := webex.Get[wireDataSource](ctx, r.o.Client, dataSourceEndpoint.request(nil, w.ID))
		if err == nil && one.ID == w.ID {
			w, readAt = one, resp.ReadAt
		}
	}
	return snapshot.Outlet{Kind: "data_source", ID: w.ID, Scheme: w.URL.scheme, Host: w.URL.host, Status: string(w.Status)}, readAt
}

// folderLists is of how many spaces the linked folders are read.
const folderLists = 200

// linkedFolders reads which folders of other services are linked to the spaces
// that are known, which is as far as anybody sees.
func linkedFolders(ctx context.Context, r *run) {
	r.section(ctx, snapshot.SpacesName)
	s := &r.s.LinkedFolders
	s.Source, s.Gap = linkedFoldersEndpoint.source(), r.s.Spaces.Missing()
	if r.s.Spaces.Items == nil {
		return
	}
	spaces := r.s.Spaces.Items
	if len(spaces) > folderLists {
		spaces = spaces[:folderLists]
		s.Gap = firstGap(s.Gap, &snapshot.Gap{Reason: snapshot.Truncated,
			Detail: fmt.Sprintf("GET %s: the folders of %d spaces are read, of %d", linkedFoldersEndpoint.Path, folderLists, len(r.s.Spaces.Items))})
	}
	lists, gaps, readAt := make([][]wireLinkedFolder, len(spaces)), make([]*snapshot.Gap, len(spaces)), make([]time.Time, len(spaces))
	each(len(spaces), func(i int) {
		var err error
		query := url.Values{"roomId": {spaces[i].ID}}
		lists[i], readAt[i], err = drain(webex.Linked[wireLinkedFolder](ctx, r.o.Client, linkedFoldersEndpoint.request(query), "items"))
		if err != nil {
			gaps[i] = r.gap(linkedFoldersEndpoint, err)
		}
	})
	s.Gap, s.Source.ReadAt = firstGap(firstGap(gaps...), s.Gap), newest(readAt)
	s.Items = []snapshot.Outlet{}
	nameless := 0
	for _, list := range lists {
		for _, w := range list {
			if w.ID == "" {
				nameless++
				continue
			}
			s.Items = append(s.Items, snapshot.Outlet{Kind: "linked_folder", ID: w.ID, Scheme: w.ContentURL.scheme, Host: w.ContentURL.host})
		}
	}
	s.Gap = firstGap(s.Gap, linkedFoldersEndpoint.lacking(nameless, "id"))
}
