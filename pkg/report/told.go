package report

// Told compares a report with the last audit that one receiver of events heard
// of. Others may lie between them: audits that told nobody, or not this receiver.
type Told struct {
	// History is the comparison; nil when the receiver has heard of no audit.
	History *History
	open    map[string]bool // what it was told to be open, by id
}

// Knows says whether the receiver was told that the finding of this id is open,
// and not that it is closed.
func (t *Told) Knows(id string) bool { return t.open[id] }

// Tell compares a report that Remember has marked with what a receiver was told
// last, and returns what it knows when it has heard of this one. before is nil
// for a receiver that has heard of no audit. The report stays as it is.
//
// As with Remember, only what was decided closes: what nobody looked at since is
// told to be closed by the audit that looks.
func Tell(r *Report, before *Memory) (*Told, Memory) {
	earlier := openIn(before)
	t := &Told{open: make(map[string]bool, len(earlier))}
	for id := range earlier {
		t.open[id] = true
	}
	var now Memory
	t.History, now = compare(r, before, earlier)
	return t, now
}
