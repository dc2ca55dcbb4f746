package synth

import (
	"fmt"
	"slices"
	"sync"
)

// canaries gives out strings that occur once. They are planted while the
// organisation is built, in the same order every time.
type canaries struct {
	mu    sync.Mutex
	given []string
}

// plant returns a new canary; the word says what it stands for.
func (c *canaries) plant(word string) string {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := fmt.Sprintf("canary-%s-%05d-end", word, len(c.given))
	c.given = append(c.given, s)
	return s
}

// number returns a new canary of twelve digits, for the fields in which a
// client may expect a number: meeting numbers, telephone numbers.
func (c *canaries) number() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	s := fmt.Sprintf("7%06d%05d", 731213, len(c.given))
	c.given = append(c.given, s)
	return s
}

// address returns a new canary in the shape of an IPv6 address of the range
// reserved for documentation.
func (c *canaries) address() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	n := len(c.given)
	s := fmt.Sprintf("2001:db8:ca:a7:%x:%x:%x:%x", 0x1000+n, 0x2000+n, 0x3000+n, 0x4000+n)
	c.given = append(c.given, s)
	return s
}

// ErrorCanary stands in the text of every error, because Webex quotes
// addresses and ids there.
const ErrorCanary = "canary-error-text-end"

func (c *canaries) all() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	return append(slices.Clone(c.given), ErrorCanary)
}
