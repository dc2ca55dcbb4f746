package sink_test

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/sink"
)

// Every way of writing a secret, alone or in something else, gives the marker.
func TestASecretIsNotWritten(t *testing.T) {
	t.Parallel()
	const text = "hunter2-token"
	type options struct {
		Name  string
		Token sink.Secret
	}
	secret := sink.NewSecret(text)
	o := options{"splunk", secret}
	type private struct{ token sink.Secret }

	written := map[string]string{}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%T|%v", "%10v", "%t"} {
		for name, v := range map[string]any{
			"itself": secret, "a pointer": &secret, "options": o, "a pointer to options": &o,
			"a list": []sink.Secret{secret}, "a map": map[string]sink.Secret{"a": secret}, "an error": fmt.Errorf("%v", secret),
			"an unexported field": private{secret}, "a pointer to one": &private{secret},
		} {
			args := []any{v}
			if verb == "%T|%v" {
				args = append(args, v)
			}
			written[verb+" "+name] = fmt.Sprintf(verb, args...)
		}
	}
	written["Sprint"] = fmt.Sprint(secret)
	written["String"] = secret.String()
	asJSON, err := json.Marshal(o)
	require.NoError(t, err)
	written["JSON"] = string(asJSON)
	asXML, err := xml.Marshal(o)
	require.NoError(t, err)
	written["XML"] = string(asXML)
	var log bytes.Buffer
	for _, l := range []*slog.Logger{slog.New(slog.NewTextHandler(&log, nil)), slog.New(slog.NewJSONHandler(&log, nil))} {
		l.Info("start", "token", secret, "options", o, "pointer", &o)
	}
	written["slog"] = log.String()

	for name, got := range written {
		require.NotContains(t, got, text, name)
		require.NotContains(t, got, fmt.Sprintf("%x", text), name)
		require.NotContains(t, got, fmt.Sprintf("%X", text), name)
	}
	for _, name := range []string{"%v itself", "%#v itself", "%s options", "JSON", "XML", "slog", "String", "Sprint"} {
		require.Contains(t, written[name], "[secret]", name)
	}
}

func TestReveal(t *testing.T) {
	t.Parallel()
	require.Equal(t, "x y", sink.NewSecret("x y").Reveal())
	require.False(t, sink.NewSecret("x").Empty())
	require.True(t, sink.NewSecret("").Empty())
	require.True(t, sink.Secret{}.Empty())
	require.Equal(t, "[secret]", sink.Secret{}.String(), "an empty one looks like any other")
}
