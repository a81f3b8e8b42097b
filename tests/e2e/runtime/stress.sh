#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# Clients create, execute in, kill and delete containers, each its own and all
# of them one that they quarrel about, beside a loop of list and state. Counts
# what goes wrong, and what is left. STRESS=SECONDS (10), CLIENTS=N (4).
# shellcheck source=tests/e2e/runtime/lib.sh
. "$(dirname "$(readlink -f "$0")")/lib.sh"

seconds=${STRESS:-10}
clients=${CLIENTS:-4}

# Must succeed; what it says if not is kept.
must() { # COMMAND...
	local said=$T/said.$BASHPID
	"$@" >/dev/null 2>"$said" </dev/null ||
		echo "$* (status $?): $(cat "$said")" >>"$T/errors"
	echo >>"$T/calls"
}

# May come too late or too early, but must not be torn.
may() { # COMMAND...
	local said=$T/said.$BASHPID
	"$@" >/dev/null 2>"$said" </dev/null
	! grep -v 'the process ended as it was set up' "$said" |
		grep -qE '\[(system|input)\]' ||
		echo "$*: $(cat "$said")" >>"$T/errors"
	echo >>"$T/calls"
}

client() { # NAME
	while [ "$SECONDS" -lt "$end" ]; do
		must nsrun create -b "$T/kept" "$1"
		must nsrun start "$1"
		must nsrun exec "$1" true
		must nsrun kill "$1" KILL
		must nsrun delete --force "$1"
		must nsrun run -b "$T/short" "$1"
		must nsrun run -d -b "$T/kept" "$1"
		must nsrun delete --force "$1"
		may nsrun run -d -b "$T/kept" shared
		may nsrun exec shared true
		may nsrun delete --force shared
	done
}

looker() {
	while [ "$SECONDS" -lt "$end" ]; do
		must nsrun list
		must nsrun list --format json
		may nsrun state shared
		may nsrun state client1
	done
}

scenario() {
	local n end=$((SECONDS + seconds))
	bundle kept sleep 1000
	bundle short true
	: >"$T/errors"
	: >"$T/calls"
	for n in $(seq "$clients"); do
		client "client$n" &
	done
	looker &
	wait
	must nsrun delete --force shared
	echo "# $who: $(wc -l <"$T/calls") calls by $clients clients in $seconds s"
	same "nothing goes wrong under stress" "$(sort "$T/errors" | uniq -c |
		sort -rn | head -n 20)" ""
}

runtime_main "$@"
