#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/conformance/site.sh BUILD
#
# The sample blog in site/ is a Jekyll site: the real Jekyll builds it without
# a warning, and what render makes of it is the same, file by file: the same
# addresses, the same document trees, the same bytes where it is neither HTML
# nor a feed.
set -u

build=$1
site=$(cd "$(dirname "$0")/../../site" && pwd)
n=0
bad=0

check() { # STATUS TEXT
	n=$((n + 1))
	if [ "$1" -eq 0 ]; then
		echo "ok $n - $2"
	else
		bad=1
		echo "not ok $n - $2"
		sed 's/^/# /' "$work/why"
	fi
}

# A feed's pages are text inside of it: make them part of its tree.
opened() {
	case $file in
	*.xml) sed 's/&lt;/</g; s/&gt;/>/g; s/&quot;/"/g; s/&amp;/\&/g' ;;
	*) cat ;;
	esac
}

command -v jekyll >/dev/null || {
	echo "1..0 # SKIP no jekyll to compare with"
	exit
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

JEKYLL_ENV=production jekyll build --quiet --disable-disk-cache -s "$site" \
	-d "$work/jekyll" >"$work/why" 2>&1 && [ ! -s "$work/why" ]
check $? "jekyll builds the sample blog without a word"

"$build/bin/render" --folder "$site" --output "$work/ours" >"$work/why" 2>&1
check $? "render builds the sample blog"

mkdir -p "$work/ours"
for side in jekyll ours; do
	(cd "$work/$side" && find . -type f | LC_ALL=C sort) >"$work/$side.files"
done
diff -u "$work/jekyll.files" "$work/ours.files" >"$work/why"
check $? "the same files are published"

while read -r file; do
	[ -f "$work/ours/$file" ] || continue
	case $file in
	*.html | */feed.xml)
		for side in jekyll ours; do
			opened <"$work/$side/$file" |
				"$build/tests/conformance/dom" >"$work/$side.dom"
		done
		diff -u "$work/jekyll.dom" "$work/ours.dom" >"$work/why"
		check $? "the same document: ${file#./}"
		;;
	*)
		diff -u "$work/jekyll/$file" "$work/ours/$file" >"$work/why"
		check $? "the same bytes: ${file#./}"
		;;
	esac
done <"$work/jekyll.files"

echo "1..$n"
exit $bad
