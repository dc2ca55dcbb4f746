package collect

// once takes the first entry with each id: windows that meet share their edge,
// and lists that overlap repeat what both hold. It counts those without an id,
// which cannot be told apart. The zero once has seen nothing.
type once struct {
	seen     map[string]bool
	nameless int
}

// takes says whether the entry with this id is the first.
func (o *once) takes(id string) bool {
	switch {
	case id == "":
		o.nameless++
		return false
	case o.seen[id]:
		return false
	case o.seen == nil:
		o.seen = map[string]bool{}
	}
	o.seen[id] = true
	return true
}
