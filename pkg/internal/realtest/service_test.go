//go:build linux

package realtest

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The clients that the service knows. The secrets are recognisable, so that a
// search can find them.
const (
	clientID      = "C-wxaudit-integration"
	clientSecret  = "canary-client-secret-5d1f0c"
	serviceAppID  = "C-wxaudit-service-app"
	serviceSecret = "canary-service-secret-77ab3e"
	apisID        = "C-the-apis" // which may ask about every token
	apisSecret    = "canary-apis-secret"
)

const deviceGrant = "urn:ietf:params:oauth:grant-type:device_code"

// settings are what can be changed while the service runs.
type settings struct {
	// Rotate gives out a new refresh token at each renewal and takes the old one
	// no more.
	Rotate bool `json:"rotate"`
	// The lives of tokens and the interval of the polls are in seconds.
	AccessTTL      int `json:"access_ttl"`
	RefreshTTL     int `json:"refresh_ttl"`
	DeviceInterval int `json:"device_interval"`
}

// asWebex are the lives of tokens at Webex, with strict rotation.
var asWebex = settings{Rotate: true, AccessTTL: 1209600, RefreshTTL: 7776000, DeviceInterval: 1}

// service is the sign-in service, as a process that can be killed and started
// again.
type service struct {
	t      *testing.T
	dir    string // journal, settings and log
	origin string
	scopes []string // those that exist, and that the clients have
	log    *os.File
	port   int // where the redirects go

	mu   sync.Mutex
	cmd  *exec.Cmd
	done chan struct{}
	url  string // where it listens; "" while it is down
}

// clients is the metadata of the clients, as RFC 7591 names it.
func (s *service) clients() string {
	integration := map[string]any{
		"client_id": clientID, "client_secret": clientSecret, "client_name": "wxaudit",
		"redirect_uris":  []string{fmt.Sprintf("http://localhost:%d/callback", s.port)},
		"response_types": []string{"code"}, "scope": strings.Join(s.scopes, " "),
		"grant_types": []string{"authorization_code", "refresh_token", deviceGrant},
	}
	app := map[string]any{
		"client_id": serviceAppID, "client_secret": serviceSecret, "redirect_uris": []string{}, "response_types": []string{},
		"grant_types": []string{"refresh_token", deviceGrant}, "scope": strings.Join(s.scopes, " "),
	}
	apis := map[string]any{
		"client_id": apisID, "client_secret": apisSecret, "redirect_uris": []string{}, "response_types": []string{}, "grant_types": []string{},
	}
	text, err := json.Marshal([]any{integration, app, apis})
	require.NoError(s.t, err)
	return string(text)
}

// start starts the service with what its journal holds.
func (s *service) start() {
	s.t.Helper()
	cmd := exec.Command("node", filepath.Join("testdata", "oidc", "server.mjs"))
	cmd.Env = append(os.Environ(), "ORIGIN="+s.origin, "JOURNAL="+s.journalPath(), "SETTINGS="+s.settingsPath(),
		"CLIENTS="+s.clients(), "SCOPES="+strings.Join(append(s.scopes, "spark:all", "spark-admin:people_write"), " "))
	cmd.Stderr = s.log
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	out, err := cmd.StdoutPipe()
	require.NoError(s.t, err)
	require.NoError(s.t, cmd.Start())
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		fmt.Fprintln(s.log, lines.Text())
		if port, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			s.mu.Lock()
			s.cmd, s.url, s.done = cmd, "http://127.0.0.1:"+port, make(chan struct{})
			s.mu.Unlock()
			go func(done chan struct{}) {
				for lines.Scan() {
					fmt.Fprintln(s.log, lines.Text())
				}
				_ = cmd.Wait()
				close(done)
			}(s.done)
			return
		}
	}
	_ = cmd.Wait()
	s.t.Fatalf("the sign-in service did not start:\n%s", s.logged())
}

// kill ends the service as a crash does.
func (s *service) kill() {
	s.mu.Lock()
	cmd, done := s.cmd, s.done
	s.url, s.cmd = "", nil
	s.mu.Unlock()
	if cmd != nil {
		_ = cmd.Process.Kill()
		<-done
	}
}

