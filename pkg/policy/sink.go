package policy

import (
	"cmp"
	"net/url"
	"time"
)

// Sink is a receiver of events, as the policy file or a flag describes it. The
// fields that its type does not know are zero. Secrets are named and never here:
// each comes from a variable of the environment or from a file.
type Sink struct {
	Name string // used once; names the sink's part of the spool
	Type string // file, syslog, splunk, elastic, webhook or otlp
	Line int    // of the file; 0 for a flag

	// Optional says that a run may end well although not everything was delivered.
	Optional bool
	// RetryFor bounds how long one run tries a receiver that does not take
	// anything; 0 is the program's own bound.
	RetryFor time.Duration

	// URL is the receiver's address: splunk, elastic, webhook, otlp.
	URL string
	// Address is host:port of syslog.
	Address string
	// TLS, for all but file.
	CAFile, CertFile, KeyFile, ServerName string

	// TokenEnv and TokenFile say where the secret is: the HEC token of splunk, the
	// API key of elastic, the signing secret of webhook. At most one is set.
	TokenEnv, TokenFile string
	// Username goes with the secret as a password, for OpenSearch: elastic.
	Username string
	// Headers are static, by name, with their values in the clear; HeadersEnv and
	// HeadersFile hold the name of a variable or file in place of a value: webhook,
	// otlp.
	Headers, HeadersEnv, HeadersFile map[string]string

	// Uncompressed sends no gzip: splunk, elastic.
	Uncompressed bool

	Index      string // splunk: the index, elastic: the data stream; empty is the receiver's own
	Source     string // splunk
	SourceType string // splunk; empty is wxaudit:finding
	// Acknowledgement of splunk: auto, require or off; empty is auto.
	Acknowledgement string

	// Payload of syslog: ocsf or cef; of webhook: json or ndjson. Empty is the first.
	Payload string
	// Plain sends syslog without TLS, to a relay on this computer only.
	Plain bool
	// Hostname is the HOSTNAME of syslog messages; empty is this computer's name.
	Hostname string

	// Path is the directory of the files of each run, or with Append the one file
	// that grows: file.
	Path   string
	Append bool
	// RotateBytes is the size at which the growing file is renamed; 0 is never.
	RotateBytes int64
	// Keep and KeepDays bound the files that are kept, by count and by age; 0 is
	// without bound.
	Keep, KeepDays int
}

// Where says where the events go, for people: a path, or a host with its port.
// Paths and queries of web addresses are left out, because some receivers put a
// secret there.
func (s Sink) Where() string {
	if u, err := url.Parse(s.URL); s.URL != "" && err == nil {
		return u.Scheme + "://" + u.Host
	}
	return cmp.Or(s.Path, s.Address)
}
