#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/conformance/highlight.sh BUILD
#
# Colours the samples below highlight/samples, and the demonstrations that Rouge
# comes with, with Rouge and with ours. The text must stay as it is, and the
# classes agree, by the characters that are seen, at least as far as
# highlight/minimum says: "LANGUAGE PERCENT". Ends with the rate of each language.
set -u

build=$1
here=$(cd "$(dirname "$0")" && pwd)

ruby -e 'require "rouge"' 2>/dev/null || {
	echo "1..0 # SKIP no Rouge to compare with"
	exit
}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT

while read -r language _; do
	cp "$here/highlight/samples/$language" "$work/$language.sample"
	cp "/usr/share/ruby-rouge/demos/$language" "$work/$language.demo" \
		2>/dev/null || true
	for file in "$work/$language".*; do
		echo "$language $file"
	done
done <"$here/highlight/minimum" >"$work/all"
"$build/tests/support/highlight_driver/highlight_driver" <"$work/all" ||
	exit 1
ruby "$here/highlight/compare.rb" "$here/highlight/minimum" "$work/all"
