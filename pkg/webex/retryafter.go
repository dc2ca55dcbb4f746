package webex

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// retryAfter reads a Retry-After header, which is seconds or a date. Webex
// sends malformed ones too; they are as good as none.
func retryAfter(value string, now time.Time) (wait time.Duration, ok bool) {
	value = strings.TrimSpace(value)
	if digits := strings.Trim(value, "0123456789"); value != "" && digits == "" {
		seconds, err := strconv.Atoi(value)
		if err != nil || seconds > int(maxWait/time.Second) {
			return maxWait, true
		}
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return 0, false
	}
	return min(max(at.Sub(now), 0), maxWait), true
}

// maxWait bounds what a Retry-After can say, before the cap that was set.
const maxWait = 24 * time.Hour
