#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Ctrl-C, and a polite request to end, at random moments of every command that
# takes a while: it says that it ends, and leaves nothing half.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

rounds=6

# Run the command in a session of its own, as in a terminal of its own, and
# send its whole process group the signal after a moment. Its status is kept
# in $status, what it said in $T/said. A shell has its jobs ignore Ctrl-C, which
# they would pass on.
interrupt() { # SIGNAL DELAY COMMAND...
	local signal=$1 delay=$2 pid
	shift 2
	setsid env --default-signal=INT,QUIT,TERM "$@" >"$T/said" 2>&1 &
	pid=$!
	sleep "$delay"
	# Its group may not be there yet, or not any more.
	until kill "-$signal" -- "-$pid" 2>/dev/null || ! kill -0 "$pid" 2>/dev/null; do
		sleep 0.01
	done
	wait "$pid"
	status=$?
}

# From a first moment to one in which it may have ended.
delay() {
	echo "0.$((RANDOM % 5))$((RANDOM % 10))"
}

state_of() {
	if [ "$who" = root ]; then
		echo "/var/lib/blogctl/$site"
	else
		echo "$XDG_STATE_HOME/blogctl/$site"
	fi
}

first_up() { # SIGNAL
	local bad='' early=0
	for _ in $(seq $rounds); do
		interrupt "$1" "$(delay)" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
		if [ "$status" -eq 0 ]; then
			serves /2024/05/01/first.html "The first words" || bad+="status 0 and not up: $(cat "$T/said")
"
		else
			early=$((early + 1))
			eventually 5 no_leftovers
			[ -z "$(leftovers)" ] && [ ! -e "$(state_of)" ] ||
				bad+="left: $(leftovers; ls -d "$(state_of)"*)
"
			[ "$status" -gt 128 ] || [ "$(grep -c '^blogctl: ' "$T/said")" -eq 1 ] ||
				bad+="said: $(cat "$T/said")
"
		fi
		blogctl down --forget --site "$site" >/dev/null 2>&1
	done
	if [ -z "$bad" ]; then
		ok "$1 during a first up: it is up, or nothing is left ($early ended early)"
	else
		not_ok "$1 during a first up: it is up, or nothing is left" "$bad"
	fi
}

updates() { # SIGNAL
	local bad='' i
	for i in $(seq $rounds); do
		publish "round" "$1 $i"
		interrupt "$1" "0.$((RANDOM % 3))$((RANDOM % 10))" blogctl update --site "$site"
		blogctl update --site "$site" >"$T/again" 2>&1 &&
			serves /2024/05/01/round.html "$1 $i" && continue
		bad+="$(cat "$T/said" "$T/again")
"
	done
	if [ -z "$bad" ]; then
		ok "$1 during update: the next one goes through"
	else
		not_ok "$1 during update: the next one goes through" "$bad"
	fi
}

# What was built before is there, wholly, or what is built now.
builds() { # SIGNAL
	local bad=''
	blogctl build "$T/work" -d "$T/out" --site "$site" >/dev/null || bad="no build"
	for _ in $(seq $rounds); do
		interrupt "$1" "0.$((RANDOM % 3))$((RANDOM % 10))" \
			blogctl build "$T/work" -d "$T/out" --site "$site"
		grep -q first "$T/out/index.html" || bad+="no page: $(ls -a "$T" "$T/out")
"
		[ ! -e "$T/.out.build" ] || bad+="a stage is left
"
		eventually 5 no_build_left || bad+="left: $(processes_of "$home/" | grep -w build; ls "$run_base")
"
	done
	if [ -z "$bad" ]; then
		ok "$1 during build: the pages before it are there, and nothing else"
	else
		not_ok "$1 during build: the pages before it are there, and nothing else" "$bad"
	fi
}

no_build_left() {
	[ ! -e "$run_base/$site.build" ] && [ ! -e "$(state_of).build" ]
}

previews() { # SIGNAL
	local bad=''
	for _ in $(seq $rounds); do
		interrupt "$1" "$(delay)" blogctl preview "$T/work" --site "$site" --port "$(free_port)"
		eventually 5 no_preview_left || bad+="left: $(ls "$run_base"; ls -d "$(state_of)"*); said $(cat "$T/said")
"
	done
	if [ -z "$bad" ]; then
		ok "$1 during preview: nothing is left"
	else
		not_ok "$1 during preview: nothing is left" "$bad"
	fi
}

no_preview_left() {
	[ ! -e "$run_base/$site.preview" ] && [ ! -e "$(state_of).preview" ] &&
		! processes_of "$home/" | grep -qw preview
}

scenario() {
	local status=0 signal

	make_blog
	for signal in INT TERM; do
		first_up "$signal"
		builds "$signal"
		previews "$signal"
	done
	check_nothing_left "and nothing at all is left"
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" || return
	updates INT
	updates TERM
	check "the site is up as it was" serves /2024/05/01/first.html "The first words"
}

e2e_main "$@"
