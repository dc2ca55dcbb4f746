//go:build !race

package ocsf_test

const many = 100_000
