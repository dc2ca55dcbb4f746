package collect

import (
	"context"
	"net/url"
	"slices"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// Forecast is what a run with the same options would find, as far as a few
// questions tell.
type Forecast struct {
	Auditor      snapshot.Auditor
	Organization snapshot.Organization
	// SignedIn are the auditor and, where their token was given, the compliance
	// officer; zero where it is not known who that is.
	SignedIn []Identity
	// Probes are the questions that stand for the wanted sections, in order.
	Probes []Probe
	// Outlooks are of the wanted sections and of all that they build on, in the
	// order of the report.
	Outlooks []Outlook
	// Estimate is what a run would cost.
	Estimate Estimate
	// Requests is how many were sent.
	Requests int
}

// Outlook returns that of a section; an empty one of a section that was not asked
// about.
func (f *Forecast) Outlook(name snapshot.Name) Outlook {
	i := slices.IndexFunc(f.Outlooks, func(o Outlook) bool { return o.Section == name })
	if i < 0 {
		return Outlook{Section: name}
	}
	return f.Outlooks[i]
}

// waves is the number of the last one: what it asks with was learnt in those
// before.
const waves = 4

// Preflight asks one cheap question for everything that a run with these options
// would ask for, and says what the run would come to. It fails as Run does:
// without a token that is good, or an organisation.
func Preflight(ctx context.Context, o Options) (*Forecast, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	r := newRun(o, cancel)
	r.untracked = true // one cause is to read the same wherever it shows, and tomorrow
	r.onScreen = true
	if err := r.meet(ctx); err != nil {
		return nil, err
	}
	want := o.Want
	if want == nil {
		want = snapshot.Names()
	}
	k := &known{r: r, done: map[string][]Probe{}, unlisted: map[string]bool{}}
	probes, err := k.probe(ctx, want)
	if err != nil {
		return nil, err
	}
	f := &Forecast{
		Auditor: *r.s.Auditor.Value, Organization: *r.s.Organization.Value, SignedIn: r.signedIn(ctx),
		Probes: probes, Outlooks: k.outlooks(want, probes), Requests: o.Client.Requests(),
	}
	f.Estimate = k.estimate(want)
	return f, nil
}

// probe asks the questions for the wanted sections, wave by wave, and side by
// side within one.
func (k *known) probe(ctx context.Context, want []snapshot.Name) ([]Probe, error) {
	below := Foundation(want...)
	asked := slices.DeleteFunc(questions(), func(q *question) bool {
		return !slices.ContainsFunc(slices.Concat(q.fills, q.parts), func(name snapshot.Name) bool { return slices.Contains(below, name) })
	})
	k.readLicences(ctx)
	k.r.section(ctx, snapshot.RolesName)
	probes := []Probe{ // read as in a run
		k.sectionProbe(meEndpoint, snapshot.AuditorName), k.sectionProbe(organizationEndpoint, snapshot.OrganizationName),
		k.sectionProbe(licensesEndpoint, snapshot.LicensesName), k.sectionProbe(rolesEndpoint, snapshot.RolesName),
	}
	k.knowOfficer(ctx)
	rows := make([][]*posed, len(asked)) // by question; each site is asked one of its own
	for i, q := range asked {
		rows[i] = []*posed{{q: q}}
	}
	for wave := range waves + 1 {
		k.askWave(ctx, wave, slices.Concat(rows...))
		if err := k.r.fatal(ctx); err != nil {
			return nil, err
		}
		for _, row := range rows {
			if row[0].q.wave == wave {
				nameSites(row)
			}
		}
		if wave == 0 {
			k.learn(ctx)
			for i, q := range asked {
				if q.onSite != nil {
					rows[i] = nil
					for _, one := range k.onEverySite(q) {
						rows[i] = append(rows[i], &posed{q: one})
					}
				}
			}
		}
	}
	for _, a := range slices.Concat(rows...) {
		probes = append(probes, a.probe)
	}
	return probes, nil
}

// posed is a question with what became of it.
type posed struct {
	q     *question
	probe Probe
	note  func(*known) verdict // nil when no answer came
}

// askWave asks the questions of one wave side by side, and takes note of the
// answers in order.
func (k *known) askWave(ctx context.Context, wave int, all []*posed) {
	all = slices.DeleteFunc(all, func(a *posed) bool { return a.q.wave != wave })
	each(len(all), func(i int) { all[i].probe, all[i].note = k.ask(ctx, all[i].q) })
	for _, a := range all {
		if a.note != nil {
			a.probe.settle(a.note(k))
		}
		if a.q.ask.Path == centerQueuesEndpoint.Path {
			k.centerless = k.absent(&a.probe)
		}
	}
	for _, a := range all {
		k.nowhere(&a.probe)
		key := a.q.ask.Path + " " + a.q.ask.Scope
		k.done[key] = append(k.done[key], a.probe)
	}
}

// readLicences reads the licences, which are few, without the people that the
// collector looks at as well.
func (k *known) readLicences(ctx context.Context) {
	s := &k.r.s.Licenses
	*s = fill(k.r, licensesEndpoint, webex.Linked[wireLicense](ctx, k.r.o.Client, licensesEndpoint.request(nil), "items"), wireLicense.license)
	k.close(snapshot.LicensesName)
}

// close says that a section is as full as it gets in a preflight.
func (k *known) close(name snapshot.Name) { k.r.once[name].Do(func() {}) }

// sectionProbe is the probe that a section was which is read as in a run.
func (k *known) sectionProbe(e Endpoint, name snapshot.Name) Probe {
	p := Probe{Endpoint: e, State: Readable, Fills: names(name), Gap: k.r.s.Part(name).Missing()}
	if p.Gap != nil {
		if p.State = stateOf(p.Gap); p.State == Untested {
			p.Why = p.Gap.Detail
		}
	}
	return p
}

// knowOfficer finds out whether it is a compliance officer who asks for what only
// they may see. The administrator is asked for the officer's roles where their
// own answer does not show them.
func (k *known) knowOfficer(ctx context.Context) {
	if who := k.r.officer; who != nil && len(who.Roles) == 0 {
		w, _, err := webex.Get[listOf[wirePerson]](ctx, k.r.o.Client, peopleEndpoint.request(url.Values{"id": {who.ID}}))
		if err == nil {
			for _, p := range w.Items {
				k.r.s.People.Items = append(k.r.s.People.Items, p.person())
			}
		}
	}
	k.close(snapshot.PeopleName)
	k.officerAsks = k.r.seesAsOfficer(ctx)
	k.seesWebhooks = k.r.holdsRole(ctx, maySeeWebhooks)
	k.seesMeetings = k.r.seesAllMeetings(ctx)
}

// learn puts together what the first questions taught: the sites, and whether
// there is a Contact Center.
func (k *known) learn(ctx context.Context) {
	listed := map[string]bool{}
	for _, l := range k.r.s.Licenses.Items {
		listed[l.ID] = true
	}
	for _, w := range k.people {
		for _, id := range w.Licenses {
			if !listed[id] {
				k.r.s.UnlistedLicenses++
			}
		}
	}
	k.learnSites(ctx)
	_, k.noCenter = k.r.noCenter(ctx, centerQueuesEndpoint)
}

// absent says that an answer of the Contact Center is that there is none: the
// licences name none either.
func (k *known) absent(p *Probe) bool {
	return p.Gap != nil && p.Gap.Reason == snapshot.NotFound && k.noCenter == nil
}

// nowhere takes a 404 of the Contact Center for none where the queues were one,
// as a run does.
func (k *known) nowhere(p *Probe) {
	if k.centerless && p.Endpoint.Host == webexCenter && k.absent(p) && p.Endpoint.Path != subscriptionsEndpoint.Path {
		p.State, p.Gap, p.Why = Nothing, nil, "there is no Contact Center"
	}
}
