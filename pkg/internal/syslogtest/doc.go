// Package syslogtest delivers to rsyslog and syslog-ng, which nobody here wrote,
// started as ordinary processes on this computer.
//
// A test that lacks a part is skipped, unless WXAUDIT_REAL_TESTS is 1: then it
// fails. With 0 all of them are skipped. To have the parts:
//
//	apt-get install rsyslog rsyslog-openssl
//
// syslog-ng and rsyslog exclude each other as packages, and only one driver of
// rsyslog has to be tried at a time, so these are unpacked and not installed, all
// into one directory that WXAUDIT_SYSLOG_NG names:
//
//	apt-get download syslog-ng-core libivykis0 libnet1 libwrap0 libpcre3 libjson-c5 rsyslog-gnutls
//	for d in *.deb; do dpkg -x "$d" "$WXAUDIT_SYSLOG_NG"; done
package syslogtest
