# What people and CI do with this repository. `make help` lists it.
SHELL := /bin/bash
STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.8.2
VERSION ?= $(shell git describe --tags --always --dirty 2>/dev/null || echo devel)

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: build
build: ## build the static binary ./wxaudit
	CGO_ENABLED=0 go build -trimpath -ldflags "-s -w -X main.release=$(VERSION)" -o wxaudit ./cmd/wxaudit

.PHONY: test
test: ## run every test with the race detector
	go test -race -timeout 30m ./...

.PHONY: fetch
fetch: ## download what building, testing and linting needs
	go mod download
	go run $(STATICCHECK) -version

.PHONY: lint
lint: ## gofmt, go vet and staticcheck
	@test -z "$$(gofmt -l cmd pkg checks)" || { gofmt -l cmd pkg checks; echo "run make fmt"; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...

.PHONY: fmt
fmt: ## format the source
	gofmt -w cmd pkg checks

# One line for each benchmark: how many findings or events a second, and what
# each of them costs in allocations.
.PHONY: bench
bench: ## speed and memory of the engine, the writers, the spool and the sinks
	@set -o pipefail; go test -run '^$$' -bench . -benchmem -benchtime 300ms \
	  ./pkg/engine/... ./pkg/report/... ./pkg/sink/... ./cmd/wxaudit | awk ' \
	  BEGIN { printf "%-22s %-26s %12s %12s %14s %12s\n", "package", "benchmark", "seconds", "a second", "allocations", "megabytes" } \
	  $$1 == "pkg:" { pkg = $$2; sub(".*wxaudit/(pkg/)?", "", pkg) } \
	  /^Benchmark/ { for (k in m) delete m[k]; for (i = 3; i < NF; i += 2) m[$$(i + 1)] = $$i; \
	    rate = m["findings/s"] m["events/s"]; name = $$1; sub("^Benchmark", "", name); sub("-[0-9]+$$", "", name); size = name; sub(".*/", "", size); \
	    if (rate == "" && size ~ /^[0-9]+$$/ && m["ns/op"] > 0) rate = size * 1e9 / m["ns/op"]; \
	    printf "%-22s %-26s %12.4f %12s %14d %12.1f\n", pkg, name, m["ns/op"] / 1e9, rate == "" ? "-" : sprintf("%d", rate), m["allocs/op"], m["B/op"] / 1e6 } \
	  /^(FAIL|---|panic)/ { print }'

.PHONY: deploy-check
deploy-check: ## show every file of deploy/ to the program that reads it
	deploy/check

# A number of inputs, not a time: before Go 1.27 a fuzz target can fail with
# "context deadline exceeded" for no other reason than that its time is up
# (golang/go#75804).
FUZZTIME ?= 20000x
.PHONY: fuzz
fuzz: ## try FUZZTIME inputs on each fuzz target (default 20000x)
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	grep -rl --include='*_test.go' '^func Fuzz' . | xargs -n 1 dirname | sort -u | while read -r pkg; do \
	  go test -c -fuzz . -o "$$dir/fuzz.test" "$$pkg" && targets=$$("$$dir/fuzz.test" -test.list '^Fuzz') || exit 1; \
	  for target in $$targets; do \
	    echo "== $$pkg $$target"; \
	    (cd "$$pkg" && "$$dir/fuzz.test" -test.run '^$$' -test.fuzz "^$$target\$$" -test.fuzztime $(FUZZTIME) -test.fuzzcachedir "$$(go env GOCACHE)/fuzz/$$pkg") || exit 1; \
	  done; \
	done

.PHONY: docs
docs: ## write docs/checks.md from the checks
	go run ./cmd/wxaudit checks list --format markdown > docs/checks.md.new && mv docs/checks.md.new docs/checks.md

.PHONY: golden
golden: ## rewrite the golden files and the fixtures
	go test ./cmd/wxaudit ./pkg/report/... ./pkg/webex/webextest -update

.PHONY: screenshots
screenshots: ## redraw the pictures of the README with Chromium
	go test ./pkg/internal/pagetest -run Screenshots -update

.PHONY: check
check: lint test ## all that CI checks
	@test -z "$$(git status --porcelain)" || { git status --short; echo "generated files differ: commit them"; exit 1; }
