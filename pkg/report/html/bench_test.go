package htmlreport

import (
	"testing"

	"wxaudit/pkg/internal/formattest"
)

func BenchmarkWrite(b *testing.B) { formattest.Bench(b, Write) }
