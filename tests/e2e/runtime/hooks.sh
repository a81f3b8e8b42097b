#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Programs that a bundle wants run at the six moments of a container's life:
# when, where, with what on standard input, and what becomes of it when one
# fails.
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

# Each hook notes its kind, the status it is told, whether it is told the right
# container, and whether it is in the container's mount and pid namespaces.
hooked() { # NAME PROGRAM...
	bundle "$@"
	cat >"$T/hook" <<-'END'
		#!/bin/sh
		state=$(cat)
		status=$(echo "$state" | sed -n 's/.*"status": "\(.*\)".*/\1/p')
		about=other
		case $state in
		*'"id": "'$ID'"'*'"bundle": "'$B'"'*'"note": "kept"'*) about=ours ;;
		esac
		where=outside
		[ "$(readlink /proc/self/ns/mnt)" = "$OUTSIDE" ] || where=mounts
		[ "$(readlink /proc/self/ns/pid)" = "$PIDS" ] || where=inside
		pid=none
		case $state in *'"pid": '[1-9]*) pid=pid ;; esac
		echo "$1 $status $about $where $pid" >>"$T/notes"
	END
	chmod 755 "$T/hook"
	sed 's/| sed/| busybox sed/' "$T/hook" >"$T/rootfs/hook"
	chmod 755 "$T/rootfs/hook"
	: >"$T/notes"
	chmod 666 "$T/notes"
	: >"$T/rootfs/mnt/notes"
	edit "$1" 'env = ["T=#{ENV["T"]}", "ID=#{ARGV[0]}",
		"B=#{ENV["T"]}/#{ARGV[0]}", "PATH=/bin:/usr/bin",
		"OUTSIDE=#{File.readlink("/proc/self/ns/mnt")}",
		"PIDS=#{File.readlink("/proc/self/ns/pid")}"]
		kinds = %w[prestart createRuntime createContainer poststart
			poststop]
		c["hooks"] = kinds.to_h { |k| [k, [{ "path" => ENV["T"] + "/hook",
			"args" => ["hook", k], "env" => env }]] }
		c["hooks"]["startContainer"] = [{ "path" => "/hook",
			"args" => ["hook", "startContainer"],
			"env" => env.map { |v| v.sub(/^T=.*/, "T=/mnt") } }]
		c["annotations"] = { "note" => "kept" }
		c["mounts"] << { "destination" => "/mnt/notes", "type" => "bind",
			"source" => ENV["T"] + "/notes", "options" => ["bind"] }' \
		"$1"
}

lives() {
	hooked one sleep 100
	nsrun create -b "$T/one" one >"$T/out" 2>&1
	same "hooks run as a container is created" "$(cat "$T/notes")" \
		"prestart creating ours outside pid
createRuntime creating ours outside pid
createContainer creating ours inside pid"
	: >"$T/notes"
	check "it starts" nsrun start one
	same "as it is started" "$(cat "$T/notes")" \
		"startContainer created ours inside pid
poststart running ours outside pid"
	: >"$T/notes"
	nsrun kill one KILL
	eventually 5 is_stopped one
	check "it is deleted" nsrun delete one
	same "and as it is deleted" "$(cat "$T/notes")" \
		"poststop stopped ours outside none"
	: >"$T/notes"
	edit one 'c["process"]["args"] = ["true"]'
	check "a run in the foreground" nsrun run -b "$T/one" one
	same "has all of them in order" "$(cut -d ' ' -f 1 "$T/notes" |
		tr '\n' ' ')" "prestart createRuntime createContainer \
startContainer poststart poststop "
	: >"$T/notes"
	check "and one that is left running" nsrun run -d -b "$T/one" one
	eventually 5 is_stopped one
	nsrun delete one
	same "as well" "$(wc -l <"$T/notes")" 6
}

fails() {
	local kind
	for kind in prestart createRuntime createContainer startContainer; do
		hooked bad sh -c "echo ran >'$T/ran'"
		edit bad 'c["hooks"][ARGV[0]][0] = { "path" => "/bin/false" }
			c["hooks"][ARGV[0]] << { "path" => "/bin/true" }' "$kind"
		check_fails "a container whose $kind fails is not run" \
			"hooks.${kind}[0] '/bin/false': it ended with status 1" \
			nsrun run -b "$T/bad" bad
		check "but its end is told" grep -q poststop "$T/notes"
	done
	for kind in poststart poststop; do
		edit bad 'c["hooks"] = { ARGV[0] => [{ "path" => "/bin/false" },
			{ "path" => ENV["T"] + "/hook", "args" => ["x", "next"],
			"env" => ["T=" + ENV["T"], "PATH=/bin:/usr/bin"] }] }
			c["process"]["args"] = ["true"]' "$kind"
		: >"$T/notes"
		check "a $kind that fails" nsrun run -b "$T/bad" bad
		says "is warned of" "hooks.${kind}[0] '/bin/false'"
		check "and the next is run" grep -q next "$T/notes"
	done
	edit bad 'c["hooks"] = { "prestart" => [{ "path" => "/bin/sleep",
		"args" => ["sleep", "100"], "timeout" => 1 }] }'
	check_fails "one that takes too long is ended" "longer than 1 s" \
		nsrun run -b "$T/bad" bad
	edit bad 'c["hooks"]["prestart"][0]["path"] = "/no/such"'
	check_fails "one that is not there is named" \
		"'/no/such': it cannot be executed" nsrun run -b "$T/bad" bad
	edit bad 'c["hooks"]["prestart"][0]["path"] = "relative"'
	check_fails "a relative path is refused" \
		"hooks.prestart[0].path: 'relative' is not an absolute path" \
		nsrun run -b "$T/bad" bad
	edit bad 'c["hooks"]["prestart"][0].merge!("path" => "/x", "timeout" => 0)'
	check_fails "and a timeout of nothing" "timeout: is not above 0" \
		nsrun run -b "$T/bad" bad
	same "nothing is left of those" "$(nsrun list -q)" ""
}

scenario() {
	lives
	fails
}

runtime_main "$@"
