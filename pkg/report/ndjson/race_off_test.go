//go:build !race

package ndjson_test

const many = 100_000
