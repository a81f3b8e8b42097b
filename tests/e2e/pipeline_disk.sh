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

scenario() {
	local tag

	if [ "$who" != root ]; then
		skip "the whole scenario" "only root may make a small disk"
		return
	fi
	mount -t tmpfs -o size=96m tmpfs /var/lib/blogctl
	make_blog
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
}

e2e_main "$@"
