#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A site whose source volume was damaged stays up, and the next push is live.

# shellcheck source=tests/e2e/lib.sh
. "$(dirname "$0")/lib.sh"

survives() { # TEXT COMMAND...
	local releases words="$RANDOM $RANDOM"

	releases=$(field '["release"]')
	"${@:2}"
	check "$1: status still works" blogctl status --site "$site"
	check "$1: the site stays up" serves / first
	publish first "$words"
	check "$1: update works" blogctl update --site "$site"
	check "$1: and its page is live" serves /2024/05/01/first.html "$words"
	check "$1: as a later release" \
		[ "$(field '["release"]')" -gt "$releases" ]
}

cut_short() {
	truncate -s 40 "$source/state.json"
}

restart_and_cut() {
	cut_short
	kill -9 "$(pid_of render)"
}

scenario() {
	make_blog
	check "up" blogctl up "$T/blog.git" --site "$site" \
		--listen "127.0.0.1:$port" || return
	source=${XDG_STATE_HOME:-/var/lib}/blogctl/$site/source
	survives "a damaged state" cut_short
	survives "a second time" cut_short
	survives "no state" rm "$source/state.json"
	survives "a damaged state and a new render" restart_and_cut
	survives "no tree" rm -r "$source/tree"
	survives "no repository" rm -r "$source/git"
	cut_short
	check "down" blogctl down --site "$site"
	check "up with a damaged state" blogctl up --site "$site"
	survives "a site put up again" cut_short
	check "down" blogctl down --site "$site"
}

e2e_main "$@"
