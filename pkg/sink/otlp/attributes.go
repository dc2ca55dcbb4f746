package otlp

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	commonpb "go.opentelemetry.io/proto/otlp/common/v1"
)

const (
	// maxAttributes bounds the attributes of one record. What is beyond it is
	// counted in dropped_attributes_count. Events of ours have about a hundred.
	maxAttributes = 1024
	// maxDepth bounds how deep values may lie in each other.
	maxDepth = 16
)

// attributes are the values of one record, each key once.
type attributes struct {
	list    []*commonpb.KeyValue
	keys    map[string]bool
	dropped uint32
}

func (a *attributes) add(key string, value *commonpb.AnyValue) {
	if key == "" || a.keys[key] || len(a.list) == maxAttributes {
		a.dropped++
		return
	}
	if a.keys == nil {
		a.keys = map[string]bool{}
	}
	a.keys[key] = true
	a.list = append(a.list, &commonpb.KeyValue{Key: key, Value: value})
}

// object adds the members of a JSON object with dotted keys, in the order of the
// keys. What is null is left out.
func (a *attributes) object(prefix string, members map[string]any, depth int) {
	for _, key := range slices.Sorted(maps.Keys(members)) {
		value := members[key]
		if nested, ok := value.(map[string]any); ok && len(nested) > 0 && depth < maxDepth {
			a.object(prefix+key+".", nested, depth+1)
			continue
		}
		if value == nil {
			continue
		}
		if v, ok := anyValue(value, depth); ok {
			a.add(prefix+key, v)
		} else {
			a.dropped++
		}
	}
}

// parse reads a JSON object, keeping its numbers as they are written.
func parse(body []byte) (members map[string]any, ok bool) {
	dec := json.NewDecoder(bytes.NewReader(body))
	dec.UseNumber()
	if err := dec.Decode(&members); err != nil || members == nil {
		return nil, false
	}
	_, err := dec.Token()
	return members, errors.Is(err, io.EOF)
}

// anyValue turns a value of JSON into one of OpenTelemetry. It is not ok when it
// lies too deep.
func anyValue(value any, depth int) (*commonpb.AnyValue, bool) {
	if depth >= maxDepth {
		return nil, false
	}
	switch v := value.(type) {
	case nil:
		return &commonpb.AnyValue{}, true // keeps the places of the others in an array
	case bool:
		return &commonpb.AnyValue{Value: &commonpb.AnyValue_BoolValue{BoolValue: v}}, true
	case json.Number:
		return number(v), true
	case string:
		return text(v), true
	case []any:
		array := &commonpb.ArrayValue{}
		for _, item := range v {
			i, ok := anyValue(item, depth+1)
			if !ok {
				return nil, false
			}
			array.Values = append(array.Values, i)
		}
		return &commonpb.AnyValue{Value: &commonpb.AnyValue_ArrayValue{ArrayValue: array}}, true
	case map[string]any:
		list := &commonpb.KeyValueList{}
		for _, key := range slices.Sorted(maps.Keys(v)) {
			member, ok := anyValue(v[key], depth+1)
			if !ok {
				return nil, false
			}
			list.Values = append(list.Values, &commonpb.KeyValue{Key: key, Value: member})
		}
		return &commonpb.AnyValue{Value: &commonpb.AnyValue_KvlistValue{KvlistValue: list}}, true
	default:
		return nil, false
	}
}

// number keeps whole numbers whole, and what neither type can hold as text.
func number(n json.Number) *commonpb.AnyValue {
	if i, err := n.Int64(); err == nil {
		return &commonpb.AnyValue{Value: &commonpb.AnyValue_IntValue{IntValue: i}}
	}
	if f, err := n.Float64(); err == nil && !math.IsInf(f, 0) && strings.ContainsAny(n.String(), ".eE") {
		return &commonpb.AnyValue{Value: &commonpb.AnyValue_DoubleValue{DoubleValue: f}}
	}
	return text(n.String())
}

// text makes a string; protobuf refuses what is not UTF-8.
func text(s string) *commonpb.AnyValue {
	return &commonpb.AnyValue{Value: &commonpb.AnyValue_StringValue{StringValue: strings.ToValidUTF8(s, "\ufffd")}}
}
