// Package pagetest holds no code: its tests open the HTML report in a headless
// Chromium, from disk as a reader would, and use it: filters, search, unfolding,
// deep links, keys, dark mode, paper, no script, and five thousand findings.
// axe-core, an npm package in testdata/axe, looks for barriers.
//
// A test that lacks a part is skipped, unless WXAUDIT_REAL_TESTS is 1: then it
// fails. With 0 all of them are skipped.
package pagetest
