package hostiletest

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"unicode"

	"github.com/leodido/go-syslog/v4/rfc5424"

	"wxaudit/pkg/internal/receivertest"
)

// syslogs takes syslog over TLS in frames (RFC 5425) and holds every message to
// the grammar of RFC 5424.
type syslogs struct {
	payload string

	mu    sync.Mutex
	ids   map[string]int
	wrong []string
}

func syslogReceiver(t testing.TB, payload string) Receiver {
	t.Helper()
	a := receivertest.NewAuthority(t)
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{
		Certificates: []tls.Certificate{a.Issue(receivertest.ValidUntil, "127.0.0.1")}, MinVersion: tls.VersionTLS12,
	})
	must(t, err)
	s := &syslogs{payload: payload, ids: map[string]int{}}
	var busy sync.WaitGroup
	busy.Go(func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			busy.Go(func() { s.serve(c) })
		}
	})
	t.Cleanup(func() { _ = l.Close(); busy.Wait() })
	return Receiver{
		Name: "syslog-" + payload, Settings: "type=syslog,payload=" + payload + ",address=" + l.Addr().String() + ",ca_file=" + a.File,
		Arrived: s.arrived, Complaints: s.complaints,
	}
}

func (s *syslogs) arrived() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return maps.Clone(s.ids)
}

func (s *syslogs) complaints() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.wrong)
}

func (s *syslogs) serve(c net.Conn) {
	defer c.Close()
	in := bufio.NewReader(c)
	for {
		frame, err := frameOf(in)
		if errors.Is(err, io.EOF) {
			return
		}
		id := ""
		if err == nil {
			id, err = s.read(frame)
		}
		s.mu.Lock()
		if err != nil {
			s.wrong = append(s.wrong, err.Error())
		} else {
			s.ids[id]++
		}
		s.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// mostOctets is how long a message may be.
const mostOctets = 8000

// frameOf reads MSG-LEN SP SYSLOG-MSG.
func frameOf(in *bufio.Reader) ([]byte, error) {
	head, err := in.ReadString(' ')
	if err != nil {
		if head != "" {
			return nil, fmt.Errorf("half a frame: %.40q", head)
		}
		return nil, err
	}
	size, err := strconv.ParseUint(strings.TrimSuffix(head, " "), 10, 32)
	if err != nil || size == 0 || size > mostOctets || head[0] == '0' {
		return nil, fmt.Errorf("a frame of %.40q octets", head)
	}
	frame := make([]byte, size)
	_, err = io.ReadFull(in, frame)
	return frame, err
}

// read takes one message of printable text apart and gives the id of its event.
func (s *syslogs) read(frame []byte) (string, error) {
	if bad := bytes.IndexFunc(frame, func(r rune) bool { return !unicode.IsPrint(r) }); bad >= 0 {
		return "", fmt.Errorf("what no screen shows at %d: %.200q", bad, frame)
	}
	m, err := rfc5424.NewMachine().Parse(frame)
	if err != nil {
		return "", fmt.Errorf("%w: %.200q", err, frame)
	}
	msg, ok := m.(*rfc5424.SyslogMessage)
	if !ok || msg.Message == nil || msg.Appname == nil || *msg.Appname != "wxaudit" {
		return "", fmt.Errorf("no message of wxaudit: %.200q", frame)
	}
	if s.payload == "cef" {
		return cefID(*msg.Message)
	}
	return idOf([]byte(*msg.Message))
}

// cefKey is how a field of the extension begins: a key, behind a space, and an
// equals sign that is not escaped.
var cefKey = regexp.MustCompile(`(?:^| )([A-Za-z0-9_.]+)=`)

// cefID takes a line apart as the documents of CEF say.
func cefID(line string) (string, error) {
	var head []string
	rest := line
	for len(head) < 7 {
		cut := -1
		for i := 0; i < len(rest); i++ {
			if rest[i] == '\\' {
				i++
			} else if rest[i] == '|' {
				cut = i
				break
			}
		}
		if cut < 0 {
			return "", fmt.Errorf("%d fields in the header: %.200q", len(head), line)
		}
		head, rest = append(head, rest[:cut]), rest[cut+1:]
	}
	if head[0] != "CEF:0" || head[1] != "wxaudit" || !slices.Contains([]string{"0", "3", "5", "8", "10"}, head[6]) {
		return "", fmt.Errorf("the header %q", head)
	}
	found := cefKey.FindAllStringSubmatchIndex(rest, -1)
	fields := map[string]string{}
	for i, at := range found {
		end := len(rest)
		if i+1 < len(found) {
			end = found[i+1][0]
		}
		key := rest[at[2]:at[3]]
		if _, twice := fields[key]; twice || i == 0 && at[0] != 0 {
			return "", fmt.Errorf("the field %s is there twice, or something before it: %.300q", key, rest)
		}
		fields[key] = rest[at[1]:end]
	}
	for key, value := range fields {
		if !slices.Contains(cefKeys, key) {
			return "", fmt.Errorf("a field %s of nobody: %.300q", key, rest)
		}
		if strings.Contains(strings.NewReplacer(`\\`, "", `\=`, "").Replace(value), `\`) {
			return "", fmt.Errorf("a wrong escape in %s: %.300q", key, value)
		}
	}
	return fields["cs4"], nil
}

// cefKeys are those that wxaudit writes.
var cefKeys = []string{
	"rt", "cat", "deviceFacility", "act", "outcome", "externalId", "msg", "reason", "dvchost", "cs1", "cs1Label", "cs2", "cs2Label", "cs3", "cs3Label",
	"cs4", "cs4Label", "cs5", "cs5Label", "cs6", "cs6Label", "flexString1", "flexString1Label", "flexString2", "flexString2Label",
	"cn1", "cn1Label", "cn2", "cn2Label", "cn3", "cn3Label", "flexNumber1", "flexNumber1Label", "flexNumber2", "flexNumber2Label",
}
