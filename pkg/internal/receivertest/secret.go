package receivertest

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"wxaudit/pkg/sink"
)

// Hides requires that no secret shows, however a value is printed or logged.
func Hides(t testing.TB, value any, secrets ...string) {
	t.Helper()
	var text bytes.Buffer
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		fmt.Fprintf(&text, verb+"\n", value)
	}
	slog.New(slog.NewTextHandler(&text, nil)).Info("value", "value", value)
	slog.New(slog.NewJSONHandler(&text, nil)).Info("value", "value", value)
	for _, secret := range secrets {
		if strings.Contains(text.String(), secret) {
			t.Fatalf("%q shows in %T: %s", secret, value, text.String())
		}
	}
}

// Fails requires that a delivery failed with an error of a kind, which has some
// words and shows no secret.
func Fails(t testing.TB, err error, kind sink.ErrorKind, words string, secrets ...string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), words) {
		t.Fatalf("%v does not say %q", err, words)
	}
	if got, _ := sink.KindOf(err); got != kind {
		t.Fatalf("it is of the kind %d, not %d: %v", got, kind, err)
	}
	Hides(t, err, secrets...)
}
