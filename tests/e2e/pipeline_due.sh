#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A post dated in the future appears by itself when it is due, and not before.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

ahead_s=8

scenario() {
	local due seen date

	make_blog
	due=$(($(date +%s) + ahead_s))
	date=$(date -u -d "@$due" '+%Y-%m-%d %H:%M:%S +0000')
	printf -- '---\nlayout: default\npermalink: /due.html\ntitle: due\ndate: %s\n---\nIt is time\n' "$date" \
		>"$T/work/_posts/$(date -u -d "@$due" +%Y-%m-%d)-due.md"
	commit "Write ahead"
	push
	check "up" blogctl up "$T/blog.git" --site "$site" --listen "127.0.0.1:$port" || return
	if serves /due.html "It is time" && [ "$(date +%s)" -lt "$due" ]; then
		not_ok "a post that is not due is not there"
	else
		ok "a post that is not due is not there"
	fi
	check "it appears by itself" eventually $((ahead_s + 20)) serves /due.html "It is time"
	seen=$(date +%s)
	if [ "$seen" -ge "$due" ]; then
		ok "not before its time"
	else
		not_ok "not before its time" "due at $due, seen at $seen"
	fi
	check "on the front page, too" serves / ">due</a>"
}

e2e_main "$@"
