#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# kill -9 of the monitors, which keep the containers' logs; pids that are
# another process's by now; and the log of the supervisor itself.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

replaced() { # ROLE PID
	local now
	now=$(pid_of "$1") && [ -n "$now" ] && [ "$now" != "$2" ] && [ "$now" != 0 ]
}

supervisor_pid() {
	field '["supervisor"]["pid"]'
}

is_up() {
	[ "$(field '["state"]')" = up ]
}

# How many first processes of the role there are: each role's program is alone
# in its container.
processes_in() { # PROGRAM
	local proc n=0
	for proc in /proc/[0-9]*; do
		[[ $(cat "$proc/comm" 2>/dev/null) == "$1" ]] &&
			grep -qF "$site" "$proc/mountinfo" 2>/dev/null && n=$((n + 1))
	done
	echo "$n"
}

monitor_of() { # PID
	local parent
	parent=$(ps -o ppid= -p "$1" | tr -d ' ')
	[ "$(cat "/proc/$parent/comm")" = nsrun-monitor ] && echo "$parent"
}

# The monitor keeps the log: without it nobody reads what the container says.
kill_monitor() { # ROLE PROGRAM
	local pid most=1 n

	pid=$(pid_of "$1")
	kill -9 "$(monitor_of "$pid")"
	for _ in $(seq 10); do
		n=$(processes_in "$2")
		[ "$n" -le "$most" ] || most=$n
	done
	check "monitor of $1 killed: it is replaced" eventually 20 replaced "$1" "$pid"
	if [ "$most" -eq 1 ] && [ ! -e "/proc/$pid" ] && [ "$(processes_in "$2")" -eq 1 ]; then
		ok "monitor of $1 killed: there are never two"
	else
		not_ok "monitor of $1 killed: there are never two" "$most at once, $(processes_in "$2") now"
	fi
	publish "monitor-$1" "Without monitor $1"
	check "monitor of $1 killed: update goes through" blogctl update --site "$site"
	check "monitor of $1 killed: with its page" serves "/2024/05/01/monitor-$1.html" "Without monitor $1"
}

# Killed while nobody supervises: whoever takes over sees it.
kill_monitor_unsupervised() {
	local pid

	pid=$(pid_of render)
	kill -9 "$(supervisor_pid)" "$(monitor_of "$pid")"
	check "supervisor and monitor killed: it is replaced" eventually 20 replaced render "$pid"
	get /from-the-log -o /dev/null
	check "and serve's log goes on" eventually 5 log_has serve /from-the-log
}

# What is written down of a process is no reason to signal whoever got its pid.
spare_a_stranger() {
	local stranger pid record=$run_base/$site/containers/containers/render/state.json

	sleep 1000 &
	stranger=$!
	pid=$(pid_of render)
	kill -9 "$(supervisor_pid)" "$(monitor_of "$pid")" "$pid"
	sed -i "s/\b$pid\b/$stranger/g" "$record"
	if grep -q "$stranger" "$record"; then
		ok "a container's pid is another process's now"
	else
		not_ok "a container's pid is another process's now" "$(cat "$record")"
	fi
	check "status starts the container again" blogctl status --site "$site"
	check "and the site is whole" eventually 10 is_up
	pid=$(pid_of render)
	kill -9 "$(supervisor_pid)" "$(monitor_of "$pid")" "$pid"
	sed -i "s/\b$pid\b/$stranger/g" "$record"
	check "down takes the rest down" blogctl down --site "$site"
	check "the stranger is left alone" kill -0 "$stranger"
	kill "$stranger"
	wait "$stranger" 2>/dev/null
	blogctl up --site "$site" >/dev/null
}

bound_the_log() {
	local log=$run_base/$site/supervisor.log

	yes "a line of a long life" | head -c 17M >>"$log"
	kill -9 "$(pid_of render)"
	check "a full log of the supervisor is cut" eventually 20 is_cut "$log"
	check "and goes on" eventually 20 grep -q "render has ended" "$log"
}

is_cut() { # FILE
	[ "$(stat -c %s "$1")" -lt $((16 * 1024 * 1024)) ]
}

log_has() { # ROLE TEXT
	blogctl logs --site "$site" "$1" | grep -qF -- "$2"
}

scenario() {
	make_blog
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" ||
		return
	kill_monitor sync content-sync
	kill_monitor render render
	kill_monitor serve serve
	kill_monitor_unsupervised
	bound_the_log
	spare_a_stranger
}

e2e_main "$@"
