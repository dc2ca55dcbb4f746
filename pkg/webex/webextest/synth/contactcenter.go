package synth

import "net/http"

// centerData is what the organisation has of the Contact Center: nothing,
// unless it bought one.
type centerData struct {
	bought    bool
	queues    []centerQueue
	profiles  []centerProfile
	agents    []centerAgent
	features  map[string]any
	variables []centerVariable
	settings  map[string]any // of organization-setting
	desktop   map[string]any // of tenant-configuration
}

// HasContactCenter says whether the organisation has a Contact Center, so that
// its address belongs into the policy.
func (o *Organization) HasContactCenter() bool { return o.center.bought }

func centerRoutes() []route {
	const base = "/organization/{orgUuid}"
	return []route{
		{base + "/v2/contact-service-queue", inCenter(func(o *Organization, w http.ResponseWriter, r *http.Request) {
			centerPage(o, w, r, o.center.queues)
		})},
		{base + "/v3/user-profile", inCenter(serveCenterProfiles)},
		{base + "/v3/user-profile/{id}", inCenter(serveCenterProfile)},
		{base + "/v2/agent-profile", inCenter(func(o *Organization, w http.ResponseWriter, r *http.Request) {
			centerPage(o, w, r, o.center.agents)
		})},
		{base + "/v2/ai-feature", inCenter(func(o *Organization, w http.ResponseWriter, r *http.Request) {
			centerPage(o, w, r, []map[string]any{o.center.features})
		})},
		{base + "/v2/cad-variable", inCenter(func(o *Organization, w http.ResponseWriter, r *http.Request) {
			centerPage(o, w, r, o.center.variables)
		})},
		{base + "/v2/organization-setting", inCenter(func(o *Organization, w http.ResponseWriter, r *http.Request) {
			centerPage(o, w, r, []map[string]any{o.center.settings})
		})},
		{base + "/v2/tenant-configuration", inCenter(func(o *Organization, w http.ResponseWriter, r *http.Request) {
			centerPage(o, w, r, []map[string]any{o.center.desktop})
		})},
	}
}

type answerer func(o *Organization, w http.ResponseWriter, r *http.Request)

// inCenter answers 404 for an organisation without a Contact Center.
func inCenter(answer answerer) answerer {
	return func(o *Organization, w http.ResponseWriter, r *http.Request) {
		if !o.center.bought {
			o.fail(w, http.StatusNotFound, "no such tenant")
			return
		}
		answer(o, w, r)
	}
}

// centerMost is the page size to which the Contact Center cuts a larger one
// without a word.
const centerMost = 3

// centerPage answers with one page, counted from 0, and what there is in all.
func centerPage[T any](o *Organization, w http.ResponseWriter, r *http.Request, list []T) {
	query := r.URL.Query()
	n, ok := number(query, "page", 0)
	size, sized := number(query, "pageSize", 100)
	if !ok || !sized || n < 0 || size < 1 {
		o.fail(w, http.StatusBadRequest, "page or pageSize is malformed")
		return
	}
	size = min(size, centerMost)
	from := min(n*size, len(list))
	self := r.URL.Path + "?" + r.URL.RawQuery
	o.answer(w, map[string]any{
		"meta": map[string]any{
			"orgid": o.UUID, "page": n, "pageSize": size, "totalPages": (len(list) + size - 1) / size, "totalRecords": len(list),
			"links": map[string]string{"self": self},
		},
		"data": some(list[from:min(from+size, len(list))]),
	})
}

// serveCenterProfiles leaves the arrays out, as lists of the Contact Center do.
func serveCenterProfiles(o *Organization, w http.ResponseWriter, r *http.Request) {
	var list []centerProfile
	for _, p := range o.center.profiles {
		p.Permissions = nil
		list = append(list, p)
	}
	centerPage(o, w, r, list)
}

func serveCenterProfile(o *Organization, w http.ResponseWriter, r *http.Request) {
	for _, p := range o.center.profiles {
		if p.ID == r.PathValue("id") {
			o.answer(w, p)
			return
		}
	}
	o.fail(w, http.StatusNotFound, "no such profile")
}

// foundCenter leaves the organisation without a Contact Center.
func foundCenter(*Organization) {}
