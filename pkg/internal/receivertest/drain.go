package receivertest

import (
	"math/rand/v2"
	"strings"
	"testing"

	"wxaudit/pkg/sink"
)

// Drain delivers events in batches of 50 until each was taken or rejected, while
// a third of the requests fail as the dice of the seed fall, and the receiver is
// killed and comes back. It returns the reasons of those that were rejected, by
// their ids, and requires that no error shows the secret.
func (s *Server) Drain(t testing.TB, seed uint64, to sink.Sink, events []sink.Event, secret string) (rejected map[string]string) {
	t.Helper()
	dice := rand.New(rand.NewPCG(seed, 1)) // thrown under the lock of the server alone
	s.Plan(func(int) Fault {
		if dice.IntN(3) > 0 {
			return None
		}
		return Fault(dice.IntN(Faults))
	})
	rejected = map[string]string{}
	for round := 0; len(events) > 0; round++ {
		if round == 5000 {
			t.Fatalf("%d events are left", len(events))
		}
		if round%10 == 9 {
			s.Kill()
			s.Restart()
		}
		n := min(len(events), 50)
		result, err := to.Send(t.Context(), Batch(events[:n]))
		if err != nil {
			if strings.Contains(err.Error(), secret) {
				t.Fatal("the error shows the secret: ", err)
			}
			continue // a Permanent one is a run that ended; the next begins
		}
		for _, x := range result.Rejected {
			id := events[x.Index].ID
			if _, twice := rejected[id]; twice {
				t.Fatalf("%s was rejected twice", id)
			}
			rejected[id] = x.Reason
		}
		next := events[n:]
		for _, i := range result.Again {
			next = append(next, events[i])
		}
		events = next
	}
	return rejected
}
