package elastic

import (
	"errors"
	"strings"

	"wxaudit/pkg/sink/post"
)

const bulk = "/_bulk"

// endpoint completes the address.
func endpoint(text, stream string) (string, error) {
	u, err := post.ParseURL(text)
	if err != nil {
		return "", err
	}
	u.RawPath = ""
	u.Path = strings.TrimRight(u.Path, "/")
	if strings.HasSuffix(u.Path, bulk) {
		if stream != "" {
			return "", errors.New("the url ends with /_bulk and there is a data stream as well; name the data stream in one of them")
		}
		return u.String(), nil
	}
	if stream == "" {
		stream = DataStream
	}
	if err := nameable(stream); err != nil {
		return "", err
	}
	u.Path += "/" + stream + bulk
	return u.String(), nil
}

// nameable says whether a data stream may have the name ("Create data stream" of
// the Elasticsearch API reference).
func nameable(stream string) error {
	switch {
	case strings.ContainsFunc(stream, func(r rune) bool { return r <= ' ' || r > '~' }),
		strings.ContainsAny(stream, `\/*?"<>|,#:%`),
		strings.ToLower(stream) != stream,
		strings.HasPrefix(stream, "-"), strings.HasPrefix(stream, "_"), strings.HasPrefix(stream, "+"), strings.HasPrefix(stream, "."),
		len(stream) > 255:
		return errors.New("that is no name for a data stream: lower case, such as " + DataStream)
	default:
		return nil
	}
}
