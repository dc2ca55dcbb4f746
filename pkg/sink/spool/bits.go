package spool

import "math/bits"

// maxEvents bounds the events of one sink in one run, so that a number read from
// a file cannot claim all memory.
const maxEvents = 1 << 24

// set holds indexes of events, one bit each.
type set []uint64

func (s set) has(i int) bool { return i>>6 < len(s) && s[i>>6]>>(i&63)&1 == 1 }

func (s *set) add(i int) {
	for i>>6 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[i>>6] |= 1 << (i & 63)
}

// below counts the indexes that are less than n and in s or t.
func below(n int, s, t set) int {
	count := 0
	for word := 0; word<<6 < n; word++ {
		var w uint64
		if word < len(s) {
			w = s[word]
		}
		if word < len(t) {
			w |= t[word]
		}
		if rest := n - word<<6; rest < 64 {
			w &= 1<<rest - 1
		}
		count += bits.OnesCount64(w)
	}
	return count
}
