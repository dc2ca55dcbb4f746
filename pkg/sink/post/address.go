package post

import (
	"errors"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
)

// ParseURL reads the address of a receiver: https, or http to this computer. Its
// errors do not quote the address.
func ParseURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Hostname() == "" || u.Opaque != "" || !portable(u):
		return nil, errors.New("the url is not an address such as https://siem.example:8088/path")
	case u.User != nil:
		return nil, errors.New("the url holds a user name or password; put secrets into the environment or a file")
	case u.Fragment != "":
		return nil, errors.New("the url holds a fragment (#), which is never sent")
	case u.Scheme == "https", u.Scheme == "http" && loopback(u.Hostname()):
		return u, nil
	default:
		return nil, errors.New("the url must begin with https://; http:// is for this computer only")
	}
}

// portable says whether the port, if there is one, can be that of a receiver.
func portable(u *url.URL) bool {
	if u.Port() == "" {
		return !strings.HasSuffix(u.Host, ":")
	}
	n, err := strconv.ParseUint(u.Port(), 10, 16)
	return err == nil && n > 0
}

func loopback(host string) bool {
	if strings.EqualFold(host, "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}
