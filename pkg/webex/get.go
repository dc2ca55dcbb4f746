package webex

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
)

// Get performs r and decodes the JSON of its answer into a T. An answer without
// a body (204, or JSON null) gives a zero T and no error; the response's status
// tells. An answer of another shape is an *Error of kind Schema.
func Get[T any](ctx context.Context, c *Client, r Request) (T, *Response, error) {
	var v T
	resp, err := c.Do(ctx, r)
	if err != nil {
		return v, nil, err
	}
	if len(bytes.TrimSpace(resp.Body)) == 0 {
		return v, resp, nil
	}
	if err := json.Unmarshal(resp.Body, &v); err != nil {
		var zero T // Unmarshal fills what it can before it fails
		return zero, nil, resp.failure(r, Schema, "%s", shapeFault(err))
	}
	return v, resp, nil
}

// shapeFault explains a decoding error without its text, which quotes the
// answer. Field names are our own.
func shapeFault(err error) string {
	if te, ok := errors.AsType[*json.UnmarshalTypeError](err); ok && te.Field != "" {
		return fmt.Sprintf("the field %s is of another type than documented", te.Field)
	} else if ok {
		return "the answer is of another type than documented"
	}
	return "the answer is not JSON"
}
