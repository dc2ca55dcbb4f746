package main

// lossStep is how many of the losses below are tried: every one, or one in so
// many under the race detector, which is ten times as slow and looks for other
// things. .ci/run tries them all without it.
func lossStep() int {
	if underRace {
		return 40
	}
	return 1
}

// thinned counts the losses, and says which are left out.
type thinned int

func (n *thinned) out() bool {
	*n++
	return int(*n)%lossStep() != 0
}
