#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# tests/e2e/render_disk.sh BUILD
#
# A public volume on a small disk of its own: old releases make way for a new
# one, what does not fit leaves the live site and no litter, and once there is
# room the renderer publishes by itself.
set -u

if [ "${2-}" != inside ]; then
	unshare --user --map-root-user --mount true 2>/dev/null || {
		echo "1..0 # SKIP this kernel forbids user namespaces"
		exit
	}
	exec unshare --user --map-root-user --mount "$BASH" "$0" "$1" inside
fi

render=$(readlink -f "$1")/bin/render
work=$(mktemp -d) || exit 1
site=$work/site public=$work/public
watching=
finish() {
	[ -z "$watching" ] || { kill "$watching" && wait "$watching"; }
	umount "$public"
	rm -rf "$work"
}
trap finish EXIT
mkdir "$site" "$public"
mount -t tmpfs -o size=8m tmpfs "$public" || exit 1
n=0 bad=0

check() { # TEXT COMMAND...
	local text=$1
	shift
	n=$((n + 1))
	if "$@" >"$work/why" 2>&1; then
		echo "ok $n - $text"
	else
		bad=1
		echo "not ok $n - $text"
		head -n 20 "$work/why" | sed 's/^/# /'
	fi
}

eventually() { # SECONDS COMMAND...
	local end=$((SECONDS + $1))
	shift
	until "$@"; do
		[ "$SECONDS" -lt "$end" ] || return 1
		sleep 0.1
	done
}

noise() { # KILOBYTES
	head -c "$1k" /dev/urandom >"$site/noise.bin"
}

build() {
	"$render" --folder "$site" --public "$public" 2>"$work/said"
}

says() { # TEXT
	grep -F "$1" "$work/said" || { cat "$work/said"; false; }
}

live() {
	readlink "$public/current"
}

tells() { # TEXT
	grep -F "$1" "$public/build.json" || { cat "$public/build.json"; false; }
}

used() {
	du -sk "$public" | cut -f1
}

fails() {
	! "$@"
}

echo '<p>Hello</p>' >"$site/index.html"
for _ in 1 2 3 4 5 6 7 8 9; do
	noise 800
	build
done
check "old releases fill the disk" test "$(live)" = releases/9
noise 3000
check "a site that fits without them is published" build
check "in place of them" says "old releases were removed"
check "and is live" test "$(live)" = releases/10

before=$(live)
noise 9000
check "one that never fits is refused" fails build
check "with its reason" says "No space left on device"
check "told in build.json" tells "No space left on device"
check "the old site stays" test "$(live)" = "$before"
check "and nothing is left of the attempt" test "$(used)" -lt 3500

"$render" --watch --folder "$site" --public "$public" 2>"$work/said" &
watching=$!
check "a watching renderer meets the full disk" \
	eventually 20 says "No space left on device"
mount -o remount,size=32m "$public"
check "and publishes by itself once there is room" \
	eventually 30 fails test "$public/current" -ef "$public/$before"
echo "1..$n"
exit "$bad"
