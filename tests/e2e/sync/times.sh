#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# The times in the state are those that "git log" finds, however the commit was
# reached.

# shellcheck source=tests/e2e/sync/lib.sh
. "$(dirname "$0")/lib.sh"

times_in_state() {
	sed -n '/"changes": {/,/}/s/^    "\(.*\)": \(-\{0,1\}[0-9]*\),\{0,1\}$/\1 \2/p' \
		"$T/volume/state.json"
}

times_in_git() {
	g -C "$T/work" ls-files | LC_ALL=C sort | while read -r path; do
		echo "$path $(g -C "$T/work" log -1 --format=%ct -- "$path")"
	done
}

same_times() {
	diff <(times_in_git) <(times_in_state)
}

clock=1600000000
commit_at() { # MESSAGE
	clock=$((clock + RANDOM % 5000 - 1000)) # clocks run backwards, too
	push_all "$1" "$clock"
}

random_edit() {
	local path=d$((RANDOM % 3))/f$((RANDOM % 6))
	case $((RANDOM % 5)) in
	0) rm -f "$T/work/$path" ;;
	1) [ ! -f "$T/work/$path" ] || chmod +x "$T/work/$path" ;;
	*) put "$path" "$RANDOM" ;;
	esac
}

# A side branch of some commits, merged.
merge_side() { # N
	local base
	base=$(g -C "$T/work" rev-parse "HEAD~$((RANDOM % 3))")
	g -C "$T/work" checkout -q -B side "$base"
	for _ in 1 2; do
		random_edit
		random_edit
		commit_at "Side $1"
	done
	g -C "$T/work" checkout -q -B main "@{-1}"
	g -C "$T/work" checkout -q main
	clock=$((clock + 100))
	GIT_COMMITTER_DATE="@$clock +0000" g -C "$T/work" merge -q \
		--no-ff -X ours -m "Merge $1" side >/dev/null 2>&1 || {
		g -C "$T/work" add -A
		GIT_COMMITTER_DATE="@$clock +0000" \
			g -C "$T/work" commit -q -m "Merge $1"
	}
	push
}

RANDOM=7
new_remote
new_volume
put d0/f0 begin
commit_at "Begin"
pull >/dev/null
for n in $(seq 8); do
	for _ in 1 2 3; do
		random_edit
		commit_at "Edit $n"
	done
	pull >/dev/null
	merge_side "$n"
	pull >/dev/null
	[ "$n" != 4 ] || check "half way, step by step, they are git's" same_times
done
check "step by step they are git's" same_times
merges=$(g -C "$T/work" rev-list --merges --count HEAD)
check "there were merges" [ "$merges" -gt 5 ]

times_in_state >"$T/stepwise"
new_volume
pull >/dev/null
check "a first pull finds the same ones" diff "$T/stepwise" <(times_in_state)

g -C "$T/work" reset -q --hard HEAD~4
random_edit
commit_at "Rewrite"
pull >/dev/null
check "after a rewrite they are git's" same_times

g -C "$T/work" checkout -q --orphan fresh
put d9/f9 "new"
commit_at "Another root"
pull >/dev/null
check "and with a history that shares nothing" same_times

plan
