package policy

import (
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// everySink cannot be the name of one.
const everySink = "all"

// longestRetry bounds how long one run can be told to try a receiver.
const longestRetry = 24 * time.Hour

// holdSink holds a sink whose every value fits to what the values together must
// be.
func holdSink(f *faults, n *yaml.Node, s Sink) {
	add := func(key, what, do string) { f.add(lineOf(n, key), quoted(key)+" "+what, do) }
	if s.Name == everySink {
		add("name", "means all sinks together in wxaudit run --sink", "give it another name")
	}
	if s.RetryFor > longestRetry {
		add("retry_for", "is longer than a day", "write 24h or less; wxaudit deliver sends what is left")
	}
	if s.URL != "" {
		holdURL(s.URL, s.Type == splunkSink, add)
	}
	if s.Address != "" {
		holdAddress(s, add)
	}
	if s.Username != "" && s.TokenEnv == "" && s.TokenFile == "" {
		add("username", "stands without a password", "add token_env or token_file")
	}
	if !s.Append && s.RotateBytes > 0 {
		add("rotate_at", `stands without "append: true"`, "each run has a file of its own; remove it")
	}
	if s.Append && s.RotateBytes == 0 && s.Keep+s.KeepDays > 0 {
		key := "keep"
		if s.Keep == 0 {
			key = "keep_days"
		}
		add(key, `stands without "rotate_at"`, "add it: the file that grows is never removed")
	}
	holdHeaders(f, n, s)
	if s.Type == webhookSink && s.TokenEnv+s.TokenFile == "" && len(s.HeadersEnv)+len(s.HeadersFile) == 0 {
		f.add(n.Line, "nothing tells the receiver of the webhook who sends", "add token_env or token_file with a signing secret, or a secret header in headers_env or headers_file")
	}
}

func holdURL(text string, splunk bool, add func(key, what, do string)) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Host == "" || !portFits(u.Port(), u.Port() == ""):
		add("url", "is not an address", "write it like https://siem.clinic.example:8088")
	case u.RawQuery != "" && splunk:
		add("url", "holds a query", "remove what is behind the ?")
	case u.RawQuery != "":
		for name := range u.Query() {
			if secretWords.MatchString(name) {
				add("url", "holds what may be a secret behind its ?", "send it as a header: headers_env or headers_file of a webhook")
				return
			}
		}
	}
}

// portFits says whether a port is one that can be connected to.
func portFits(text string, none bool) bool {
	p, err := strconv.ParseUint(text, 10, 16)
	return none || err == nil && p > 0
}

func holdAddress(s Sink, add func(key, what, do string)) {
	i := strings.LastIndexByte(s.Address, ':')
	host := strings.Trim(s.Address[:i], "[]")
	ip, err := netip.ParseAddr(host)
	switch {
	case !portFits(s.Address[i+1:], false), strings.Contains(host, ":") && err != nil:
		add("address", "is not a host with its port", aHostPort.do())
	case s.Plain && host != "localhost" && (err != nil || !ip.IsLoopback()):
		add("plain", "is for this computer only, and the address is elsewhere", "remove it, and let the receiver speak TLS")
	case s.Plain && (s.CAFile != "" || s.CertFile != "" || s.ServerName != ""):
		add("plain", "stands beside the files of TLS", "remove it, or them")
	}
}

// ownHeaders are set by the program or mean something to a proxy: a name, or with
// a dash at its end the beginning of one. The sinks refuse the same.
var ownHeaders = []string{
	"accept-encoding", "connection", "content-encoding", "content-length", "content-type", "expect", "host", "keep-alive",
	"te", "trailer", "transfer-encoding", "upgrade", "user-agent", "proxy-", "webhook-",
}

func ownHeader(name string) bool {
	return slices.ContainsFunc(ownHeaders, func(own string) bool {
		return name == own || strings.HasSuffix(own, "-") && strings.HasPrefix(name, own)
	})
}

// holdHeaders refuses headers that would stand twice, and secrets among those in
// the clear.
func holdHeaders(f *faults, n *yaml.Node, s Sink) {
	seen := map[string]bool{}
	for _, key := range []string{"headers", "headers_env", "headers_file"} {
		group := get(n, key)
		if group == nil {
			continue
		}
		for i := 0; i+1 < len(group.Content); i += 2 {
			k := group.Content[i]
			name := strings.ToLower(k.Value)
			switch {
			case ownHeader(name):
				f.add(k.Line, quoted(k.Value)+in(quoted(key))+" is set by wxaudit", "remove it")
			case seen[name]:
				f.add(k.Line, quoted(k.Value)+in(quoted(key))+" is given twice", "keep one of them")
			case key == "headers" && secretWords.MatchString(name):
				f.add(k.Line, quoted(k.Value)+in(quoted(key))+" may be a secret",
					"put the variable or the file that holds its value into headers_env or headers_file")
			}
			seen[name] = true
		}
	}
}
