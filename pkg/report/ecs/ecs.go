// Package ecs renders an event as a document of the Elastic Common Schema 9.4,
// with the whole OCSF event under ocsf. See
// https://www.elastic.co/docs/reference/ecs.
//
// The fields are those that Elastic asks of misconfiguration findings:
// event.kind is state, and result.evaluation, rule and resource say what was
// judged; result.*, resource.* and rule.remediation are no fields of ECS itself,
// but those that Elastic's own integrations use. A heartbeat has event.kind event
// and none of them, so that nobody counts it.
//
// result.evaluation has three words. passed is what passed, failed is what
// failed, and everything else is unknown, also a warning; labels.result has the
// word of the report.
//
// Texts can look like dates: the index template has to set date_detection to
// false, as the built-in one for logs does, or the first value of an evidence
// decides what the others may be.
package ecs

import (
	"bytes"
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"wxaudit/pkg/report/asciijson"
	"wxaudit/pkg/report/ocsf"
)

// Version is the version of ECS.
const Version = "9.4.0"

// space is our namespace for the UUIDs of rules, of version 5 (RFC 9562).
var space = uuid.MustParse("5d0c2b86-3f19-4a6e-8c57-e1b94d7f0a23")

// Encode gives the document as one line of printable ASCII, without its end.
func Encode(e ocsf.Event) ([]byte, error) {
	var text bytes.Buffer
	enc := json.NewEncoder(&text)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(newDocument(&e)); err != nil {
		return nil, err
	}
	return asciijson.All(nil, bytes.TrimSuffix(text.Bytes(), []byte("\n"))), nil
}

func newDocument(e *ocsf.Event) document {
	d := document{
		Timestamp: stamp(e.Time), ECS: version{Version}, Message: e.Message, Tags: e.Compliance.Requirements,
		Labels: labels(e), Event: newEvent(e),
		Observer: observer{e.Metadata.Product.VendorName, e.Metadata.Product.Name, e.Metadata.Product.Version},
		Log:      level{string(e.Grade())}, OCSF: e,
	}
	if org := e.Cloud.Org; org != nil {
		d.Organization = named{ID: org.UID, Name: org.Name}
		d.Cloud = cloud{Provider: strings.ToLower(e.Cloud.Provider), Account: d.Organization, Service: service{e.Cloud.Provider}}
	}
	for _, o := range e.Observables {
		if o.TypeID == emailAddress {
			d.Related = &related{User: []string{o.Value}}
		}
	}
	if e.IsHeartbeat() {
		return d
	}
	d.Result = &result{evaluation(e)}
	d.Rule = newRule(e)
	if len(e.Resources) > 0 { // there is one
		r := e.Resources[0]
		d.Resource = &resource{ID: r.UID, Name: cmp.Or(r.Name, r.UID), Type: r.Type}
	}
	return d
}

const emailAddress = 5 // of observables

func newEvent(e *ocsf.Event) event {
	v := event{
		Kind: "state", Category: []string{"configuration"}, Type: []string{"info"}, ID: e.Metadata.UID,
		Code: e.Metadata.EventCode, Dataset: e.Metadata.EventCode, Module: "wxaudit", Provider: "wxaudit",
		Action: strings.ToLower(e.ActivityName), Outcome: "unknown", Severity: e.SeverityID, Sequence: e.Metadata.Sequence,
	}
	switch evaluation(e) {
	case passed:
		v.Outcome = "success"
	case failed:
		v.Outcome = "failure"
	}
	if f := e.Unmapped.FindingFacts; f != nil {
		v.Reason = f.Reason
	}
	if e.IsHeartbeat() {
		v.Kind, v.Outcome = "event", ""
		v.Start, v.End = stamp(e.StartTime), stamp(e.EndTime)
		if e.Duration != nil {
			v.Duration = *e.Duration * int64(time.Millisecond)
		}
	}
	return v
}

const (
	passed  = "passed"
	failed  = "failed"
	unknown = "unknown"
)

// evaluation says passed only of what passed.
func evaluation(e *ocsf.Event) string {
	switch e.Compliance.StatusID {
	case 1:
		return passed
	case 3:
		return failed
	default:
		return unknown
	}
}

func newRule(e *ocsf.Event) *rule {
	r := &rule{
		Name: e.Compliance.Control, Category: e.Compliance.Category, Ruleset: "wxaudit", Version: e.Metadata.Product.Version,
	}
	if a := e.FindingInfo.Analytic; a != nil {
		r.ID, r.UUID = a.UID, uuid.NewSHA1(space, []byte(a.UID)).String()
	}
	r.Name = cmp.Or(r.Name, r.ID) // that of a shortened event may be gone
	if e.Remediation != nil {
		r.Remediation = e.Remediation.Desc
	}
	return r
}

// labels are texts to filter by.
func labels(e *ocsf.Event) map[string]string {
	all := map[string]string{
		"run_id": e.Metadata.CorrelationUID, "finding_uid": e.FindingInfo.UID, "result": e.Unmapped.Result, "state": e.Status,
	}
	for _, l := range e.Metadata.Labels {
		if name, value, found := strings.Cut(l, ":"); found {
			all[name] = value
		}
	}
	if f := e.Unmapped.FindingFacts; f != nil {
		all["rule_severity"] = f.RuleSeverity
		all["waived"] = strconv.FormatBool(f.Waived)
	}
	return all
}

// stamp is a time in RFC 3339, in UTC with milliseconds; nothing for no time.
func stamp(ms int64) string {
	if ms == 0 {
		return ""
	}
	return time.UnixMilli(ms).UTC().Format("2006-01-02T15:04:05.000Z")
}
