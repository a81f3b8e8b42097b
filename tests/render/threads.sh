#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/render/threads.sh BUILD
#
# BUILD is one with the thread sanitizer (make SAN=thread). Renders a few hundred
# pages by several threads at a time: they don't race, and make the same bytes as
# one thread alone.
set -u

render=$1/bin/render
top=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0
bad=0

check() { # TEXT COMMAND...
	n=$((n + 1))
	text=$1
	shift
	if "$@" >"$work/why" 2>&1; then
		echo "ok $n - $text"
	else
		bad=1
		echo "not ok $n - $text"
		head -n 60 "$work/why" | sed 's/^/# /'
	fi
}

cp -R "$top/site" "$work/site"
for post in "$top"/site/_posts/*.md; do
	for i in $(seq 40); do
		name=${post##*/}
		cp "$post" "$work/site/_posts/${name%.md}-$i.md"
	done
done

export TSAN_OPTIONS=halt_on_error=1
check "eight threads render without a race" \
	"$render" --folder "$work/site" --output "$work/eight" --threads 8
check "one thread renders" \
	"$render" --folder "$work/site" --output "$work/one" --threads 1
check "both make the same bytes" diff -r "$work/eight" "$work/one"
echo "1..$n"
exit $bad
