package splunk

import (
	"errors"
	"strings"

	"wxaudit/pkg/sink/post"
)

const collector = "/services/collector"

// endpoint completes the address, and says where acknowledgements are asked for.
func endpoint(text string) (address, ackPath string, err error) {
	u, err := post.ParseURL(text)
	if err != nil {
		return "", "", err
	}
	if u.RawQuery != "" {
		return "", "", errors.New("the url holds a query (?), which the HTTP Event Collector does not need; the token has its own option")
	}
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), ""
	if u.Path == "" {
		u.Path = collector + "/event"
	}
	base := strings.TrimSuffix(u.Path, "/1.0")
	switch last := base[strings.LastIndexByte(base, '/')+1:]; last {
	case "raw", "ack", "health":
		return "", "", errors.New("the url is not the endpoint for events; it is " + collector + "/event, and is added to an address without a path")
	case "event":
		base = strings.TrimSuffix(base, "/event")
	}
	return u.String(), base + "/ack", nil
}
