#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/conformance/markdown.sh BUILD
#
# Renders the cases below markdown/, and the Markdown documents installed on
# this machine, with the real kramdown as Jekyll configures it and with ours,
# and compares the document trees. A case that differs must stand in
# markdown/accepted with its reason: "GROUP/NAME REASON"; documents are only
# counted. Ends with the share that is equal, per group.
set -u

build=$1
here=$(cd "$(dirname "$0")" && pwd)
n=0 unexplained=0

ruby -e 'require "kramdown-parser-gfm"' 2>/dev/null || {
	echo "1..0 # SKIP no kramdown to compare with"
	exit
}
work=${MARKDOWN_WORK:-$(mktemp -d)} || exit 1
[ -n "${MARKDOWN_WORK:-}" ] || trap 'rm -rf "$work"' EXIT

find /usr/share /var/lib/gems -name '*.md' -type f 2>/dev/null |
	LC_ALL=C sort |
	ruby "$here/markdown/kramdown.rb" "$here/markdown" "$work" >"$work/all"
"$build/tests/support/markdown_driver/markdown_driver" <"$work/all" ||
	exit 1

dom() {
	[ -e "$1" ] && "$build/tests/conformance/dom" <"$1"
}

compare() { # FILE
	name=${1#"$work"/} name=${name%.md}
	group=${name%%/*}
	dom "$1.theirs" >"$work/a"
	dom "$1.ours" >"$work/b"
	reason=$(sed -n "s,^$name ,,p" "$here/markdown/accepted")
	if cmp -s "$work/a" "$work/b"; then
		echo "$group equal" >>"$work/tally"
		[ "$group" = documents ] && return
		n=$((n + 1))
		if [ -n "$reason" ]; then
			unexplained=$((unexplained + 1))
			echo "not ok $n - $name is accepted, but equal"
		else
			echo "ok $n - $name"
		fi
		return
	fi
	echo "$group differs" >>"$work/tally"
	[ "$group" = documents ] && return
	n=$((n + 1))
	if [ -n "$reason" ]; then
		echo "ok $n - $name differs: $reason"
		return
	fi
	unexplained=$((unexplained + 1))
	echo "not ok $n - $name"
	diff -u "$work/a" "$work/b" | sed 's/^/# /' | head -n 40
}

: >"$work/tally"
while read -r file; do
	compare "$file"
done <"$work/all"
echo "1..$n"
awk '{ all[$1]++; if ($2 == "equal") same[$1]++ }
	END { for (g in all) printf "# %s: %d of %d equal (%.1f %%)\n", g,
		same[g], all[g], 100 * same[g] / all[g] }' "$work/tally" |
	LC_ALL=C sort
echo "# $unexplained unexplained"
[ "$unexplained" -eq 0 ]
