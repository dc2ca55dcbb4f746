package splunk

// outcome is what a code of the collector means for a batch.
type outcome int

const (
	taken   outcome = iota
	full            // taken, and there is little room left
	passing         // try again later
	invalid         // one of the events is why
	wrong           // a person must act
)

// codes is the table of "Troubleshoot HTTP Event Collector": what a code means
// when it comes with its status. The words are ours.
var codes = map[int]struct {
	status int
	means  outcome
	words  string
}{
	0:  {200, taken, ""},
	1:  {403, wrong, "the token is disabled"},
	2:  {401, wrong, "no token arrived; does something between take headers away?"},
	3:  {401, wrong, "the token is not written as it should be"},
	4:  {403, wrong, "the token is not valid"},
	5:  {400, wrong, "no event arrived; does something between take the body away?"},
	6:  {400, invalid, "invalid data format"},
	7:  {400, wrong, "the token does not allow this index"},
	8:  {500, passing, "internal error"},
	9:  {503, passing, "busy"},
	10: {400, wrong, "the token has indexer acknowledgement turned on; the option acknowledgement may not be off then"},
	11: {400, wrong, "the channel is not valid"},
	12: {400, invalid, "the event is missing"},
	13: {400, invalid, "the event is blank"},
	14: {400, wrong, "the token has indexer acknowledgement turned off; turn it on, or change the option acknowledgement"},
	15: {400, wrong, "the collector does not take indexed fields"},
	16: {400, wrong, "the collector refuses tokens in the address; does something between put ours there?"},
	17: {200, wrong, "that is the answer of the health endpoint; the address must end with /services/collector/event"},
	18: {503, passing, "its queues are full"},
	19: {503, passing, "its acknowledgement service is not there"},
	20: {503, passing, "its queues are full and its acknowledgement service is not there"},
	21: {400, wrong, "the token is not valid"},
	22: {400, wrong, "the token is disabled"},
	23: {503, passing, "shutting down"},
	24: {200, full, ""},
	25: {200, full, ""},
	26: {429, passing, "its queue is full"},
	27: {429, passing, "its acknowledgement channel is full"},
}
