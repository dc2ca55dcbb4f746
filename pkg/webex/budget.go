package webex

import (
	"context"
	"fmt"
	"sync"
)

// budget counts what a run sends, and bounds it.
type budget struct {
	max int // 0 is no bound

	mu   sync.Mutex
	sent int
}

// overspent is the refusal of a request that the budget has no room for.
type overspent struct{ max int }

func (e *overspent) Error() string {
	return fmt.Sprintf("the budget of %d requests is used up", e.max)
}

// spend takes one request out of the budget.
func (b *budget) spend() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.max > 0 && b.sent >= b.max {
		return &overspent{b.max}
	}
	b.sent++
	return nil
}

func (b *budget) spent() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.sent
}

// purse pays for the sendings of one exchange. The client has paid for the
// first; every retry and every redirect after it is paid for when it is sent.
// It travels in the context, through whatever stands between the client and the
// network, and belongs to one goroutine.
type purse struct {
	from *budget
	used bool // the first sending has happened
}

type purseKey struct{}

func withPurse(ctx context.Context, b *budget) context.Context {
	return context.WithValue(ctx, purseKey{}, &purse{from: b})
}

// pay must be called before each sending; its error is an *overspent. A context
// without a budget pays for everything.
func pay(ctx context.Context) error {
	p, _ := ctx.Value(purseKey{}).(*purse)
	switch {
	case p == nil:
		return nil
	case !p.used:
		p.used = true
		return nil
	default:
		return p.from.spend()
	}
}
