// Package receivertest has receivers of events to test delivery against: a Splunk
// HTTP Event Collector, the bulk interface of Elasticsearch and OpenSearch, a
// receiver of Standard Webhooks, and one of OpenTelemetry logs. They listen on a
// port of this computer with TLS, take exactly what the documents of the products
// allow, note what no client should do, remember what arrived, and can be told to
// fail, to die and to come back.
//
// They are fakes, written from the published tables of codes and fields. They
// are not the products, and a test that passes here says nothing about what the
// documents leave out. The package is for tests only.
package receivertest
