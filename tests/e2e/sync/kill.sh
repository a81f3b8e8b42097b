#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A pull that is killed at any moment is mended by the next.

# shellcheck source=tests/e2e/sync/lib.sh
. "$(dirname "$0")/lib.sh"

kills=24

# Two commits with 900 files each that have little in common.
fill() { # SEED
	rm -rf "$T/work/files"
	mkdir -p "$T/work/files"
	for d in $(seq 30); do
		mkdir "$T/work/files/$1-$d"
		for f in $(seq 30); do
			echo "$1 $d $f $RANDOM" >"$T/work/files/$1-$d/$f"
		done
	done
	echo "$1" >"$T/work/shared"
}

killed_pull() { # SECONDS
	pull >/dev/null 2>&1 &
	sleep "$1"
	kill -9 $! 2>/dev/null && killed=$((killed + 1))
	wait $! 2>/dev/null
}

phases_seen=''
note_phase() {
	if [ -e "$T/volume/state.json" ]; then
		phases_seen+="$(state phase) "
	else
		phases_seen+="none "
	fi
}

new_remote
fill one
push_all "One"
fill two
push_all "Two"
new_volume
start=$EPOCHREALTIME
pull >/dev/null
whole_us=$(((${EPOCHREALTIME/./} - ${start/./})))

killed=0
wrong=''
last=0
round=0
while [ $killed -lt $kills ] && [ $round -lt 90 ]; do
	round=$((round + 1))
	[ $((round % 10)) != 1 ] || {
		new_volume
		last=0
	}
	fill "round$((round % 2))"
	push_all "Round $round" >/dev/null
	killed_pull "$(printf '0.%06d' $((RANDOM * 32768 % whole_us)))"
	note_phase
	output=$(pull 2>&1 && is_at_head) || wrong+="round $round: $output
"
	[ "$(state sequence)" -gt "$last" ] || wrong+="round $round: sequence
"
	last=$(state sequence)
done 2>/dev/null
check "after each of $kills kills the next pull makes the tree the commit's" \
	[ -z "$wrong" ]
[ -z "$wrong" ] || echo "$wrong" | sed 's/^/# /'
echo "# $killed of $round killed; a pull takes $((whole_us / 1000)) ms; then: $phases_seen"
check "so many were killed under way" [ "$killed" = $kills ]
check "the repository is whole" g -C "$T/volume/git" fsck --strict
check "nothing is left of the dead" [ -z "$(find "$T/volume/git" \
	-name '*.lock' -o -name 'pack_*' -o -name 'tmp_*')" ]

# Pulls side by side.
three_at_once() {
	local n pids=() failed=0
	for n in 1 2 3; do
		pull >"$T/pull.$n" 2>&1 &
		pids+=($!)
	done
	for n in "${pids[@]}"; do
		wait "$n" || failed=1
	done
	cat "$T"/pull.[123]
	return $failed
}
fill many
push_all "Many"
check "three pulls at once all succeed" three_at_once
check "one of them made the change" [ \
	"$(cat "$T"/pull.[123] | grep -c ' changed')" = 1 ]
check "and the tree is right" is_at_head

# A reader that does not let go.
while_read() {
	local was
	was=$(state commit)
	exec 5<"$T/volume/lock"
	flock -s 5
	pull >"$T/pull.out" 2>&1 5<&- &
	sleep 1
	[ "$(state commit) $(state phase)" = "$was ready" ] || return 1
	exec 5<&-
	wait $! || {
		cat "$T/pull.out"
		return 1
	}
	is_at_head
}
fill locked
push_all "Locked"
check "a pull waits for a reader, changes nothing meanwhile, and goes on" \
	while_read

# The service.
new_volume
"$sync" run --volume "$T/volume" --url "$T/blog.git" --interval 1s \
	2>"$T/run.log" &
service=$!
started+=("$service")
check "run pulls at once" eventually 20 is_at_head
put shared "Served"
push_all "Served"
check "and at every interval" eventually 20 is_at_head
check "telling from which commit to which, and how much" eventually 20 grep -qE \
	' commit [0-9a-f]{7}\.\.[0-9a-f]{7}: [0-9]+ files?, fetched in [0-9]+ ms, ' \
	"$T/run.log"
kill -TERM "$service"
wait "$service"
check "it ends cleanly when told to" [ $? = 0 ]
check "without an error" [ "$(grep -vc 'Z content-sync: commit ' "$T/run.log")" = 0 ]

new_volume
"$sync" run --volume "$T/volume" --url "$T/blog.git" --interval 1h \
	2>"$T/run.log" &
service=$!
started+=("$service")
check "it tells what it pulled, and when" eventually 20 grep -qE \
	"^$(date -u +%Y)-..-..T..:..:..\....Z content-sync: commit [0-9a-f]{7}: " \
	"$T/run.log"
put shared "On request"
push_all "On request"
check "another process pulls" pull
check "and it tells of that, too" eventually 20 grep -qE \
	'commit [0-9a-f]{7}\.\.[0-9a-f]{7}: pulled on request$' "$T/run.log"
kill -TERM "$service"
wait "$service"
check_fails "run ends when waiting does not help" "no branch" \
	timeout 20 "$sync" run --volume "$T/volume" --url "$T/blog.git" \
	--branch nothing

plan
