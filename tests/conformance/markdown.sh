#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/conformance/markdown.sh BUILD [--corpus FOLDER]
#
# Renders the cases below markdown/, and the Markdown documents installed on
# this machine, with the real kramdown as Jekyll configures it and with ours,
# and compares the document trees. A case that differs must stand in
# markdown/accepted with its reason: "GROUP/NAME REASON"; documents are only
# counted. Ends with the share that is equal, per group.
#
# With a corpus: the Markdown files below FOLDER instead, without their front
# matter; prints how many are equal, and the first nodes that differ with how
# often each does and where.
set -u

build=$1
corpus=${3:-}
here=$(cd "$(dirname "$0")" && pwd)
n=0 unexplained=0

ruby -e 'require "kramdown-parser-gfm"' 2>/dev/null || {
	echo "1..0 # SKIP no kramdown to compare with"
	exit
}
work=${MARKDOWN_WORK:-$(mktemp -d)} || exit 1
[ -n "${MARKDOWN_WORK:-}" ] || trap 'rm -rf "$work"' EXIT

documents() {
	if [ -n "$corpus" ]; then
		find "$corpus" \( -name '*.md' -o -name '*.markdown' \) -type f
	else
		find /usr/share /var/lib/gems -name '*.md' -type f 2>/dev/null
	fi | LC_ALL=C sort
}

cases=$here/markdown
[ -z "$corpus" ] || cases=$work
documents | ruby "$here/markdown/kramdown.rb" "$cases" "$work" >"$work/all"
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

# The first node on either side, without what each text says.
first_difference() { # FILE
	diff "$work/a" "$work/b" | awk -v file="$1" '
		/^[<>]/ && !seen[$1]++ {
			side = $1
			sub(/^[<>] */, "")
			sub(/^\047.*/, "text")
			sub(/ .*/, "")
			node[side] = $0
		}
		END { print node["<"] " became " node[">"] "\t" file }'
}

compare_corpus() {
	while read -r file; do
		dom "$file.theirs" >"$work/a"
		dom "$file.ours" >"$work/b"
		if cmp -s "$work/a" "$work/b"; then
			echo equal
		else
			first_difference "$file"
		fi
	done <"$work/all" >"$work/tally"
	awk -F'\t' '
		{ all++ }
		$1 == "equal" { same++; next }
		{ n[$1]++; if (n[$1] <= 5) files[$1] = files[$1] "\n\t" $2 }
		END {
			for (d in n) print n[d] " " d files[d]
			printf "# %d posts, %d equal (%.2f %%)\n", all, same,
				100 * same / all
		}' "$work/tally"
}

[ -z "$corpus" ] || {
	compare_corpus
	exit
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
