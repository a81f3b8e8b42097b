#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/conformance/hugo.sh BUILD
#
# Builds each site below hugo/ with the real Hugo and with render, both in
# templates that print the same values, and compares what comes out, file by
# file: the document trees of HTML, what feeds and maps say, where redirects
# lead, and the bytes of everything else. The differences we accept stand in
# hugo/accepted, each with its reason: "SITE/FILE REASON". Ends with a line of
# counts.
set -u

build=$1
here=$(cd "$(dirname "$0")" && pwd)
sites=0 pages=0 differences=0 unexplained=0 n=0

command -v hugo >/dev/null || {
	echo "1..0 # SKIP no hugo to compare with"
	exit
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

# Where a page that only leads elsewhere leads.
target() {
	sed -n 's/.*http-equiv="refresh" content="0; url=\([^"]*\)".*/\1/p' \
		"$1"
}

same() { # FILE
	case $1 in
	*.html | *.htm)
		if grep -q 'http-equiv="refresh"' "$work/hugo/$1"; then
			target "$work/hugo/$1" >"$work/a"
			target "$work/ours/$1" >"$work/b"
		else
			"$build/tests/conformance/dom" <"$work/hugo/$1" \
				>"$work/a" &&
				"$build/tests/conformance/dom" \
					<"$work/ours/$1" >"$work/b"
		fi
		;;
	*.xml)
		python3 "$here/hugo/feed.py" "$work/hugo/$1" >"$work/a" &&
			python3 "$here/hugo/feed.py" "$work/ours/$1" \
				>"$work/b"
		;;
	*) cp "$work/hugo/$1" "$work/a" && cp "$work/ours/$1" "$work/b" ;;
	esac
	diff -u "$work/a" "$work/b" >"$work/why"
}

compare() { # SITE FILE
	pages=$((pages + 1))
	n=$((n + 1))
	if same "$2"; then
		echo "ok $n - $1/$2"
		return
	fi
	differences=$((differences + 1))
	reason=$(awk -v file="$1/$2" '$1 == file { $1 = ""; print }' \
		"$here/hugo/accepted")
	if [ -n "$reason" ]; then
		echo "ok $n - $1/$2 differs:$reason"
		return
	fi
	unexplained=$((unexplained + 1))
	echo "not ok $n - $1/$2"
	sed 's/^/# /' "$work/why" | head -n 60
}

for path in "$here"/hugo/*/; do
	site=$(basename "$path")
	[ "$site" != judge ] || continue
	sites=$((sites + 1))
	rm -rf "$work/hugo" "$work/ours"
	cp -R "$path" "$work/source"
	HUGO_MARKUP_HIGHLIGHT_NOCLASSES=false \
		HUGO_DISABLEHUGOGENERATORINJECT=true hugo --quiet \
		--source "$work/source" --destination "$work/hugo" \
		--themesDir "$here/hugo" --theme judge >"$work/why" 2>&1
	rm -rf "$work/source"
	sed 's/^/# /' "$work/why"
	"$build/bin/render" --theme "$here/hugo/judge" \
		--folder "$path" --output "$work/ours" >"$work/why" 2>&1
	sed 's/^/# /' "$work/why"
	mkdir -p "$work/hugo" "$work/ours"
	for side in hugo ours; do
		(cd "$work/$side" && find . -type f | sed 's,^\./,,' |
			LC_ALL=C sort) >"$work/$side.files"
	done
	n=$((n + 1))
	if [ ! -s "$work/hugo.files" ]; then
		echo "not ok $n - $site is a site for Hugo"
		unexplained=$((unexplained + 1))
	elif diff -u "$work/hugo.files" "$work/ours.files" >"$work/why"; then
		echo "ok $n - $site has the same files"
	else
		echo "not ok $n - $site has the same files"
		sed 's/^/# /' "$work/why"
		unexplained=$((unexplained + 1))
	fi
	LC_ALL=C comm -12 "$work/hugo.files" "$work/ours.files" >"$work/both"
	while read -r file; do
		compare "$site" "$file"
	done <"$work/both"
done
echo "1..$n"
echo "# $sites sites, $pages pages, $differences differences," \
	"$unexplained unexplained"
[ "$unexplained" -eq 0 ]
