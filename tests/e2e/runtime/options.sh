#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# What comes before the name of a command: where the log goes and how it is
# written, and what a program is told that asks us who we are.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

logged() {
	check_fails "an error is printed" "does not exist" \
		nsrun --log "$T/log" --log-format json state none
	output=$(ruby -rjson -rtime -e 'l = JSON.parse(File.read(ARGV[0]))
		abort unless Time.now - Time.parse(l["time"]) < 60
		puts l["level"] + ": " + l["msg"]' "$T/log" 2>&1)
	same "and written to the log as engines read it" "$output" \
		"error: container does not exist: 'none'"
	check_fails "text is added" "does not exist" \
		nsrun --log "$T/log" state none
	same "a line each time" "$(wc -l <"$T/log")" 2
	bundle warned true
	edit warned 'c["unheard"] = 1'
	run_bundle warned
	says "a warning is printed" "warning: unheard: is not known"
	output=$(nsrun --log-level error run -b "$T/warned" warned 2>&1)
	same "but not below the level of errors" "$output" ""
	output=$(nsrun --log "$T/log" run -b "$T/warned" warned 2>&1)
	same "nor where there is a log" "$output" ""
	check_fails "a log that cannot be opened is named" "open log '/no/log'" \
		nsrun --log /no/log list
	check_fails "a wrong format is refused" "'xml' is not text or json" \
		nsrun --log-format xml list
	check_fails "and a wrong level" "'loud' is not" \
		nsrun --log-level loud list
}

# What we say that we can do is asked of us, all at once.
featured() {
	check "the features" nsrun features
	echo "$output" >"$T/features"
	bundle all true
	check "are JSON as the specification has it" \
		edit all 't = JSON.parse(File.read(ENV["T"] + "/features"))
		l = t.fetch("linux")
		had = c["linux"]["namespaces"].map { |n| n["type"] }
		(l.fetch("namespaces") - had).each do |type|
			c["linux"]["namespaces"] << { "type" => type }
		end
		c["process"]["capabilities"]["bounding"] =
			l.fetch("capabilities")
		s = c["linux"]["seccomp"]["syscalls"]
		l.fetch("seccomp").fetch("actions").each_with_index do |a, i|
			s << { "names" => ["personality"], "action" => a,
				"args" => [{ "index" => 0, "value" => 900 + i,
				"op" => "SCMP_CMP_EQ" }] }
		end
		t.fetch("hooks").each do |k|
			(c["hooks"] ||= {})[k] = [{ "path" => "/bin/true" }]
		end'
	output=$(nsrun --log-level info run -b "$T/all" all 2>&1)
	same "and true" "$output" ""
}

unsafe() {
	bundle plain true
	check_fails "a root that is not pivoted to is refused" \
		"--no-pivot: refused" nsrun run --no-pivot -b "$T/plain" plain
}

scenario() {
	unsafe
	featured
	logged
	check "the version" nsrun --version
	says "is that of the specification" "spec: 1.2"
}

runtime_main "$@"
