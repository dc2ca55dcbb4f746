package auth

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html/template"
	"net/http"
	"strconv"
)

// page is what the browser shows at the end. It loads nothing and runs nothing.
type page struct {
	Title string
	Text  string // may be empty
	Next  string // what to do; may be empty
}

var signedInPage = page{
	Title: "You are signed in",
	Text:  "wxaudit has got its tokens.",
	Next:  "You can close this window and go back to the terminal.",
}

// failedPage says why a sign-in failed. The text of an *Error holds no secret.
func failedPage(err error) page {
	p := page{Title: "The sign-in failed", Text: err.Error(), Next: "Go back to the terminal; nothing was kept."}
	if e, ok := errors.AsType[*Error](err); ok && e.Kind == Denied {
		p.Title = "The sign-in was denied"
	}
	return p
}

// strayPage is for an answer that is not acted on.
func strayPage(err error) page {
	return page{
		Title: "This is not the sign-in that wxaudit waits for",
		Text:  err.Error(),
		Next:  "Use the address that the terminal shows; it is good for one sign-in.",
	}
}

const pageStyle = `body{font:1.1rem/1.5 system-ui,sans-serif;margin:15vh auto;max-width:34rem;padding:0 1rem;color:#1a1a1a;background:#fff}` +
	`h1{font-size:1.6rem}@media(prefers-color-scheme:dark){body{color:#eee;background:#1a1a1a}}`

var pageTemplate = template.Must(template.New("page").Parse(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{{.Title}} – wxaudit</title><style>` + pageStyle + `</style></head>
<body><main><h1>{{.Title}}</h1>{{with .Text}}<p>{{.}}</p>{{end}}{{with .Next}}<p>{{.}}</p>{{end}}</main></body>
</html>
`))

// write sends the page whole, and has the connection closed after it.
func (p page) write(w http.ResponseWriter, status int) {
	var b bytes.Buffer
	if err := pageTemplate.Execute(&b, p); err != nil { // it is made of strings only
		status = http.StatusInternalServerError
	}
	h := w.Header()
	harden(h)
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(b.Len()))
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// harden has an answer kept nowhere and tell nobody where it was: its address
// holds the code, or the nonce.
func harden(h http.Header) {
	sum := sha256.Sum256([]byte(pageStyle))
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'sha256-"+base64.StdEncoding.EncodeToString(sum[:])+
		"'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Connection", "close")
}

func notThisWay(w http.ResponseWriter) {
	w.Header().Set("Allow", http.MethodGet)
	page{Title: "Not this way"}.write(w, http.StatusMethodNotAllowed)
}
