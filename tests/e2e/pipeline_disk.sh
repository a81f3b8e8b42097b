#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A full disk: the site that is live stays up and is told apart from the one
# that could not be made; once there is room again, the next update goes
# through.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

# Bytes that do not compress.
noise() { # MEGABYTES
	head -c "$1"M /dev/urandom
}

fill() {
	head -c 1G /dev/zero >/var/lib/blogctl/filler 2>/dev/null
}

# `up` of a new site fails with the message, in one line, and leaves nothing.
refused() { # TEXT MESSAGE
	check_fails "$1: up fails and says where" "$2" \
		blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port"
	if [ "$(grep -c . <<<"$output")" -eq 1 ]; then
		ok "$1: in one line"
	else
		not_ok "$1: in one line" "$output"
	fi
	check_nothing_left "$1: nothing is left running"
	if [ -z "$(ls -d "/var/lib/blogctl/$site"* 2>/dev/null)" ]; then
		ok "$1: nothing is kept"
	else
		not_ok "$1: nothing is kept" "$(ls -d "/var/lib/blogctl/$site"*)"
	fi
}

# A folder of ours that is full, or cannot be written, from the beginning.
refuse_bad_folders() {
	local folder size=256k
	for folder in /var/lib/blogctl /run/blogctl; do
		mount -t tmpfs -o size=$size tmpfs "$folder"
		refused "$folder too small" "'$folder/"
		head -c 1M /dev/zero >"$folder/filler" 2>/dev/null
		refused "$folder full" "'$folder/"
		rm "$folder/filler"
		mount -o remount,ro "$folder"
		refused "$folder read-only" "'$folder/"
		umount "$folder"
		size=16k
	done
}

# A site that is up already, when its folder becomes read-only: it stays up.
stay_up_read_only() {
	mount -o remount,ro /var/lib/blogctl
	check "read-only: status answers" blogctl status --site "$site"
	check_fails "read-only: update says so" "Read-only file system" blogctl update --site "$site"
	check "read-only: the site stays up" serves /2024/05/01/first.html "No room at all"
	check "read-only: down takes it down" blogctl down --site "$site"
	check_nothing_left "read-only: nothing is left running"
	check_fails "read-only: up says so" "'/var/lib/blogctl/" blogctl up --site "$site"
	check_nothing_left "read-only: nothing is left running after it"
	mount -o remount,rw /var/lib/blogctl
	check "writable again, it comes back" blogctl up --site "$site"
}

scenario() {
	local tag

	if [ "$who" != root ]; then
		skip "the whole scenario" "only root may make a small disk"
		return
	fi
	make_blog
	refuse_bad_folders
	mount -t tmpfs -o size=96m tmpfs /var/lib/blogctl
	check "up on a small disk" blogctl up "$T/blog.git" --site "$site" \
		--listen "127.0.0.1:$port" || return
	tag=$(etag /2024/05/01/first.html)

	noise 40 >"$T/work/big.bin"
	publish first "Too big"
	check_fails "an update that does not fit fails and says why" \
		"No space left" blogctl update --site "$site"
	if [ "$(etag /2024/05/01/first.html)" = "$tag" ]; then
		ok "the old site stays up"
	else
		not_ok "the old site stays up"
	fi
	g -C "$T/work" reset -q --hard HEAD~1
	publish first "Fits again"
	check "a commit that fits is live" blogctl update --site "$site"
	check "with its page" serves /2024/05/01/first.html "Fits again"

	fill
	publish first "No room at all"
	check_fails "with the disk full to the last byte update fails" \
		"No space left" blogctl update --site "$site"
	check "status still answers" blogctl status --site "$site"
	check "the site stays up" serves /2024/05/01/first.html "Fits again"
	rm /var/lib/blogctl/filler
	check "with room again the same commit is live" blogctl update --site "$site"
	check "with its page" serves /2024/05/01/first.html "No room at all"
	stay_up_read_only
}

e2e_main "$@"
