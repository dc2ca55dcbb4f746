package collect

import (
	"context"
	"net/url"
	"reflect"

	"wxaudit/pkg/snapshot"
	"wxaudit/pkg/webex"
)

// State is what became of a probe.
type State string

// The states of a probe.
const (
	// Readable: Webex answered, and will answer a run.
	Readable State = "readable"
	// Refused: Webex will not answer a run either; the gap says why.
	Refused State = "refused"
	// LeftOut: the run was told not to ask; the gap says by what.
	LeftOut State = "left_out"
	// Nothing: there is nothing of the kind, so that a run asks for none.
	Nothing State = "nothing"
	// Untested: nobody can say before the run.
	Untested State = "untested"
)

// Probe is one question that stands for all that a run asks of its kind.
type Probe struct {
	Endpoint Endpoint
	// Of says which part of what the endpoint shows was asked for; empty where it
	// shows one thing only.
	Of string
	// Site is the meeting site that was asked about; empty where it is of no
	// matter.
	Site  string
	State State
	// Gap is what the sections would lack; nil for Readable and Nothing.
	Gap *snapshot.Gap
	// Why explains Nothing and Untested.
	Why string
	// Fills are the sections that are made of such answers, and Parts those of
	// which single items are.
	Fills, Parts []snapshot.Name
	hollow       bool // the items are made of nothing else
	came         bool // an answer did, whatever it is worth
}

// question is a probe that is yet to be asked.
type question struct {
	ask Endpoint
	of  string
	// fills are sections that have a gap without the answer, parts those of which
	// single items have one.
	fills, parts []snapshot.Name
	// hollow says that the items are made of nothing else.
	hollow bool
	// wave is when it is asked: after all those of lower waves, from which it takes
	// its ids.
	wave int
	// with gives the query and the ids, or says why there is nothing to ask with;
	// nil asks without either.
	with func(k *known) (query url.Values, ids []string, not *excuse)
	// onSite gives the query for one site, of a question that each site is asked;
	// site is the one that this is about.
	onSite func(k *known, site string) url.Values
	site   string
	read   reader
}

// excuse is why a question is not asked.
type excuse struct {
	state State
	gap   *snapshot.Gap
	why   string
}

// nothing is the excuse where there is nothing of the kind, and unsure the one
// where nothing was found to ask with, although there may be some.
func nothing(why string) *excuse { return &excuse{state: Nothing, why: why} }
func unsure(why string) *excuse  { return &excuse{state: Untested, why: why} }

// reader sends a request. What it returns takes note of the answer; it runs
// alone.
type reader func(ctx context.Context, c *webex.Client, r webex.Request) (note func(k *known) verdict, err error)

// verdict is what an answer is worth: the zero value is all that was hoped for.
type verdict struct {
	gap   *snapshot.Gap // that a run has as well
	doubt *snapshot.Gap // that a run may have
	// void says that nothing was in the answer of what is read: a list without its
	// field, or settings of which none has its name.
	void bool
}

// answers makes a reader of a function that takes note of the decoded answer.
// More says that the list goes on behind the page.
func answers[W any](note func(k *known, w W, more bool) verdict) reader {
	return func(ctx context.Context, c *webex.Client, r webex.Request) (func(*known) verdict, error) {
		w, resp, err := webex.Get[W](ctx, c, r)
		if err != nil {
			return nil, err
		}
		_, more := webex.NextLink(resp.Header)
		void := reflect.ValueOf(&w).Elem().IsZero()
		return func(k *known) verdict {
			switch {
			case void:
				return verdict{void: true}
			case note == nil:
				return verdict{}
			}
			return note(k, w, more)
		}, nil
	}
}

// plain is answers for what is only asked to see whether Webex answers.
func plain[W any]() reader { return answers[W](nil) }

// ask sends the question and says what becomes of it; note is nil unless an
// answer came.
func (k *known) ask(ctx context.Context, q *question) (p Probe, note func(*known) verdict) {
	p = Probe{Endpoint: q.ask, Of: q.of, Site: q.site, Fills: q.fills, Parts: q.parts, hollow: q.hollow, State: Readable}
	e := k.r.asOfficer(q.ask)
	if gap := k.r.leftOut(e); gap != nil {
		p.State, p.Gap = LeftOut, gap
		return p, nil
	}
	var query url.Values
	var ids []string
	if q.with != nil {
		var not *excuse
		if query, ids, not = q.with(k); not != nil {
			p.State, p.Gap, p.Why = not.state, not.gap, not.why
			return p, nil
		}
	}
	note, err := q.read(ctx, k.r.o.Client, e.request(query, ids...))
	if err != nil {
		p.Gap = k.r.gap(e, err)
		p.State = stateOf(p.Gap)
		if p.State == Untested {
			p.Why = p.Gap.Detail
		}
	}
	return p, note
}

// stateOf tells a refusal from bad luck.
func stateOf(g *snapshot.Gap) State {
	switch g.Reason {
	case snapshot.Forbidden, snapshot.NotFound, snapshot.NotLicensed:
		return Refused
	default:
		return Untested
	}
}

// settle takes note of an answer.
func (p *Probe) settle(v verdict) {
	p.came = true
	switch {
	case v.gap != nil:
		p.State, p.Gap = Refused, v.gap
	case v.void:
		p.doubt(p.Endpoint.misshapen("nothing that the audit reads is in the answer"))
	case v.doubt != nil:
		p.doubt(v.doubt)
	}
}

func (p *Probe) doubt(g *snapshot.Gap) { p.State, p.Gap, p.Why = Untested, g, g.Detail }
