package links

// joined puts the meetings together that have a series or a number in common,
// over however many others: a disjoint-set forest over their positions.
type joined struct {
	parent []int
	first  map[trait]int // the first meeting that had it
}

// trait is something that meetings with one way in have in common.
type trait struct{ kind, value string }

func newJoined() *joined { return &joined{first: map[trait]int{}} }

// add notes something about the meeting at a position; positions come in order.
// What is not known joins nothing.
func (j *joined) add(at int, kind, value string) {
	for len(j.parent) <= at {
		j.parent = append(j.parent, len(j.parent))
	}
	if value == "" {
		return
	}
	t := trait{kind, value}
	if other, seen := j.first[t]; seen {
		j.parent[j.root(at)] = j.root(other)
	} else {
		j.first[t] = at
	}
}

// root is the position that stands for all that are joined with this one.
func (j *joined) root(at int) int {
	for j.parent[at] != at {
		j.parent[at] = j.parent[j.parent[at]]
		at = j.parent[at]
	}
	return at
}
