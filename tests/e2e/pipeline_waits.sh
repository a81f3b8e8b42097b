#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Who has to wait is told for whom; Ctrl-C in a first pull that hangs ends it as
# a shell expects; and a user finds his sites however he came in, after a reboot
# too.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

page=/2024/05/01/first.html

# A remote that takes connections and never says a word.
silent_remote() {
	# shellcheck disable=SC2016 # ruby expands it
	ruby -rsocket -e 's = TCPServer.new("127.0.0.1", ARGV[0].to_i); $stdout.puts 1; $stdout.flush; sleep' \
		"$1" >"$T/listens" &
	remote=$!
	eventually 10 grep -q 1 "$T/listens"
}

pulls_from() { # PORT
	cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' ' ' |
		grep -q "content-sync pull [^ ]* [^ ]* --url http://127.0.0.1:$1/"
}

is_up() {
	[ "$(field '["state"]')" = up ]
}

hanging_pull() {
	local remote up second at status

	at=$(free_port)
	silent_remote "$at"
	setsid env --default-signal=INT,QUIT,TERM blogctl up \
		"http://127.0.0.1:$at/blog.git" --site "$site" \
		--listen "127.0.0.1:$port" >"$T/up" 2>&1 &
	up=$!
	check "the pull begins" eventually 20 pulls_from "$at"
	blogctl down --site "$site" --forget >"$T/second" 2>&1 &
	second=$!
	check "the second command says for whom it waits" eventually 20 \
		grep -qE "waiting for process $up \(blogctl up\), .* site '$site'" "$T/second"
	kill -INT -- "-$up"
	wait "$up"
	status=$?
	if [ "$status" -eq 130 ]; then
		ok "Ctrl-C in the first pull ends up by it"
	else
		not_ok "Ctrl-C in the first pull ends up by it" "status $status: $(cat "$T/up")"
	fi
	wait "$second"
	kill "$remote"
	wait "$remote" 2>/dev/null
	check_nothing_left "and nothing is left"
}

all_pids() {
	# shellcheck disable=SC2016 # ruby expands it
	blogctl status --site "$site" --json | ruby -rjson -e \
		'd = JSON.parse($stdin.read); puts d["supervisor"]["pid"], d["containers"].map { |c| c["pid"] }'
}

nobody_serves() {
	! get / && [ -z "$(processes_of "$home/")" ]
}

# As when the power fails: monitors go with what they watch.
end_all() {
	local pids
	mapfile -t pids < <(all_pids)
	kill -9 "${pids[@]}"
	mapfile -t pids < <(processes_of "$home/" | cut -d' ' -f1)
	[ ${#pids[@]} -eq 0 ] || kill -9 "${pids[@]}" 2>/dev/null
	eventually 10 nobody_serves
}

# No control group outlives a reboot either.
empty_run_folder() {
	local group
	groups_called "$(group_names "$run_base/$site/containers")" |
		while read -r group; do
			rmdir "$group"
		done
	rm -rf "${run_base:?}/$site"
}

# What keeps its sites below a folder that a reboot empties, and what does not.
reboots() { # TEXT
	check "$1: up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
	end_all
	[ "$2" = kept ] || empty_run_folder
	check "$1: after a reboot, up" blogctl up --site "$site"
	check "$1: the page is there" serves $page "The first words"
	end_all
	[ "$2" = kept ] || empty_run_folder
	check "$1: after a reboot, up as at the first time" \
		blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
	check "$1: the page is there" serves $page "The first words"
}

without_a_session() {
	local run=$XDG_RUNTIME_DIR

	unset XDG_RUNTIME_DIR
	if [ -d "/run/user/$(id -u)" ]; then
		skip "without a session" "/run/user/$(id -u) is there"
	else
		reboots "without a session" kept
	fi
	export XDG_RUNTIME_DIR=/run
	check "with another's folder in the environment: status" blogctl status --site "$site"
	export XDG_RUNTIME_DIR=$run
	check "in a session: status finds it up" is_up
	check "in a session: down" blogctl down --site "$site"
	says "took it down" "is down"
	check "in a session: up" blogctl up --site "$site"
	check "it is in the session's folder then" test -e "$run/blogctl/$site/supervisor.lock"
}

scenario() {
	make_blog
	hanging_pull
	reboots "in /run" gone
	check "down" blogctl down --site "$site"
	[ "$who" = root ] || without_a_session
}

e2e_main "$@"
