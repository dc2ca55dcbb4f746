// Package realtest holds no code: its tests build the wxaudit command and use
// it as people do, against a sign-in service that nobody here wrote.
//
// The service is oidc-provider, an npm package, in testdata/oidc; the person who
// signs in is a headless Chromium; the APIs are those of webextest, behind a
// front that sends each request where it belongs, asks the service about every
// token, and can hold an exchange back at any point.
//
// A test that lacks a part is skipped, unless WXAUDIT_REAL_TESTS is 1: then it
// fails. With 0 all of them are skipped. Most of them wait most of the time, so
// that many can run at once: go test -parallel 8. To have the parts:
//
//	apt-get install nodejs npm chromium
//	npm ci --prefix pkg/internal/realtest/testdata/oidc
package realtest
