package policy_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"wxaudit/pkg/policy"
)

func TestParseSink(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]policy.Sink{
		"type=splunk,url=https://a.example:8088,token_file=/run/secrets/hec,name=siem": {
			Type: "splunk", Name: "siem", URL: "https://a.example:8088", TokenFile: "/run/secrets/hec",
		},
		"type=file,path=/var/lib/events.ndjson,append=true,rotate_at=2GB,keep=5,keep_days=9,required=false,retry_for=1h": {
			Type: "file", Name: "file", Path: "/var/lib/events.ndjson", Append: true, RotateBytes: 2e9, Keep: 5, KeepDays: 9,
			Optional: true, RetryFor: time.Hour,
		},
		// What YAML would take for a number or a switch is text here, where text belongs.
		"type=splunk,url=https://a.example,token_env=A,index=2026,source=true,acknowledgement=off": {
			Type: "splunk", Name: "splunk", URL: "https://a.example", TokenEnv: "A", Index: "2026", Source: "true", Acknowledgement: "off",
		},
		`type=webhook, url=https://a.example/?a=b, "header.X-A=one, ""two""", header.X-B=c=d, header_env.X-Api-Key=KEY,header_file.Authorization=/a`: {
			Type: "webhook", Name: "webhook", URL: "https://a.example/?a=b",
			Headers:    map[string]string{"X-A": `one, "two"`, "X-B": "c=d"},
			HeadersEnv: map[string]string{"X-Api-Key": "KEY"}, HeadersFile: map[string]string{"Authorization": "/a"},
		},
	} {
		got, err := policy.ParseSink(text)
		require.NoError(t, err, text)
		require.Equal(t, want, got)
	}
}

func flagsRefused() map[string]string {
	return map[string]string{
		"":                                            "not key=value",
		"mallory":                                     "setting 1 is not key=value",
		"type=file,mallory":                           "setting 2 is not key=value",
		"type=file,,path=a":                           "setting 2 is not key=value",
		"type=file,path=a,type=file":                  `"type" is given twice`,
		`type=file,pa"th=mallory`:                     "separated by commas",
		`"type=file`:                                  "separated by commas",
		"type=file\npath=mallory":                     "not one line",
		"type=file,path=\xff":                         "not one line",
		"type=file,path=\u202emallory":                "not one line",
		"path=a":                                      `"type" is missing`,
		"type=mallory":                                `"type" is none of its words; the words are file, syslog`,
		"type=file":                                   `"path" is missing in a sink of type file; add it`,
		"type=file,path=a,indx=mallory":               `unknown key "indx" in a sink of type file`,
		"type=file,path=a,keep=mallory":               `"keep" is not a whole number`,
		"type=file,path=a,append=yes":                 `"append" is not true or false`,
		"type=file,path=":                             `"path" is not the path of a file`,
		"type=otlp,url=http://mallory.net":            `"url" is not an https address`,
		"type=otlp,url=https://u:mallory@a":           `"url" is not an https address`,
		"type=otlp,url=https://a,headers=mallory":     "write header.NAME=value",
		"type=otlp,url=https://a,headers.X-A=mallory": "write header.NAME=value",
		"type=otlp,url=https://a,header.X-A=a,header.X-A=mallory": `"header.X-A" is given twice`,
		"type=otlp,url=https://a,header.=mallory":                 `a key in "headers" is not the name of a header`,
		"type=otlp,url=https://a,header.Cookie=mallory":           `"Cookie" in "headers" may be a secret`,
		"type=file,path=a,header.X-A=mallory":                     `unknown key "headers"`,
		"type=splunk,url=https://a,token=mallory":                 `"token" does not belong here; name a variable`,
		"type=splunk,url=https://a,token_env=" + hecToken:         `"token_env" looks like a secret`,
		"type=splunk,url=https://a," + hecToken + "=":             "setting 3 is not key=value",
		"type=splunk,url=https://a," + apiKey:                     "setting 3 is not key=value",
		"type=file,path=" + strings.Repeat("a", 1<<17):            "not one line",
	}
}

func TestParseSinkRefuses(t *testing.T) {
	t.Parallel()
	for text, says := range flagsRefused() {
		s, err := policy.ParseSink(text)
		require.ErrorContains(t, err, says, text)
		require.NotContains(t, err.Error(), "\n")
		require.NotContains(t, err.Error(), "mallory")
		quotesNoSecret(t, err)
		require.Zero(t, s)
	}
}

func FuzzParseSink(f *testing.F) {
	f.Add("type=splunk,url=https://a.example:8088,token_file=/run/secrets/hec,name=siem")
	f.Add("type=syslog,address=[::1]:514,plain=true,payload=cef,hostname=a")
	f.Add("type=elastic,url=https://a,token_env=A,username=u,index=logs-a.b-c")
	for text := range flagsRefused() {
		if len(text) < 1<<12 {
			f.Add(text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := policy.ParseSink(text)
		if err != nil {
			require.Zero(t, s)
			require.NotRegexp(t, `[\x00-\x1f\x7f]`, err.Error())
			require.Less(t, len(err.Error()), 1000)
			return
		}
		require.Regexp(t, `^[a-z0-9][a-z0-9-]{0,39}$`, s.Name)
		require.False(t, s.TokenEnv != "" && s.TokenFile != "")
		require.GreaterOrEqual(t, s.RetryFor, time.Duration(0))
		require.LessOrEqual(t, s.RetryFor, 24*time.Hour)
		u, err := url.Parse(s.URL)
		require.NoError(t, err)
		require.Nil(t, u.User)
		for _, value := range s.Headers {
			require.NotRegexp(t, `[\x00-\x1f\x7f]`, value)
		}
	})
}
