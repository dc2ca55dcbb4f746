//go:build !linux

package spool_test

import (
	"errors"

	"wxaudit/pkg/sink/spool"
)

func limited(*spool.Spool) error { return errors.New("there are no such limits here") }