// freeze stops the service from running, though the system still takes
// connections for it, until it is killed.
func (s *service) freeze() {
	s.mu.Lock()
	defer s.mu.Unlock()
	require.NoError(s.t, s.cmd.Process.Signal(syscall.SIGSTOP))
}

// address is where the service listens; "" while it is down.
func (s *service) address() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.url
}

func (s *service) journalPath() string  { return filepath.Join(s.dir, "journal.jsonl") }
func (s *service) settingsPath() string { return filepath.Join(s.dir, "settings.json") }

func (s *service) logged() string {
	text, _ := os.ReadFile(s.log.Name())
	return string(text)
}

// set changes the settings.
func (s *service) set(v settings) {
	s.t.Helper()
	text, err := json.Marshal(v)
	require.NoError(s.t, err)
	require.NoError(s.t, os.WriteFile(s.settingsPath()+".new", text, 0o600))
	require.NoError(s.t, os.Rename(s.settingsPath()+".new", s.settingsPath()))
}

// active asks the service whether a token is good; that is introspection, RFC 7662.
func (s *service) active(token string) bool {
	var answer struct {
		Active bool `json:"active"`
	}
	return s.post("/oidc/introspect", token, &answer) == nil && answer.Active
}

// revoke takes back a token, and all that came of the same sign-in; that is
// RFC 7009.
func (s *service) revoke(token string) {
	s.t.Helper()
	require.NoError(s.t, s.post("/oidc/revoke", token, nil))
	require.False(s.t, s.active(token))
}

// expire ends one access token before its time.
func (s *service) expire(access string) {
	s.t.Helper()
	resp, err := back.Get(s.address() + "/test/expire?token=" + url.QueryEscape(access))
	require.NoError(s.t, err)
	resp.Body.Close()
	require.Equal(s.t, http.StatusNoContent, resp.StatusCode)
	require.False(s.t, s.active(access))
}

// back is for the requests that go to the service and not through the front.
var back = &http.Client{Timeout: patience, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

func (s *service) post(path, token string, answer any) error {
	form := url.Values{"token": {token}, "client_id": {apisID}, "client_secret": {apisSecret}}
	if path == "/oidc/revoke" {
		form.Set("client_id", clientID)
		form.Set("client_secret", clientSecret)
	}
	resp, err := back.PostForm(s.address()+path, form)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answered %s", path, resp.Status)
	}
	if answer == nil {
		return nil
	}
	return json.NewDecoder(resp.Body).Decode(answer)
}

// event is a line of the journal: a change of what the service keeps, or the
// tokens of an answer that left it.
type event struct {
	At       int64             `json:"at"` // milliseconds since 1970
	Change   string            `json:"change"`
	Model    string            `json:"model"`
	Args     []json.RawMessage `json:"args"`
	Answered struct {
		Access, Refresh string
	} `json:"answered"`
}

// id is the token that the event is about.
func (e event) id() string {
	var id string
	if len(e.Args) > 0 {
		_ = json.Unmarshal(e.Args[0], &id)
	}
	return id
}

// when is the time of the event, to the millisecond.
func (e event) when() time.Time { return time.UnixMilli(e.At) }

// journal reads all that the service noted so far.
func (s *service) journal() []event {
	s.t.Helper()
	text, err := os.ReadFile(s.journalPath())
	if !os.IsNotExist(err) { // nothing happened yet
		require.NoError(s.t, err)
	}
	var all []event
	for line := range strings.Lines(string(text)) {
		var e event
		if json.Unmarshal([]byte(line), &e) == nil { // the last may be half written
			all = append(all, e)
		}
	}
	return all
}

// consumed lists the refresh tokens that were exchanged for others, in order.
func (s *service) consumed() []string {
	s.t.Helper()
	var all []string
	for _, e := range s.journal() {
		if e.Change == "consume" && e.Model == "RefreshToken" {
			all = append(all, e.id())
		}
	}
	return all
}
