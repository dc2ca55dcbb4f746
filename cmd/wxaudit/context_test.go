package main

import (
	"context"
	"os/signal"
	"syscall"
)

// contextForTest ends on the signals that main listens to.
func contextForTest() context.Context {
	ctx, _ := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	return ctx
}
