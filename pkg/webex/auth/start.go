package auth

import (
	"crypto/subtle"
	"net/http"
	"strings"
)

// startPath begins the address with which the browser is opened.
const startPath = "/start/"

// StartURL is the address to open the browser of this machine with. It sends the
// browser on to the sign-in, once.
//
// The arguments of a program can be read by everybody on the machine, and with
// the address of the sign-in itself they could finish it with an account of their
// own. Whoever takes this one first makes the person's browser the second, and
// then Wait ends with Contested.
func (c *Callback) StartURL(l *CodeLogin) string {
	return "http://localhost:" + c.port + startPath + l.in.nonce.Reveal()
}

// start sends the first browser on.
func (h *receiver) start(w http.ResponseWriter, r *http.Request) {
	nonce := strings.TrimPrefix(r.URL.Path, startPath)
	switch {
	case subtle.ConstantTimeCompare([]byte(nonce), []byte(h.login.nonce)) != 1:
		page{Title: "Nothing here"}.write(w, http.StatusNotFound)
	case r.Method != http.MethodGet:
		notThisWay(w)
	case isPreview(r):
		page{Title: "Not in advance"}.write(w, http.StatusServiceUnavailable)
	case !h.opened.CompareAndSwap(false, true):
		defer h.contest() // the page comes first
		contestedPage.write(w, http.StatusConflict)
	default:
		harden(w.Header())
		w.Header().Set("Location", h.login.url())
		w.WriteHeader(http.StatusFound)
	}
}

// isPreview tells that a browser loads what nobody has opened yet.
func isPreview(r *http.Request) bool {
	return strings.HasPrefix(r.Header.Get("Sec-Purpose"), "prefetch") || strings.HasPrefix(r.Header.Get("Purpose"), "prefetch")
}

// contestedPage is for whoever comes second. Whoever came first may have been a
// stranger, and who of the two reads this is not known.
var contestedPage = page{
	Title: "The sign-in was already opened elsewhere",
	Text:  "The address that wxaudit opens is good for one browser, and one has used it. This sign-in is over, and nothing is kept.",
	Next:  "If you opened it twice, begin again in the terminal. If you did not, somebody else on this computer may have: sign in to nothing now, and begin again with wxaudit login --no-browser.",
}

// contested is the end of a sign-in that was opened twice.
func contested() *Error {
	return &Error{Kind: Contested, Detail: "the address of the sign-in was opened a second time, and the first may have been somebody else"}
}
