package crypto

import (
	"fmt"
	"slices"
	"strings"

	"wxaudit/pkg/check"
	"wxaudit/pkg/finding"
	"wxaudit/pkg/hipaa"
	"wxaudit/pkg/snapshot"
)

// TLSMinimum is the check crypto.tls-minimum.
var TLSMinimum = check.Check{
	ID:          "crypto.tls-minimum",
	Title:       "Webex endpoints in use refuse TLS 1.0 and 1.1",
	Severity:    check.Medium,
	SeverityWhy: "Vendor-side; the customer can only verify and report.",
	Mode:        check.Automated,
	Basis:       []check.Basis{check.RuleAddressable, check.Seed},
	BasisNote:   "rule-addressable (transmission encryption) + seed",
	Seed:        "002 — 'an encrypted channel which supports TLS 1.0, 1.1 and 1.2 protocols and uses high strength ciphers such as AES-256'",
	Why:         "The seed sentence is old; TLS 1.0/1.1 are deprecated. A handshake tells what is true today.",
	Controls:    []hipaa.Citation{"164.312(e)(2)(ii)", "164.312(e)(2)(i)", "164.312(e)(1)"},
	NIST:        []string{"SC-8", "SC-13", "SC-12"},
	Resource:    "endpoint",
	Logic: check.Logic{
		Pass:          "1.0 and 1.1 refused, 1.2 or 1.3 accepted.",
		Fail:          "endpoint accepts less than min_version (customer webhook host) .",
		Warn:          "a Webex host accepts less than min_version (report to vendor); 1.3 not offered.",
		NotApplicable: "probe=false and report marks it.",
		Unknown:       "network blocked, proxy in between, handshake timeout.",
	},
	Traps: []string{
		"A TLS-inspecting proxy answers instead of Webex: compare the certificate issuer; if it is not a public CA in the chain → UNKNOWN.",
		"A refused 1.0 can be the LOCAL library's refusal: the probe must be able to speak it, else UNKNOWN.",
		"Send SNI; do not send credentials.",
	},
	Remedy: "Nothing to configure at Webex; keep the result as evidence and raise a case with Cisco. For own webhook hosts disable old versions.",
	Params: []check.Param{
		{Name: "min_version", Default: "1.2"},
		{Name: "probe", Default: true},
		{Name: "timeout_s", Default: 10},
	},
	Consults: []snapshot.Name{snapshot.TLSEndpointsName},
	Fields: []string{
		"tls_endpoints.public_ca",
		"tls_endpoints.versions",
		"tls_endpoints.versions.1.0",
		"tls_endpoints.versions.1.1",
		"tls_endpoints.versions.1.3",
	},
	Answers: []finding.Status{finding.Pass, finding.Fail, finding.Warn, finding.NotApplicable, finding.Unknown},
	Run:     tlsMinimum,
}

// versions are those of TLS, oldest first.
var versions = []string{"1.0", "1.1", "1.2", "1.3"}

func tlsMinimum(in *check.Input) []finding.Finding {
	all, least := check.SettingResource("probe"), slices.Index(versions, in.Params.String("min_version"))
	src := in.TLSEndpoints.Source
	switch {
	case !in.Params.Bool("probe"):
		return []finding.Finding{check.NotApplicable(all, "the policy switches the handshakes off (probe=false): nothing is said about the versions of TLS")}
	case least < 0:
		return []finding.Finding{check.Unknown(check.SettingResource("min_version"), snapshot.Error,
			fmt.Sprintf("min_version is none of %s", strings.Join(versions, ", ")))}
	}
	var fs []finding.Finding
	if g := in.TLSEndpoints.Missing(); g != nil {
		fs = append(fs, check.Unread(finding.Resource{Type: "section", ID: string(snapshot.TLSEndpointsName)}, src, g))
	}
	for _, e := range in.TLSEndpoints.Items {
		fs = append(fs, judgeEndpoint(e, src, least))
	}
	return fs
}

func judgeEndpoint(e snapshot.TLSEndpoint, src snapshot.Source, least int) finding.Finding {
	r := finding.Resource{Type: "endpoint", ID: e.Host, Name: e.Host}
	if e.Gap != nil {
		return check.Unread(r, src, e.Gap)
	}
	ev := []finding.Evidence{check.Evidence(src, "publicAuthority", e.PublicCA.Any())}
	for _, v := range versions {
		ev = append(ev, check.Evidence(src, v, e.Versions[v].Any()))
	}
	old, oldUnclear := tried(e, versions[:least])
	good, goodUnclear := tried(e, versions[least:])
	switch {
	case e.PublicCA != snapshot.Yes:
		return check.Unknown(r, snapshot.Error, fmt.Sprintf("no public authority is known to vouch for %s: something else may answer in its place, such as a proxy that inspects TLS", e.Host), ev...)
	case e.Host == "" || e.Kind == "":
		return check.Absent(r, src, "host")
	case len(old) > 0 && e.Kind == "webhook":
		return check.Fail(r, fmt.Sprintf("%s, to which webhooks are sent, accepts TLS %s, older than %s", e.Host, strings.Join(old, " and "), versions[least]), ev...)
	case len(old) > 0:
		return check.Warn(r, fmt.Sprintf("%s accepts TLS %s, older than %s: report it to Cisco", e.Host, strings.Join(old, " and "), versions[least]), ev...)
	case len(oldUnclear) > 0:
		return check.Unknown(r, snapshot.Error, fmt.Sprintf("%s neither accepted nor refused TLS %s", e.Host, strings.Join(oldUnclear, " and ")), ev...)
	case e.Versions["1.3"] == snapshot.Unknown || len(good) == 0 && len(goodUnclear) > 0:
		return check.Unknown(r, snapshot.Error, fmt.Sprintf("%s neither accepted nor refused TLS %s", e.Host, strings.Join(goodUnclear, " and ")), ev...)
	case len(good) == 0:
		return check.Unknown(r, snapshot.Error, fmt.Sprintf("%s refused every version of TLS that was offered", e.Host), ev...)
	case e.Versions["1.3"] == snapshot.No:
		return check.Warn(r, fmt.Sprintf("%s refuses what is older than TLS %s, and does not offer 1.3", e.Host, versions[least]), ev...)
	default:
		return check.Pass(r, fmt.Sprintf("%s refuses what is older than TLS %s, and accepts %s", e.Host, versions[least], strings.Join(good, " and ")), ev...)
	}
}

// tried returns which of the versions the endpoint accepts, and of which it is
// not known.
func tried(e snapshot.TLSEndpoint, among []string) (accepted, unclear []string) {
	for _, v := range among {
		switch e.Versions[v] {
		case snapshot.Yes:
			accepted = append(accepted, v)
		case snapshot.Unknown:
			unclear = append(unclear, v)
		}
	}
	return accepted, unclear
}
