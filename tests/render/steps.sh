#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/render/steps.sh BUILD
#
# Counts the instructions that hostile Markdown takes: twice the text must not
# take 3.3 times as many, nor any text more than some thousands a byte. Addresses
# are dearer in cmark-gfm; how many a paragraph may have is limited.
set -u

hostile=$1/tests/support/hostile_markdown/hostile_markdown
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
n=0
bytes=6000

command -v valgrind >/dev/null || {
	echo "1..0 # SKIP no valgrind to count instructions with"
	exit
}

total() { # CALL
	sed -n 's/^totals: //p' "$out/callgrind.$1"
}

# One file for each call, "callgrind.out.N", with "totals: INSTRUCTIONS".
count() { # PROCESSOR
	out=$work/$1
	mkdir "$out"
	valgrind -q --tool=callgrind --dump-after=markdown_to_html \
		--callgrind-out-file="$out/callgrind" \
		"$hostile" "$1" "$bytes" >"$out/pieces" 2>"$out/said"
	i=0
	while read -r piece; do
		i=$((i + 2))
		printf '%s %s %s\n' "$(total $((i - 1)))" "$(total $i)" "$piece"
	done <"$out/pieces" >"$out/counts"
}

count kramdown &
count commonmark
wait
for processor in kramdown commonmark; do
	[ -s "$work/$processor/counts" ] || {
		n=$((n + 1))
		echo "not ok $n - $processor: nothing was counted"
		sed 's/^/# /' "$work/$processor/said"
	}
	while read -r once twice piece; do
		n=$((n + 1))
		most=$((once * 33 / 10))
		[ "$processor $piece" != "commonmark <http://a" ] ||
			most=$((once * 4))
		if [ "$once" -gt 0 ] && [ "$twice" -lt "$most" ] &&
			[ "$twice" -lt $((bytes * 2 * 20000)) ]; then
			printf 'ok %d - %s: %s\n' $n "$processor" "$piece"
		else
			printf 'not ok %d - %s: %s takes %s, twice as many %s\n' \
				$n "$processor" "$piece" "$once" "$twice"
		fi
	done <"$work/$processor/counts"
done
echo "1..$n"
